/* What this browser remembers of its reader: one record, written whole. A recap can be marked as read. */
const record = (() => {
  const KEY = "torch-recaps:record";
  let memory; // where nothing can be kept, the record lasts as long as the page
  let trouble; // why: "refused", "full", "newer" or "broken"

  const empty = () => ({ version: 1, read: {}, cards: {}, log: [], settings: {}, gone: {} });

  /* What can't be read is never written over. */
  function get() {
    if (memory) return memory;
    trouble = "refused";
    try {
      const text = localStorage.getItem(KEY);
      trouble = "broken";
      const kept = text ? JSON.parse(text) : empty();
      if (kept.version > 1) trouble = "newer";
      if (kept.version === 1 && kept.log) {
        trouble = "";
        return kept;
      }
    } catch {}
    return (memory = empty());
  }

  /* Other pages of the site wait, and then read what was written. */
  async function change(edit) {
    const now = () => {
      const kept = get();
      edit(kept);
      try {
        if (!memory) localStorage.setItem(KEY, JSON.stringify(kept));
      } catch {
        trouble = "full";
        memory = kept;
      }
    };
    await (navigator.locks ? navigator.locks.request(KEY, now) : now());
    dispatchEvent(new Event("record"));
  }

  addEventListener("storage", ({ key }) => key === KEY && dispatchEvent(new Event("record")));
  return { KEY, change, empty, get, trouble: () => trouble };
})();

(() => {
  const { src } = document.currentScript;
  const find = (places) => document.querySelector(places);
  const practice = ["../downloads/cards.js", "practice-schedule.js"];
  const files = find(".practice")
    ? ["ts-fsrs/index.umd.js", ...practice, "practice-data.js", "practice-card.js", "practice-standing.js", "today.js"]
    : find(".standing") && Object.keys(record.get().read).length
      ? [...practice, "practice-marks.js"]
      : [];
  for (const file of files) {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL(file, src), async: false }));
  }

  const place = find(".read");
  if (!place) return;
  const { recap } = place.dataset;
  const mark = document.createElement("button");
  mark.type = "button";
  mark.textContent = "I have read this";
  mark.onclick = () => read(!(recap in record.get().read));
  const note = document.createElement("span");
  note.setAttribute("role", "status");
  place.append(mark, " ", note);
  addEventListener("record", show);
  show();

  /* Whoever has answered all its questions has read it. */
  const left = new Set(document.querySelectorAll(".choices"));
  addEventListener("click", ({ target }) => {
    if (left.delete(target.closest("summary")?.closest(".choices")) && !left.size) read(true);
  });

  function read(is) {
    record.change(({ read }) => (is ? (read[recap] ??= Date.now()) : delete read[recap]));
  }

  function show() {
    const is = recap in record.get().read;
    mark.setAttribute("aria-pressed", is);
    note.textContent = is && record.trouble() ? "This browser keeps no mark after you leave the page." : "";
    if (is && !record.trouble()) note.append(today(), " asks its questions.");
  }

  function today() {
    const ending = location.pathname.endsWith(".html") ? ".html" : "/";
    return Object.assign(document.createElement("a"), { href: new URL(`../today${ending}`, src), textContent: "Today" });
  }
})();
