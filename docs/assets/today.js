/* Today: asks the cards that are due, a round at a time, writes each review down, and says what comes next. */
(() => {
  const ROUND = 20; // cards: about five minutes
  const SOON = 3; // cards that come between, before a wrong one is asked again
  const TRIES = 3; // times that one is asked in a round
  const GRADES = ["", "Again", "Hard", "Good", "Easy"];
  const MINUTE = 60_000; // ms
  const ANSWERS = "torch-recaps:answers"; // of the question pages
  const TROUBLE = {
    refused: "This browser stores nothing for this site: what you mark or answer is forgotten when you leave the page, so no card can be kept. Allow the site to store data, or answer the questions of the chapters below.",
    full: "This browser's storage is full. What you answer from now on is forgotten when you close the page: save it as a file first.",
    newer: "What is stored was written by a newer version of this site, so it is left as it is. Reload the page. What you answer now is forgotten when you close it.",
    broken: "What is stored can't be read, so it is left as it is. What you answer now is forgotten when you close the page.",
  };
  const { button, counted, made, shuffled } = practiceCard;
  const root = new URL("../", document.currentScript.src);
  const ending = location.pathname.endsWith("today.html") ? ".html" : "/";
  const { recaps } = practiceData.known(practiceIndex);
  const titles = new Map(Object.values(practiceIndex).flatMap((chapter) => Object.entries(chapter.recaps).map(([name, { title }]) => [name, title])));

  const place = document.querySelector(".practice");
  const trouble = made("p", { className: "trouble", hidden: true });
  const status = made("p", { className: "progress" });
  const stage = made("div", { className: "stage" });
  const result = made("p", { className: "result" });
  const grades = made("p", { className: "grades" });
  const standing = made("div", { className: "stands" }, ...practiceStanding.elements);
  status.setAttribute("role", "status");
  result.setAttribute("role", "status");
  const again = button("Undo the last answer", undo);
  document.addEventListener("keydown", press);
  addEventListener("record", () => { showStanding(); restAgain(); });
  document.addEventListener("visibilitychange", restAgain);
  setInterval(restAgain, MINUTE / 2);

  let round; // the ids still to ask, those answered wrongly with the count at which they come again, and what was graded
  let shown; // the card on show, and the grade that it gets if it was wrong
  begin().then(() => place.append(trouble, status, stage, result, grades, standing)); // whole, so that nothing moves

  async function begin() {
    await record.change((kept) => {
      practiceData.keepUp(kept, practiceIndex, Date.now());
      takeOver(kept);
    });
    const { due, fresh } = waiting();
    showStanding();
    if (!due.length && !fresh.length) return rest();
    if (!record.get().log.length) return welcome();
    await start();
  }

  /* Once: the answers that the question pages kept are reviews of today. */
  function takeOver(kept) {
    if (kept.settings.tookOver) return;
    kept.settings.tookOver = true;
    try {
      practiceData.takeOver(kept, JSON.parse(localStorage.getItem(ANSWERS)) ?? {}, practiceIndex, Date.now());
    } catch {
      // Refused or broken: then there are none.
    }
  }

  function waiting(beyond) {
    return practiceData.waiting(record.get(), practiceIndex, Date.now(), beyond);
  }

  function welcome() {
    const words =
      "You will be asked what you have read, a few cards a day. A card that you missed comes back within minutes, one that you know " +
      "after days, then weeks, then months. Answering shortly before you would forget helps you remember.";
    stage.replaceChildren(made("p", {}, words), made("p", {}, button("Begin", () => start())));
  }

  async function start(beyond) {
    const { due, fresh } = waiting(beyond);
    const ids = [...due, ...fresh].slice(0, ROUND);
    round = { ids: shuffled(ids), wrong: [], graded: [] };
    await next();
  }

  /* A wrong card comes again after some others, or when there are no others. */
  async function next() {
    const count = round.graded.length;
    const soon = round.wrong.findIndex(({ after }) => after <= count || !round.ids.length);
    const id = soon >= 0 ? round.wrong.splice(soon, 1)[0].id : round.ids.shift();
    result.textContent = "";
    grades.replaceChildren();
    if (!id) return rest();
    let card;
    try {
      card = await contents(id);
    } catch {
      return unreachable(id);
    }
    const left = round.ids.length + round.wrong.length;
    status.textContent = left ? `${left + 1} cards to go.` : "The last card.";
    shown = { id, wrong: undefined };
    const element = practiceCard.show(card, (right) => answered(card, right));
    stage.replaceChildren(element);
    element.querySelector(".ask").focus();
    if (round.graded.length) grades.append(again);
  }

  /* The card of an id, from its chapter's file. */
  function contents(id) {
    const chapter = recaps.get(id).split("/")[0];
    const found = () => globalThis.practiceCards?.[chapter]?.find((card) => card.id === id);
    if (found()) return Promise.resolve(found());
    return new Promise((done, failed) => {
      const src = new URL(`downloads/${chapter}/cards.js`, root);
      const script = made("script", { src, onload: () => (found() ? done(found()) : failed()), onerror: failed });
      document.head.append(script);
    });
  }

  function unreachable(id) {
    const chapter = practiceIndex[recaps.get(id).split("/")[0]].title;
    stage.replaceChildren(made("p", {}, `The cards of ${chapter} can't be loaded: there is no network, and they aren't kept offline. `));
    stage.append(made("p", {}, button("Try again", () => { round.ids.unshift(id); next(); })));
  }

  /* `right` is nothing where the reader is to say it. */
  function answered(card, right) {
    const now = Date.now();
    const kept = record.get();
    const offered = schedule.offered(kept.cards[card.id], now, practiceData.settings(kept).retention);
    const recap = recaps.get(card.id);
    shown.now = now;
    grades.replaceChildren();
    if (right === false) {
      result.replaceChildren("Wrong. Explained in ", link(recap, card.at), ".");
      const written = graded(1); // now: whoever follows the link has answered
      const on = button("Next", () => written.then(next));
      on.dataset.key = " ";
      grades.append(on);
      return see(on);
    }
    result.textContent = right ? "Right. How hard was it?" : "Did you know it?";
    for (const grade of right ? [2, 3, 4] : [1, 2, 3, 4]) {
      const when = made("small", {}, grade === 1 ? "soon" : until(offered[grade], now));
      const choice = button(GRADES[grade], () => graded(grade).then(next));
      choice.dataset.key = grade;
      choice.append(" ", when);
      grades.append(choice, " ");
    }
    see(grades.querySelector("[data-key='3']"));
  }

  /* Give it the focus, and scroll no farther than it takes. */
  function see(choice) {
    choice.focus({ preventScroll: true });
    choice.scrollIntoView({ block: "nearest" });
  }

  async function graded(grade) {
    const { id, now } = shown;
    if (shown.done) return;
    shown.done = true;
    const before = record.get().cards[id];
    await record.change((kept) => practiceData.review(kept, id, recaps.get(id), grade, now));
    round.graded.push({ id, before, grade });
    const tries = round.graded.filter((other) => other.id === id).length;
    if (grade === 1 && tries < TRIES) round.wrong.push({ id, after: round.graded.length + SOON });
  }

  async function undo() {
    const last = round.graded.pop();
    round.wrong = round.wrong.filter(({ id }) => id !== last.id);
    if (shown && !shown.done) round.ids.unshift(shown.id);
    round.ids = [last.id, ...round.ids.filter((id) => id !== last.id)];
    await record.change((kept) => practiceData.undo(kept, last.id, last.before));
    next();
  }

  /* Nothing on show: what was done, and what comes next. */
  function rest() {
    shown = undefined;
    status.textContent = "";
    result.textContent = "";
    grades.replaceChildren();
    const end = made("div", { className: "rest", tabIndex: -1 }, ...done());
    stage.replaceChildren(end, made("p", {}, ...(round?.graded.length ? [again] : [])));
    if (round) end.focus();
  }

  /* Time goes by, and a file or another page may change the record. */
  function restAgain() {
    const end = stage.querySelector(".rest");
    if (!end) return;
    const now = made("div", {}, ...done());
    if (now.textContent !== end.textContent) end.replaceChildren(...now.children);
  }

  function done() {
    const now = Date.now();
    const kept = record.get();
    const parts = [];
    if (round?.graded.length) {
      const right = round.graded.filter(({ grade }) => grade > 1).length;
      parts.push(made("p", {}, `Done: ${counted(round.graded.length, "answer")}, ${right} of them right.`));
      const missed = round.graded.filter(({ grade }) => grade === 1).map(({ id }) => recaps.get(id));
      const twice = new Set(missed.filter((recap, place) => missed.indexOf(recap) !== place));
      for (const recap of twice) parts.push(made("p", {}, "Worth reading again: ", link(recap), "."));
    }
    const { due, fresh, more } = waiting();
    parts.push(made("p", {}, comesNext(kept, now)));
    if (due.length || fresh.length) parts.push(made("p", {}, button(round ? "One more round" : "Begin", () => start())));
    else if (more > 0) parts.push(made("p", {}, button("More new cards", () => start(ROUND))));
    const unread = [...titles.keys()].find((name) => !(name in kept.read));
    if (unread) parts.push(made("p", {}, Object.keys(kept.read).length ? "Read on: " : "Mark a recap as read, at its end, and its cards come here. Begin with ", link(unread), "."));
    return parts;
  }

  function comesNext(kept, now) {
    const times = Object.entries(kept.cards).filter(([id]) => recaps.has(id)).map(([, { due }]) => due).sort((one, two) => one - two);
    const { due, fresh } = waiting();
    if (due.length + fresh.length) return `${counted(due.length + fresh.length, "card")} can be asked now.`;
    if (!times.length) return "No card is waiting.";
    const [first] = times;
    const together = times.filter((time) => until(time, now) === until(first, now)).length;
    const wait = schedule.day(first) === schedule.day(now) ? " They wait if you come back later." : "";
    return `Next: ${counted(together, "card")} ${until(first, now)}.${wait}`;
  }

  /* When a card comes back, in words. */
  function until(due, now) {
    const days = schedule.day(due) - schedule.day(now);
    if (days < 1) return due <= now ? "now" : `in ${Math.max(1, Math.round((due - now) / MINUTE))} min`;
    if (days === 1) return "tomorrow";
    if (days < 60) return `in ${days} days`;
    return days < 700 ? `in ${Math.round(days / 30.4)} months` : `in ${Math.round(days / 365)} years`;
  }

  function link(recap, at = "") {
    return made("a", { href: new URL(recap + ending + (at && `#${at}`), root) }, titles.get(recap));
  }

  /* 1 to 4 grade or choose, space uncovers or goes on. */
  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
    const keyed = [...place.querySelectorAll("[data-key]")].find(({ dataset, hidden }) => dataset.key === event.key && !hidden);
    const choice = stage.querySelectorAll(".answers button:enabled")[Number(event.key) - 1];
    const pressed = keyed ?? choice;
    if (!pressed || (event.key === " " && event.target.closest("button"))) return;
    event.preventDefault();
    pressed.click();
  }

  function showStanding() {
    const kept = record.get();
    const why = record.trouble();
    trouble.hidden = !why;
    if (why) trouble.textContent = TROUBLE[why];
    practiceStanding.show(kept);
  }
})();
