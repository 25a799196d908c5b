/* Code that is wider than its room can be scrolled by keyboard. The theme sees to that where code has come into view;
   this is for the code that has not. In fixed-width type the longest line tells, and nothing has to be laid out. */
(() => {
  const PADDING = 4; // characters, both sides together
  const text = document.createElement("canvas").getContext("2d");

  for (const code of document.querySelectorAll(".highlight pre > code")) {
    const { fontSize, fontFamily } = getComputedStyle(code);
    text.font = `${fontSize} ${fontFamily}`;
    const longest = Math.max(...code.textContent.split("\n").map((line) => line.length));
    const width = (longest + PADDING) * text.measureText("0").width;
    if (width > room(code.closest(".highlight"))) code.tabIndex = 0;
  }

  /* The width of an element, or, in a fold that is closed, of the fold. */
  function room(element) {
    while (!element.clientWidth) element = element.parentElement;
    return element.clientWidth;
  }
})();
