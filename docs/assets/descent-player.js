/* Plays a run: calls `step` with the number of updates due, until it is stopped. */
const descentPlayer = (() => {
  const MOST_AT_ONCE = 60; // after a pause of the browser

  class Player {
    #step;
    #frame = null;

    constructor(step) {
      this.#step = step;
    }

    get playing() {
      return this.#frame !== null;
    }

    /* Readers who asked for less motion get a step a second. */
    play(perSecond) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const every = 1000 / (calm ? 1 : perSecond);
      let since = performance.now();
      const tick = (now) => {
        this.#frame = requestAnimationFrame(tick); // first, so that the step can stop it
        const due = Math.min(Math.floor((now - since) / every), MOST_AT_ONCE);
        if (due <= 0) return;
        since = Math.max(since + due * every, now - every);
        this.#step(due);
      };
      this.#frame = requestAnimationFrame(tick);
    }

    stop() {
      cancelAnimationFrame(this.#frame);
      this.#frame = null;
    }
  }

  return { Player };
})();
