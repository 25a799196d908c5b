/* A card as elements: a question with its choices, code with a blank, or code whose output is to be predicted. */
const practiceCard = (() => {
  const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
  const SHAPE = /^(\(?torch\.Size)?[([\s]+[\d,\s]*[)\]\s]+$/;
  const plain = (text) => text.trim().replaceAll("−", "-").replace(/^["'`]+|["'`]+$/g, "");

  /* Whether what was typed is what the program printed: a number within half a unit of its last digit, a shape
     by its numbers, a word as it is. A comma is a decimal point, or parts the thousands of a whole number. */
  function matches(typed, printed) {
    const [one, two] = [plain(typed), plain(printed)];
    if (NUMBER.test(two)) {
      const [digits, exponent = "0"] = two.toLowerCase().split("e");
      const decimals = digits.split(".")[1] ?? "";
      const unit = 10 ** (Number(exponent) - decimals.length);
      const number = one.replaceAll(/(?<=\d),(?=\d)/g, decimals ? "." : "");
      return NUMBER.test(number) && Math.abs(Number(number) - Number(two)) <= unit * 0.5000001;
    }
    if (SHAPE.test(two)) {
      const numbers = (text) => text.match(/\d+/g)?.join();
      return SHAPE.test(`(${one})`) && numbers(one) === numbers(two);
    }
    const name = (text) => (/^(true|false|none|nan|inf)$/i.test(text) ? text.toLowerCase() : text.replace("torch.", ""));
    return name(one) === name(two);
  }

  const made = (name, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };
  const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
  const button = (words, act) => made("button", { type: "button", onclick: act }, words);

  /* What was chosen is explained first, then what is right. */
  function reason(verdict, choice) {
    const css = verdict === "Wrong:" ? "reason wrong" : "reason right";
    return made("div", { className: css, innerHTML: `<p><strong>${verdict}</strong> ${choice.text}</p>${choice.reason}` });
  }

  function code(card) {
    const block = made("code", { innerHTML: card.code });
    return made("div", { className: "language-python highlight" }, made("pre", { tabIndex: 0 }, block));
  }

  const kinds = {
    question(card, answered) {
      const answer = made("div", { className: "answers" });
      const reasons = made("div");
      for (const choice of shuffled(card.choices)) {
        const pick = button("", () => {
          for (const other of answer.children) other.disabled = true;
          pick.classList.add("wrong");
          answer.querySelector("[data-right]").className = "right";
          const right = card.choices.find((other) => other.right);
          if (!choice.right) reasons.append(reason("Wrong:", choice));
          reasons.append(reason("Right:", right));
          answered(choice.right);
        });
        pick.innerHTML = choice.text;
        if (choice.right) pick.dataset.right = "";
        answer.append(pick);
      }
      return [answer, reasons];
    },

    blank(card, answered) {
      const block = code(card);
      const blank = covered(block.querySelector("code"), card.blank);
      blank.setAttribute("aria-label", "Blank");
      const uncover = button("Uncover", () => {
        blank.classList.add("uncovered");
        blank.setAttribute("aria-label", card.blank);
        uncover.hidden = true;
        answered();
      });
      uncover.dataset.key = " ";
      blank.onclick = () => uncover.click();
      return [block, made("p", {}, uncover)];
    },

    predict(card, answered) {
      const typed = made("input", { required: true, autocomplete: "off", autocapitalize: "none", spellcheck: false });
      typed.setAttribute("aria-label", "Your answer");
      const check = made("button", {}, "Check");
      const reasons = made("div");
      const form = made("form", { className: "typed" }, typed, " ", check);
      form.onsubmit = (event) => {
        event.preventDefault();
        if (!typed.value.trim()) return typed.focus();
        typed.disabled = check.disabled = true;
        const right = matches(typed.value, card.answer);
        const known = card.wrong.find(({ value }) => matches(typed.value, value));
        if (!right && known) reasons.append(reason("Wrong:", known));
        const printed = made("code", {}, card.answer);
        const verdict = made("strong", {}, right ? "Right. " : "No. ");
        reasons.append(made("p", {}, ...(known && !right ? [] : [verdict]), "From the program's output: ", printed, "."));
        answered(right);
      };
      return [code(card), form, reasons];
    },
  };
  const asks = { blank: "What does the blank hide?" };

  /* The card's element; `answered` is told whether it was right, or nothing where the reader is to say it. */
  function show(card, answered) {
    const ask = made("h2", { className: "ask", tabIndex: -1, innerHTML: card.ask ?? asks[card.kind] });
    const [first, ...rest] = kinds[card.kind](card, answered);
    const parts = card.kind === "predict" ? [first, ask, ...rest] : [ask, first, ...rest];
    return made("article", { className: `card ${card.kind}` }, ...parts);
  }

  function shuffled(list) {
    const rest = [...list];
    return list.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
  }

  return { button, counted, made, matches, show, shuffled };
})();
