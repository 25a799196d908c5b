/* The inside of the lab: shows a scene, and what is wrong with a setting. */
const descentPanel = (() => {
  const { all, write } = descentSettings;

  class Panel {
    body = document.createElement("div");
    typing = null; // the control that the reader types in: its text stays as it is
    scales = {}; // of each view, {toScreen, fromScreen}
    #sizes = {};
    #said = -1000; // when the status was last said
    #saying;

    constructor() {
      this.body.innerHTML = descentControls.BODY;
      this.$("[name=speed]").value = "10";
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

    showPlaying(playing) {
      this.$("[data-act=play]").textContent = playing ? "Pause" : "Play";
    }

    show(scene, playing) {
      this.#showSettings(scene);
      this.#showLimit(scene);
      this.#showViews(scene);
      this.#report(scene, playing);
      if (!this.$(".lab-code").open) return;
      this.$("code").textContent = descentText.code(scene);
      this.$("samp").textContent = descentText.printed(scene);
    }

    #showSettings({ settings, points, updates, shown, point, byFeature }) {
      const batches = this.$("[name=batch]");
      const n = points.x.length;
      if (batches.lastElementChild?.value !== String(n)) batches.innerHTML = descentControls.batchOptions(n);
      for (const name of all) {
        const control = this.$(`#lab-${name}`);
        const kept = control === this.typing || control.ariaInvalid === "true";
        if (!kept || control.tagName === "SELECT") control.value = write(name, settings[name]);
      }
      for (const [name, value, most] of [
        ["shown", shown, updates],
        ["point", point === null ? 0 : byFeature.indexOf(point) + 1, n],
      ]) {
        Object.assign(this.$(`[name=${name}]`), { max: most, value });
      }
    }

    /* The slider of the learning rate, and its mark. */
    #showLimit(scene) {
      const slider = this.$("[name=slider]");
      const mark = Math.log10(scene.bowl.limit);
      slider.min = Math.min(-4, Math.floor(mark) - 2);
      slider.max = Math.max(1, Math.ceil(mark) + 1);
      slider.value = Math.log10(scene.settings.rate);
      slider.setAttribute("aria-valuetext", descentText.rate(scene));
      this.body.style.setProperty("--mark", (mark - slider.min) / (slider.max - slider.min));
      this.$(".lab-mark span").textContent = descentText.limit(scene);
      this.$(".lab-limit").textContent = descentText.aboutLimit(scene);
    }

    #showViews(scene) {
      for (const svg of this.views) {
        const name = svg.dataset.view;
        const size = this.#sizes[name];
        if (!size?.width) continue;
        svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
        this.scales[name] = descentViews[name](scene, size);
        svg.innerHTML = this.scales[name].svg;
      }
      const handle = this.$(".lab-start");
      const { b, w } = scene.settings;
      const [left, top] = this.scales.map?.toScreen(b, w) ?? [0, 0];
      handle.style.translate = `${left}px ${top}px`;
      handle.setAttribute("aria-label", descentText.start(scene));
    }

    /* Seen at once; said when it rests, or once a second. */
    #report(scene, playing) {
      const words = descentText.summary(scene) + descentText.end(scene);
      const point = descentText.pointSummary(scene);
      const readout = this.$(".lab-readout");
      readout.textContent = words;
      readout.classList.toggle("lab-diverged", scene.diverged);
      this.$(".lab-point").textContent = point;
      this.$("[name=shown]").setAttribute("aria-valuetext", descentText.summary(scene));
      this.$("[name=point]").setAttribute("aria-valuetext", point || "none");
      clearTimeout(this.#saying);
      const wait = playing ? Math.max(0, 1000 - (performance.now() - this.#said)) : 200;
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
