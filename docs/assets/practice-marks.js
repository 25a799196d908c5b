/* On the home page and the chapters' overviews: which recaps are read, due and known, and which comes next. */
(() => {
  const root = new URL("../", document.currentScript.src);
  const standing = document.querySelector(".standing");
  const recaps = Object.assign({}, ...Object.values(practiceIndex).map((chapter) => chapter.recaps));
  const links = [...document.querySelectorAll("article li > a, article li > p > a")]
    .map((link) => [nameOf(link), link])
    .filter(([name]) => name in recaps);
  const page = [...new Set(links.map(([name]) => name))];
  addEventListener("record", show);
  show();

  /* "chapter-0/loss" for a link to that recap. */
  function nameOf({ href }) {
    return href.startsWith(root) ? href.slice(root.href.length).replace(/(\.html|\/(index\.html)?)?(#.*)?$/, "") : "";
  }

  function show() {
    const now = Date.now();
    const { read, cards } = record.get();
    const due = Object.values(cards).filter((card) => card.recap in recaps && schedule.daysUntil(card, now) === 0);
    for (const [name, link] of links) mark(link, stateOf(name, read, cards, due));
    if (!Object.keys(read).length) return standing.replaceChildren();
    const next = page.find((name) => !(name in read));
    const parts = [anchor("today", due.length === 1 ? "1 card is due today" : `${due.length} cards are due today`), ". "];
    if (next) parts.push("Continue: ", anchor(next, recaps[next].title), ".");
    standing.replaceChildren(...parts);
  }

  function stateOf(name, read, cards, due) {
    if (due.some((card) => card.recap === name)) return "due";
    const ids = recaps[name].cards;
    if (ids.length && ids.every((id) => cards[id] && schedule.isKnown(cards[id]))) return "known";
    return name in read ? "read" : "";
  }

  function mark(link, state) {
    const kept = link.nextElementSibling?.matches(".mark") ? link.nextElementSibling : document.createElement("span");
    kept.className = `mark ${state}`;
    kept.textContent = state;
    if (state) link.after(" ", kept);
    else kept.remove();
  }

  function anchor(name, words) {
    const ending = links[0][1].pathname.endsWith(".html") ? ".html" : "/"; // as the page's own links
    return Object.assign(document.createElement("a"), { href: new URL(name + ending, root), textContent: words });
  }
})();
