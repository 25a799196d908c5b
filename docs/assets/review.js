/* The review pages: asks their questions in random order, and those answered wrongly again.
   Without it, or without storage, the page still shows every question with its choices and reasons. */
(() => {
  const questions = [...document.querySelectorAll(".question")];
  if (!questions.length) return;

  const STORE = "torch-recaps:answers";
  const choicesOf = (question) => question.nextElementSibling;
  const headingOf = (question) => {
    let element = question;
    while (element.tagName !== "H2") element = element.previousElementSibling;
    return element;
  };
  const answered = new Set(); // since the questions were last shown unanswered
  let queue = []; // still to ask, the question on show first; empty while all are shown

  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  const begin = button("Ask in random order", () => {
    queue = shuffled(questions.filter((question) => question.dataset.answer !== "right"));
    if (queue.length) ask();
    else report("Nothing is left to ask.");
  });
  const end = button("Show all in order", () => {
    showAll();
    report();
    begin.focus();
  });
  const forget = button("Forget my answers", () => {
    if (!confirm("Forget the answers to all questions of this page?")) return;
    for (const question of questions) {
      delete question.dataset.answer;
      fold(question);
    }
    save();
    showAll();
    report("Forgotten.");
    begin.focus();
  });
  const next = button("Next question", () => {
    const question = queue.shift();
    if (question.dataset.answer !== "right") queue.push(question);
    if (queue.length) return ask();
    showAll();
    report("That was the last one.");
    status.focus();
  });
  document.getElementById("practise").append(status, begin, end, forget);
  const below = document.createElement("div");
  below.className = "review";
  below.append(next);
  choicesOf(questions.at(-1)).after(below);
  document.addEventListener("click", answer);
  document.addEventListener("click", leave);
  const kept = stored();
  for (const question of questions) {
    if (kept[question.id]) question.dataset.answer = kept[question.id];
  }
  showAll();
  report();

  /* The first choice that the reader opens is the answer; the others are opened for their reasons. */
  function answer({ target }) {
    const choice = target.closest(".choices > details > summary")?.parentElement;
    const question = choice?.parentElement.previousElementSibling;
    if (!questions.includes(question) || choice.open || answered.has(question)) return;
    answered.add(question);
    const right = choice.classList.contains("right");
    question.dataset.answer = right ? "right" : "wrong";
    save();
    report(right ? "Right." : queue.length ? "No. The question comes again." : "No.");
  }

  /* A link to a question or a heading that is not on show leads to it among all. */
  function leave({ target }) {
    const link = target.closest('a[href^="#"]');
    if (link && document.getElementById(link.hash.slice(1))?.hidden) showAll();
  }

  function ask() {
    const [question] = queue;
    fold(question);
    show([headingOf(question), question, choicesOf(question)]);
    report(`${queue.length} to go.`);
    question.tabIndex = -1;
    question.focus();
  }

  function showAll() {
    queue = [];
    show(questions.flatMap((question) => [headingOf(question), question, choicesOf(question)]));
  }

  function show(elements) {
    for (const question of questions) {
      for (const element of [headingOf(question), question, choicesOf(question)]) {
        element.hidden = !elements.includes(element);
      }
    }
    begin.hidden = queue.length > 0;
    end.hidden = next.hidden = !queue.length;
  }

  function fold(question) {
    answered.delete(question);
    for (const choice of choicesOf(question).children) choice.open = false;
  }

  function report(news = "") {
    const right = questions.filter((question) => question.dataset.answer === "right").length;
    const wrong = questions.filter((question) => question.dataset.answer === "wrong").length;
    const progress = `Of ${questions.length} questions you answered ${right} rightly and ${wrong} wrongly.`;
    status.textContent = `${news} ${progress}`.trim();
  }

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(STORE)) ?? {};
    } catch {
      return {};
    }
  }

  function save() {
    const answers = questions.map((question) => [question.id, question.dataset.answer]);
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...stored(), ...Object.fromEntries(answers) }));
    } catch {
      // Refused: the answers last as long as the page is open.
    }
  }

  function shuffled(list) {
    const rest = [...list];
    return list.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
  }

  function button(words, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.addEventListener("click", act);
    return element;
  }
})();
