/* <threshold-lab>: scores of two classes, and a threshold under the reader's hands, which stands in the URL. */
(() => {
  const { box, view } = labControls;
  const { Scores, read, summary } = threshold;
  const NAME = "threshold";

  const cell = (name, words) => `<td><strong data-count="${name}"></strong> ${words}</td>`;
  const BODY = `
    <div class="lab-rate">
      ${box(NAME, "Threshold", "decimal")}
      <div class="lab-slide"><input type="range" name="slider" min="0" max="1" step="0.01" aria-label="Threshold"></div>
    </div>
    <div class="lab-views">
      ${view("scores", "The points by their probability, positives above, negatives below, and the threshold between those called negative and those called positive")}
    </div>
    <p class="lab-readout" aria-hidden="true"></p>
    <p class="lab-status" role="status"></p>
    <table class="lab-counts">
      <thead><tr><td></td><th scope="col">called positive</th><th scope="col">called negative</th></tr></thead>
      <tbody>
        <tr><th scope="row">positive</th>${cell("tp", "TP")}${cell("fn", "FN")}</tr>
        <tr><th scope="row">negative</th>${cell("fp", "FP")}${cell("tn", "TN")}</tr>
      </tbody>
    </table>
    <div class="lab-views">
      ${view("roc", "ROC curve: recall against the false-positive rate, with the place of the threshold")}
      ${view("precision", "Precision against recall, with the place of the threshold")}
    </div>`;

  class ThresholdLab extends labElement.Lab {
    names = [NAME];
    #scores = new Scores(this.getAttribute("scores"));
    #at;

    /* For tests: the counts at a threshold. */
    counts(at) {
      return this.#scores.counts(at);
    }

    makePanel() {
      return new labPanel.Panel(BODY, thresholdViews);
    }

    read() {
      this.#at = read(this.getAttribute("start"));
      const text = new URLSearchParams(location.search).get(NAME);
      if (text !== null) this.#set(text);
      else this.panel.fault(NAME);
      this.changed();
    }

    show() {
      const counts = this.counts(this.#at);
      const words = summary(this.#at, counts);
      const typed = this.panel.$(`#lab-${NAME}`);
      if (typed.ariaInvalid !== "true") typed.value = this.#at.toFixed(2);
      const slider = this.panel.$("[name=slider]");
      slider.value = this.#at;
      slider.setAttribute("aria-valuetext", words);
      for (const place of this.panel.body.querySelectorAll("[data-count]")) {
        place.textContent = counts[place.dataset.count];
      }
      this.panel.draw({ scores: this.#scores, at: this.#at, counts });
      this.panel.report(words);
    }

    listen(on) {
      const { panel } = this;
      on(panel.body, "input", ({ target }) => {
        if (target.name === "slider") this.#set(target.value);
      });
      on(panel.body, "change", ({ target }) => {
        if (target.name === NAME) this.#set(target.value.trim());
        this.#write();
      });
      const svg = panel.$("[data-view=scores]");
      const point = ({ clientX, buttons }) => {
        if (!buttons) return;
        const [at] = panel.scales.scores.fromScreen(clientX - svg.getBoundingClientRect().left, 0);
        this.#set(String(Math.min(1, Math.max(0, at))));
      };
      on(svg, "pointerdown", (event) => {
        svg.setPointerCapture(event.pointerId);
        point(event);
      });
      on(svg, "pointermove", point);
      on(svg, "lostpointercapture", () => this.#write());
      on(window, "popstate", () => this.read());
    }

    /* From text, or say at the control what is wrong with it. */
    #set(text) {
      try {
        this.#at = read(text);
        this.panel.fault(NAME);
      } catch (error) {
        this.panel.fault(NAME, error.message);
        this.panel.$(`#lab-${NAME}`).value = text;
      }
      this.changed();
    }

    #write() {
      const url = new URL(location.href);
      url.searchParams.set(NAME, this.#at.toFixed(2));
      this.write("pushState", url.href);
    }
  }

  customElements.define("threshold-lab", ThresholdLab);
})();
