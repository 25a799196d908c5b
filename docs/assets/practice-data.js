/* The record as data: read from a file, merged with another, kept in step with the cards that there are. No DOM. */
const practiceData = (() => {
  const DAY = 86_400_000; // ms
  const GONE = 30 * DAY;
  const NUMBERS = ["due", "stability", "difficulty", "elapsed", "scheduled", "steps", "reps", "lapses", "state", "last"];
  const SETTINGS = { new: 10, retention: 0.9 };
  const IN_RANGE = { new: [0, 100], retention: [0.8, 0.95] };

  /* What the reader chose, or what it begins with. */
  const settings = (kept) => ({ ...SETTINGS, ...kept.settings });

  /* A setting as the reader typed it, or nothing if it is out of its range. */
  function setting(name, typed) {
    const [least, most] = IN_RANGE[name];
    const value = Number(typed);
    return typed !== "" && value >= least && value <= most ? value : undefined;
  }

  /* The record in a file. Throws an Error that says what is wrong with it. */
  function parsed(text) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      throw new Error("This file was not saved by this page, so nothing was changed.");
    }
    if (data?.version > 1) {
      throw new Error("This record was saved by a newer version of this site. Reload the page, then try again.");
    }
    const tables = ["read", "cards", "settings", "gone"].every((name) => isTable(data?.[name]));
    const right =
      data?.version === 1 &&
      tables &&
      Array.isArray(data.log) &&
      Object.values(data.read).every(Number.isFinite) &&
      Object.values(data.gone).every(Number.isFinite) &&
      Object.values(data.cards).every((card) => NUMBERS.every((name) => Number.isFinite(card?.[name]))) &&
      data.log.every((entry) => Array.isArray(entry) && entry.length === 3);
    if (!right) throw new Error("This file is no saved record of this site, or a part of it is missing, so nothing was changed.");
    return data;
  }

  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /* Take into `kept` what `other` knows better. Of a card, that is the newer review; one of a day to come
     was made by a clock that was wrong. */
  function merge(kept, other, now) {
    const seen = (card) => (!card ? -1 : card.last > now ? 0 : card.last);
    for (const [id, card] of Object.entries(other.cards)) {
      if (seen(card) > seen(kept.cards[id])) kept.cards[id] = card;
    }
    for (const table of ["read", "gone"]) {
      for (const [name, time] of Object.entries(other[table])) {
        kept[table][name] = Math.min(time, kept[table][name] ?? time);
      }
    }
    const log = new Map([...kept.log, ...other.log].map((entry) => [`${entry[0]} ${entry[1]}`, entry]));
    kept.log = [...log.values()].sort((one, two) => one[1] - two[1] || (one[0] < two[0] ? -1 : 1));
    if ((other.settings.changed ?? 0) > (kept.settings.changed ?? 0)) kept.settings = other.settings;
  }

  /* Of all cards in the index: the recap of each, and what each was called before. */
  function known(index) {
    const recaps = new Map();
    const was = new Map();
    for (const chapter of Object.values(index)) {
      for (const [name, recap] of Object.entries(chapter.recaps)) {
        for (const id of recap.cards) recaps.set(id, name);
        for (const [old, id] of Object.entries(recap.was)) was.set(old, id);
      }
    }
    return { recaps, was };
  }

  /* A card that has another name keeps its history; one that no page has any more is kept for thirty days. */
  function keepUp(kept, index, now) {
    const { recaps, was } = known(index);
    for (const [id, card] of Object.entries(kept.cards)) {
      const present = recaps.has(id) ? id : was.get(id);
      if (present) {
        delete kept.gone[id];
        if (present !== id) {
          delete kept.cards[id];
          kept.log = kept.log.map(([of, ...rest]) => [of === id ? present : of, ...rest]);
          if (!(kept.cards[present]?.last >= card.last)) kept.cards[present] = card;
        }
        const recap = recaps.get(present);
        if (card.recap in kept.read) kept.read[recap] ??= kept.read[card.recap]; // its page may have another name
        kept.cards[present].recap = recap;
      } else if (now - (kept.gone[id] ??= now) > GONE) {
        delete kept.cards[id];
        delete kept.gone[id];
      }
    }
  }

  /* What the question pages kept before there was a record: "right" and "wrong" by a question's element. */
  function takeOver(kept, answers, index, now) {
    const { recaps } = known(index);
    for (const [name, answer] of Object.entries(answers)) {
      const id = name.replace("question-", "");
      if (!recaps.has(id) || kept.cards[id] || !answer) continue;
      review(kept, id, recaps.get(id), answer === "right" ? 3 : 1, now);
      kept.read[recaps.get(id)] ??= now;
    }
  }

  /* Write down a review. */
  function review(kept, id, recap, grade, now) {
    const { retention } = settings(kept);
    kept.cards[id] = { ...schedule.reviewed(kept.cards[id], grade, now, retention), recap };
    kept.log.push([id, now, grade]);
  }

  /* Take back the last review of a card, which was as `before` until then. */
  function undo(kept, id, before) {
    const place = kept.log.findLastIndex(([of]) => of === id);
    if (place >= 0) kept.log.splice(place, 1);
    if (before) kept.cards[id] = before;
    else delete kept.cards[id];
  }

  /* The ids of what is due, longest due first, and of new cards of recaps that were read, as many as are left today. */
  function waiting(kept, index, now, beyond = 0) {
    const { recaps } = known(index);
    const due = Object.entries(kept.cards)
      .filter(([id, card]) => recaps.has(id) && schedule.isDue(card, now))
      .sort(([, one], [, two]) => one.due - two.due)
      .map(([id]) => id);
    const first = new Map();
    for (const [id, time] of kept.log) if (!first.has(id)) first.set(id, time);
    const begun = [...first.values()].filter((time) => schedule.day(time) === schedule.day(now)).length;
    const unseen = Object.entries(kept.read)
      .sort(([, one], [, two]) => one - two)
      .flatMap(([name]) => [...recaps].filter(([id, of]) => of === name && !kept.cards[id]).map(([id]) => id));
    const left = Math.max(0, settings(kept).new - begun) + beyond;
    return { due, fresh: unseen.slice(0, left), more: unseen.length - left };
  }

  return { keepUp, known, merge, parsed, review, setting, settings, takeOver, undo, waiting };
})();
