/* Below the cards: where the reader stands, the settings, and the record as a file. */
const practiceStanding = (() => {
  const DAYS = 30;
  const { button, counted, made } = practiceCard;
  const shape = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const counts = made("p");
  const forecast = made("div", { className: "forecast" });
  const news = made("p");
  news.setAttribute("role", "status");
  const fields = [
    field("new", "New cards a day", 1, 0, 100),
    field("retention", "Of 100 cards that come back, how many do you want to know? (For more of them, cards come more often.)", 100, 80, 95),
  ];
  const file = made("input", { type: "file", accept: ".json,application/json", hidden: true });
  file.onchange = load;
  const stored = button("Download what is stored", () => download(localStorage.getItem(record.KEY), "torch-recaps-stored.txt"));
  const data = made("p", { className: "data" });
  data.append(
    button("Save as a file", () => download(JSON.stringify(record.get()), "torch-recaps.json")), " ",
    button("Load from a file", () => file.click()), " ",
    button("Delete everything", forget), " ", stored, file,
  );
  const words =
    "Your answers stay in this browser. To go on in another one, save them here as a file, and load that file there: where both know a card, the newer answer counts.";
  const begun = made("div", {},
    made("h2", { id: "where-you-stand" }, "Where you stand"), counts, forecast,
    made("h2", { id: "settings" }, "Settings"), ...fields.map(({ element }) => element),
  );
  const elements = [
    begun,
    made("h2", { id: "your-data" }, "Your data"), made("p", {}, words), data, news,
  ];

  /* A number that the reader may set; what is out of range is refused with its range. */
  function field(name, label, factor, least, most) {
    const input = made("input", { id: `set-${name}`, type: "number", min: least, max: most, step: 1 });
    const fault = made("span", { className: "fault" });
    fault.setAttribute("role", "alert");
    input.onchange = () => {
      const value = practiceData.setting(name, input.value === "" ? "" : input.value / factor);
      fault.textContent = value === undefined ? `Not saved: choose ${least} to ${most}.` : "";
      if (value === undefined) return;
      record.change((kept) => Object.assign(kept.settings, { [name]: value, changed: Date.now() }));
    };
    const element = made("p", { className: "setting" }, made("label", { htmlFor: input.id }, label), " ", input, " ", fault);
    const show = (kept) => (input.value = Math.round(practiceData.settings(kept)[name] * factor));
    return { element, show };
  }

  function download(text, name) {
    const link = made("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async function load() {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    try {
      const other = practiceData.parsed(await chosen.text());
      const { log, ...before } = record.get();
      await record.change((kept) => {
        practiceData.merge(kept, other, Date.now());
        practiceData.keepUp(kept, practiceIndex, Date.now());
      });
      const now = record.get();
      const more = now.log.length - log.length;
      const parts = more ? [counted(more, "new answer")] : [];
      if (["read", "settings"].some((table) => JSON.stringify(now[table]) !== JSON.stringify(before[table]))) parts.push("marks or settings");
      news.textContent = `Loaded: ${parts.join(", ") || "nothing in it was new"}.`;
    } catch (error) {
      news.textContent = error.message;
    }
  }

  async function forget() {
    if (!confirm("Delete all answers, marks and settings of this site from this browser? This can't be undone: to keep them, save a file first.")) return;
    await record.change((kept) => Object.assign(kept, record.empty(), { settings: { tookOver: true } }));
    news.textContent = "Deleted.";
  }

  /* Show what the record says. */
  function show(kept) {
    const now = Date.now();
    const wrong = kept.log.filter(([, , grade]) => grade === 1).length;
    const present = Object.entries(kept.cards).filter(([id]) => !(id in kept.gone)).map(([, card]) => card);
    const known = present.filter(schedule.isKnown).length;
    begun.hidden = !Object.keys(kept.read).length && !kept.log.length;
    counts.textContent = kept.log.length
      ? `${counted(kept.log.length, "answer")}: ${kept.log.length - wrong} right, ${wrong} wrong. ${counted(present.length, "card")} started, ${known} of them known (likely to be remembered in 21 days).`
      : "No answer yet.";
    forecast.replaceChildren(bars(schedule.forecast(present, now, DAYS)));
    forecast.hidden = !present.length;
    for (const { show: showField } of fields) showField(kept);
    stored.hidden = !["newer", "broken"].includes(record.trouble());
  }

  function bars(due) {
    const most = Math.max(1, ...due);
    const label = `Cards due in the next ${DAYS} days: today ${due[0]}, tomorrow ${due[1]}, within 7 days ${sum(due.slice(0, 7))}, within ${DAYS} days ${sum(due)}.`;
    const svg = shape("svg", { viewBox: `0 0 ${DAYS * 10} 60`, role: "img", "aria-label": label });
    due.forEach((count, day) => {
      const height = (50 * count) / most;
      svg.append(shape("rect", { x: day * 10 + 1, y: 55 - height, width: 8, height: Math.max(height, 1) }));
    });
    return made("figure", {}, svg, made("figcaption", {}, label));
  }

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  return { elements, show };
})();
