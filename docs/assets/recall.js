/* Recall mode: covers the blanks of a recap's code, each a button that uncovers it.
   A blank is a comment below its code (<!-- blank: … -->), which the build has checked. */

/* Cover `text` in `code`, an element: the button that covers it. */
function covered(code, text) {
  const start = code.textContent.indexOf(text);
  const range = document.createRange();
  range.setStart(...position(start));
  range.setEnd(...position(start + text.length));
  const blank = document.createElement("button");
  blank.type = "button";
  blank.className = "blank";
  blank.append(range.extractContents());
  range.insertNode(blank);
  return blank;

  /* The text node and the offset in it at which the character `index` stands. */
  function position(index) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    let before = 0;
    while (texts.nextNode()) {
      const { length } = texts.currentNode;
      if (index <= before + length) return [texts.currentNode, index - before];
      before += length;
    }
  }
}

(() => {
  const comments = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  const blanks = [];
  while (comments.nextNode()) {
    const [, text] = comments.currentNode.data.match(/^ blank: (.+) $/) ?? [];
    if (text) blanks.push([codeAbove(comments.currentNode), plain(text)]);
  }
  if (!blanks.length) return;

  const mode = document.createElement("button");
  mode.type = "button";
  mode.textContent = "Recall: cover the code";
  mode.setAttribute("aria-pressed", "false");
  mode.addEventListener("click", () => {
    const covered = mode.getAttribute("aria-pressed") === "true";
    mode.setAttribute("aria-pressed", String(!covered));
    if (covered) document.querySelectorAll("button.blank").forEach(remove);
    else blanks.forEach(([code, text], index) => cover(code, text, index + 1));
  });
  document.querySelector(".where").append(mode);

  /* The text of a blank, which stands in a comment as in HTML. */
  function plain(text) {
    return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  }

  function codeAbove(comment) {
    let element = comment.previousElementSibling;
    while (!element.matches(".language-python")) element = element.previousElementSibling;
    return element.querySelector("code");
  }

  function cover(code, text, number) {
    const blank = covered(code, text);
    const name = `Blank ${number} of ${blanks.length}`;
    blank.setAttribute("aria-label", name);
    blank.addEventListener("click", () => {
      if (blank.classList.toggle("uncovered")) blank.setAttribute("aria-label", `${name}: ${text}`);
      else blank.setAttribute("aria-label", name);
    });
  }

  function remove(blank) {
    blank.replaceWith(...blank.childNodes);
  }
})();
