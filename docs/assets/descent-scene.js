/* The lab's state: points, settings, the run that follows, and what the reader points at. No DOM. */
const descentScene = (() => {
  const [x, y] = [0, 1].map((column) => descentLabData.points.map((point) => point[column]));
  const PAGE_POINTS = { x, y };

  class Scene {
    points = PAGE_POINTS;
    look = null; // the update that the reader points at
    point = null; // the data point
    #drawn = {}; // what the bowl is of

    start(settings) {
      const { rate, batch, feature, seed, b, w } = settings;
      this.settings = settings;
      if (this.#drawn.points !== this.points || this.#drawn.feature !== feature) {
        const { values } = descent.featureOf(feature, this.points.x);
        this.#drawn = { points: this.points, feature };
        this.bowl = new descent.Bowl(values, this.points.y);
        this.byFeature = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
        this.box = null;
      }
      const outside = (value, [least, most]) => value < least || value > most;
      if (!this.box || outside(b, this.box.b) || outside(w, this.box.w)) this.box = this.#mapRange();
      this.run = new descent.Run(this.bowl, { rate, batch, seed, b, w });
      this.run.to(settings.updates);
    }

    set(name, value) {
      this.look = null;
      if (name === "updates") this.go(value);
      else this.start(descentSettings.change(this.settings, name, value, this.points.x));
    }

    go(updates) {
      this.look = null;
      this.settings = { ...this.settings, updates: Math.min(updates, this.most) };
      this.run.to(this.settings.updates);
    }

    use(points, settings) {
      this.points = points;
      this.point = this.look = null;
      this.start(settings);
    }

    /* What the map shows: the start, the minimum, and room around them. */
    #mapRange() {
      const { bowl, settings } = this;
      const above = Math.max(bowl.loss(settings.b, settings.w) - bowl.lowest, bowl.flat / 4);
      const range = (name) => {
        const away = 1.2 * Math.abs(settings[name] - bowl[name]);
        const half = Math.max(away, 0.6 * bowl.reach[name] * Math.sqrt(above));
        return [bowl[name] - half, bowl[name] + half];
      };
      return { b: range("b"), w: range("w") };
    }

    /* Whether the points are the reader's own. */
    get own() {
      return this.points !== PAGE_POINTS;
    }

    get most() {
      return descentSettings.mostUpdates(this.points.x.length);
    }

    /* The updates that are drawn. */
    get updates() {
      return Math.min(this.settings.updates, this.run.updates);
    }

    get shown() {
      return Math.min(this.look ?? Infinity, this.updates);
    }

    get diverged() {
      return this.run.diverged !== null && this.run.diverged <= this.settings.updates;
    }

    /* b, w and loss before the first update and after each, as far as they are drawn. */
    get path() {
      const { run, updates } = this;
      return Array.from({ length: updates + 1 }, (_, k) => [run.b[k], run.w[k], run.losses[k]]);
    }
  }

  return { PAGE_POINTS, Scene };
})();
