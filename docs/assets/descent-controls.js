/* The controls of the descent lab: its settings, how each is read from text, and its HTML. */
const descentControls = (() => {
  const BATCHES = [1, 8, 16, 32];
  const FEATURES = { x: "as drawn", x10: "× 10", standardised: "standardised" };
  const SPEEDS = { 2: "2 a second", 10: "10 a second", 60: "60 a second" };

  /* The settings: their names in the URL, in Python, and how each is read from text. */
  const SETTINGS = {
    rate: { python: "learning_rate", read: (text) => descent.number(text, "The learning rate", 1e-20, 1000) },
    batch: {
      python: "batch_size",
      read: (text, lab) => one(text, lab.batches.map(String), "The batch size", Number),
    },
    feature: {
      python: "feature",
      read: (text) => one(text, Object.keys(FEATURES), "The feature", String),
    },
    seed: { python: "seed", read: (text) => descent.number(text, "The seed", 0, 2 ** 32 - 1, true) },
    b: { python: "b", read: (text) => descent.number(text, "The start b", -1e9, 1e9) },
    w: { python: "w", read: (text) => descent.number(text, "The start w", -1e9, 1e9) },
    updates: {
      python: "updates",
      read: (text, { most }) => descent.number(text, "The number of updates", 0, most, true),
    },
  };

  function one(text, choices, what, type) {
    if (choices.includes(text)) return type(text);
    throw new Error(`${what} must be one of ${choices.join(", ")}, not “${text.slice(0, 20)}”.`);
  }

  const options = (words) =>
    Object.entries(words).map(([value, word]) => `<option value="${value}">${word}</option>`).join("");
  const field = (name, label, control) =>
    `<div class="lab-field"><label for="lab-${name}">${label}</label>${control}<p class="lab-fault" id="lab-${name}-fault" role="alert"></p></div>`;
  const box = (name, label, mode) =>
    field(name, label, `<input id="lab-${name}" name="${name}" inputmode="${mode}" autocomplete="off" aria-describedby="lab-${name}-fault">`);
  const choice = (name, label, words) =>
    field(name, label, `<select id="lab-${name}" name="${name}" aria-describedby="lab-${name}-fault">${options(words)}</select>`);
  const view = (name, label, more = "") =>
    `<div class="lab-view lab-${name}"><svg role="img" aria-label="${label}" data-view="${name}"></svg>${more}</div>`;
  const button = (name, words) => `<button type="button" data-act="${name}">${words}</button>`;

  const BODY = `
    <div class="lab-rate">
      ${box("rate", "Learning rate", "decimal")}
      <div class="lab-slider">
        <input type="range" name="slider" step="0.005" aria-label="Learning rate, logarithmic">
        <p class="lab-mark"><span></span></p>
      </div>
    </div>
    <div class="lab-views">
      ${view("map", "The loss from above: contour lines over b and w, the path of the updates, and a star at the minimum", '<button type="button" class="lab-start"></button>')}
    </div>
    <p class="lab-readout" aria-hidden="true"></p>
    <p class="lab-status" role="status"></p>
    <div class="lab-buttons">
      ${button("play", "Play")}${button("update", "One update")}${button("epoch", "One epoch")}${button("reset", "Reset")}
      <select name="speed" aria-label="Speed">${options(SPEEDS)}</select>
    </div>
    <div class="lab-fields">
      ${choice("batch", "Batch size", {})}
      ${choice("feature", "Feature", FEATURES)}
      ${box("seed", "Seed of the shuffling", "numeric")}
      ${box("b", "Start b", "text")}
      ${box("w", "Start w", "text")}
      ${box("updates", "Updates", "numeric")}
    </div>
    <p class="lab-limit"></p>
    <div class="lab-views">
      ${view("cutB", "The loss along b through the parameters shown, with its tangent")}
      ${view("cutW", "The loss along w through the parameters shown, with its tangent")}
      ${view("curve", "The loss after each update; the dashed line is the lowest possible", '<label>Update shown <input type="range" name="shown" min="0"></label>')}
      ${view("data", "The data, with the line of the update shown", '<label>Point shown <input type="range" name="point" min="0"></label>')}
    </div>
    <p class="lab-point"></p>
    <details class="lab-code setup">
      <summary>The code of this run</summary>
      <div class="lab-buttons">${button("copy", "Copy the code")}</div>
      <pre><code tabindex="0" role="region" aria-label="Code"></code></pre>
      <p>It prints:</p>
      <pre><samp tabindex="0" role="region" aria-label="Output"></samp></pre>
    </details>
    <details class="lab-own setup">
      <summary>Your own data</summary>
      ${field("csv", "Two columns, x and y, at most 10 000 rows. Paste them, or drop or choose a CSV file. They stay in this browser, and are not part of the link.", '<textarea id="lab-csv" rows="5" spellcheck="false" aria-describedby="lab-csv-fault"></textarea>')}
      <div class="lab-buttons">
        <label>CSV file <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain"></label>
        ${button("own", "Use these data")}${button("page", "Back to the page’s data")}
      </div>
    </details>
    <div class="lab-buttons">${button("picture", "Save the picture (SVG)")}${button("path", "Save the path (CSV)")}</div>`;

  /* The batch sizes to choose from, for n points. */
  const batches = (n) => [...BATCHES.filter((size) => size < n), n];
  const batchOptions = (n) =>
    options(Object.fromEntries(batches(n).map((size) => [size, size === n ? `${n} (all)` : size])));

  return { BODY, SETTINGS, batches, batchOptions };
})();
