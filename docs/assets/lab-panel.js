/* The inside of a lab: its controls, its views, what is wrong with a setting, what is said. */
const labPanel = (() => {
  class Panel {
    body = document.createElement("div");
    scales = {}; // of each view, {toScreen, fromScreen}
    #drawings; // of each view, a function from the lab's state and a size
    #sizes = {};
    #said = -1000; // when the status was last said
    #saying;

    constructor(html, drawings) {
      this.body.className = "lab-body";
      this.body.innerHTML = html;
      this.#drawings = drawings;
    }

    $(selector) {
      return this.body.querySelector(selector);
    }

    get views() {
      return this.body.querySelectorAll("[data-view]");
    }

    /* Until `signal` aborts, call `resized` when the views get another size. */
    connect(resized, signal) {
      const observer = new ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) {
          this.#sizes[target.dataset.view] = { width: contentRect.width, height: contentRect.height };
        }
        resized();
      });
      for (const svg of this.views) observer.observe(svg);
      signal.addEventListener("abort", () => {
        observer.disconnect();
        clearTimeout(this.#saying);
      });
    }

    fault(name, reason = "") {
      this.$(`#lab-${name}-fault`).textContent = reason;
      this.$(`#lab-${name}`).setAttribute("aria-invalid", Boolean(reason));
    }

    draw(state) {
      for (const svg of this.views) {
        const name = svg.dataset.view;
        const size = this.#sizes[name];
        if (!size?.width) continue;
        svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
        this.scales[name] = this.#drawings[name](state, size);
        svg.innerHTML = this.scales[name].svg;
      }
    }

    /* Seen at once; said when it rests, or once a second while it moves. */
    report(words, moving = false) {
      this.$(".lab-readout").textContent = words;
      clearTimeout(this.#saying);
      const wait = moving ? Math.max(0, 1000 - (performance.now() - this.#said)) : 200;
      this.#saying = setTimeout(() => {
        this.#said = performance.now();
        this.$(".lab-status").textContent = words;
      }, wait);
    }

    /* All views as on the screen, in its present colours: SVG. */
    picture() {
      let views = "";
      let total = 0;
      for (const group of this.body.querySelectorAll(".lab-views")) {
        const all = group.getBoundingClientRect();
        for (const svg of group.querySelectorAll("[data-view]")) {
          const { left, top, width, height } = svg.getBoundingClientRect();
          const place = `x="${left - all.left}" y="${total + top - all.top}"`;
          views += `<svg ${place} width="${width}" height="${height}">${svg.innerHTML}</svg>`;
        }
        total += all.height;
      }
      const { width } = this.body.getBoundingClientRect();
      const style = getComputedStyle(this.body);
      const font = 'font-family="sans-serif" font-size="12"';
      return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" ${font}><rect width="${width}" height="${total}" fill="var(--fig-paper)"/>${views}</svg>\n`
        .replace(/var\((--fig-\w+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    }
  }

  return { Panel };
})();
