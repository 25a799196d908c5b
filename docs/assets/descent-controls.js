/* The lab's HTML. */
const descentControls = (() => {
  const FEATURES = { x: "as drawn", x10: "× 10" }; // where the word is not the name
  const SPEEDS = { 2: "2 a second", 10: "10 a second", 60: "60 a second" };

  const { box, button, choice, field, options, view } = labControls;
  const features = descentSettings.canBe("feature").choices.map((name) => [name, FEATURES[name] ?? name]);

  const BODY = `
    <div class="lab-rate">
      ${box("rate", "Learning rate", "decimal")}
      <div class="lab-slider">
        <input type="range" name="slider" step="0.005" aria-label="Learning rate, logarithmic">
        <p class="lab-mark"><span></span></p>
      </div>
    </div>
    <div class="lab-views">
      ${view("map", "The loss from above: contour lines over b and w, the path of the updates, and a star at the minimum", '<button type="button" class="lab-start" aria-label="Start"></button>')}
    </div>
    <p class="lab-readout" aria-hidden="true"></p>
    <p class="lab-status" role="status"></p>
    <div class="lab-buttons">
      ${button("play", "Play")}${button("update", "One update")}${button("epoch", "One epoch")}${button("reset", "Reset")}
      <select name="speed" aria-label="Speed">${options(SPEEDS)}</select>
    </div>
    <div class="lab-fields">
      ${choice("batch", "Batch size", {})}
      ${choice("feature", "Feature", Object.fromEntries(features))}
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

  const batchOptions = (n) =>
    options(Object.fromEntries(descentSettings.batches(n).map((size) => [size, size === n ? `${n} (all)` : size])));

  return { BODY, batchOptions };
})();
