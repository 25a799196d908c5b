/* The inside of the lab: shows a scene, and what is wrong with a setting. */
const descentPanel = (() => {
  const { all, write } = descentSettings;

  class Panel extends labPanel.Panel {
    typing = null; // the control that the reader types in: its text stays as it is

    constructor() {
      super(descentControls.BODY, descentViews);
      this.$("[name=speed]").value = "10";
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
      this.draw(scene);
      const handle = this.$(".lab-start");
      const { b, w } = scene.settings;
      const [left, top] = this.scales.map?.toScreen(b, w) ?? [0, 0];
      handle.style.translate = `${left}px ${top}px`;
      handle.setAttribute("aria-label", descentText.start(scene));
    }

    #report(scene, playing) {
      const point = descentText.pointSummary(scene);
      this.report(descentText.summary(scene) + descentText.end(scene), playing);
      this.$(".lab-readout").classList.toggle("lab-diverged", scene.diverged);
      this.$(".lab-point").textContent = point;
      this.$("[name=shown]").setAttribute("aria-valuetext", descentText.summary(scene));
      this.$("[name=point]").setAttribute("aria-valuetext", point || "none");
    }
  }

  return { Panel };
})();
