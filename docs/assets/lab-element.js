/* A lab: an element with a state under the reader's hands, open, or in a fold below its words.
   Each lab says how its inside is made (`makePanel`), what of its state stands in the URL (`names`),
   how it is taken from there (`read`), what it listens to (`listen`) and how it is shown (`show`). */
const labElement = (() => {
  class Lab extends HTMLElement {
    panel = null; // made when the lab is first open
    #place = null; // the element, or a fold in it
    #leaving; // its signal ends all that listens
    #frame = null;

    /* Put back, it keeps its state. */
    connectedCallback() {
      this.#leaving = new AbortController();
      this.#place ??= this.hasAttribute("open") ? this : this.#fold();
      if (this.#place === this || this.#place.open) return this.#open();
      const { signal } = this.#leaving;
      this.#place.addEventListener("toggle", () => this.#open(), { once: true, signal });
    }

    disconnectedCallback() {
      this.#leaving.abort();
      cancelAnimationFrame(this.#frame);
      this.#frame = null;
    }

    /* For tests: where values stand in each view. */
    get scales() {
      return this.panel.scales;
    }

    /* Open if the URL has a part of the state. */
    #fold() {
      const place = document.createElement("details");
      const summary = document.createElement("summary");
      summary.append(...this.childNodes);
      place.className = "lab";
      place.append(summary);
      this.append(place);
      const query = new URLSearchParams(location.search);
      place.open = this.names.some((name) => query.has(name));
      return place;
    }

    #open() {
      if (!this.panel) {
        this.panel = this.makePanel();
        this.#place.append(this.panel.body);
        this.read();
      }
      const { signal } = this.#leaving;
      this.listen((target, type, handle) => target.addEventListener(type, handle, { signal }), signal);
      this.panel.connect(() => this.changed(), signal);
      this.changed();
    }

    /* Something changed: show it in the next frame. */
    changed() {
      this.#frame ??= requestAnimationFrame(() => {
        this.#frame = null;
        this.show();
      });
    }

    /* `change` is pushState or replaceState. */
    write(change, url) {
      if (url === location.href) return;
      try {
        history[change](null, "", url);
      } catch {
        // Refused, as some browsers do for pages opened from a folder: the lab works without.
      }
    }
  }

  return { Lab };
})();
