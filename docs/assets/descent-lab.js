/* <descent-lab>: one run of gradient descent under the reader's hands.
   Its state is a handful of settings, kept in the URL; everything shown follows from them. */
(() => {
  const { general } = descent;
  const { BODY, SETTINGS } = descentControls;
  const PAGE_POINTS = {
    x: descentLabData.points.map(([x]) => x),
    y: descentLabData.points.map(([, y]) => y),
  };
  const NEAR = 20; // pixels from the pointer

  class DescentLab extends HTMLElement {
    connectedCallback() {
      if (this.hasAttribute("open")) return this.#build(this);
      const place = document.createElement("details");
      const summary = document.createElement("summary");
      summary.append(...this.childNodes);
      place.className = "lab";
      place.append(summary);
      this.append(place);
      place.addEventListener("toggle", () => this.#build(place), { once: true });
      const query = new URLSearchParams(location.search);
      place.open = Object.keys(SETTINGS).some((name) => query.has(name));
    }

    #build(place) {
      this.body = document.createElement("div");
      this.body.innerHTML = BODY;
      this.$("[name=speed]").value = "10";
      place.append(this.body);
      this.points = PAGE_POINTS;
      this.own = false;
      this.look = null; // the update that the reader points at
      this.point = null; // the data point
      this.playing = false;
      this.sizes = {};
      this.scales = {};
      this.state = this.#preset();
      this.#read(new URLSearchParams(location.search));
      this.#listen();
    }

    $(selector) {
      return this.body.querySelector(selector);
    }

    get batches() {
      return descentControls.batches(this.points.x.length);
    }

    get most() {
      return descent.mostUpdates(this.points.x.length);
    }

    /* b, w and loss before the first update and after each, as far as they are drawn. */
    get path() {
      const { run, updates } = this;
      return Array.from({ length: updates + 1 }, (_, k) => [run.b[k], run.w[k], run.losses[k]]);
    }

    get updates() {
      return Math.min(this.state.updates, this.run.updates);
    }

    get shown() {
      return Math.min(this.look ?? Infinity, this.updates);
    }

    get diverged() {
      return this.run.diverged !== null && this.run.diverged <= this.state.updates;
    }

    /* The settings of the snippet, then of the page. A start that neither gives is the same line. */
    #preset() {
      const state = {};
      for (const [name, { python, read }] of Object.entries(SETTINGS)) {
        if (name !== "b" && name !== "w") state[name] = read(this.#default(python), this);
      }
      const [b, w] = this.#default("b, w").split(", ").map(Number);
      Object.assign(state, { b, w });
      for (const [name, { python, read }] of Object.entries(SETTINGS)) {
        const given = this.getAttribute(python.replace("_", "-"));
        if (given !== null) this.#assign(name, read(given, this), state);
      }
      return state;
    }

    #default(python) {
      return descentLabData.program.match(new RegExp(`^${python} = "?(.*?)"?$`, "m"))[1];
    }

    /* Set a setting. With another feature, the start becomes what gives the same line on it. */
    #assign(name, value, state = this.state) {
      if (name === "feature") {
        const [from, to] = [state.feature, value].map((of) => descent.featureOf(of, this.points.x));
        Object.assign(state, descent.sameLine(state, from, to));
      }
      state[name] = value;
    }

    /* Take the settings of a URL; what is nonsense is said at its control. */
    #read(query) {
      for (const [name, { read }] of Object.entries(SETTINGS)) {
        this.#fault(name);
        if (!query.has(name)) continue;
        try {
          this.#assign(name, read(query.get(name), this));
        } catch (error) {
          this.#fault(name, error.message);
          this.$(`#lab-${name}`).value = query.get(name);
        }
      }
      this.#start();
    }

    #write(change) {
      if (this.own) return;
      const url = new URL(location.href);
      for (const name of Object.keys(SETTINGS)) url.searchParams.set(name, this.state[name]);
      if (url.href === location.href) return;
      try {
        history[change](null, "", url);
      } catch {
        // Refused, as some browsers do for pages opened from a folder: the lab works without.
      }
    }

    #fault(name, reason = "") {
      this.$(`#lab-${name}-fault`).textContent = reason;
      this.$(`#lab-${name}`).setAttribute("aria-invalid", Boolean(reason));
    }

    /* A new run from the present settings. */
    #start() {
      const { rate, batch, feature, seed, b, w } = this.state;
      if (this.drawn?.points !== this.points || this.drawn.feature !== feature) {
        const { values } = descent.featureOf(feature, this.points.x);
        this.drawn = { points: this.points, feature };
        this.bowl = new descent.Bowl(values, this.points.y);
        this.byFeature = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
        this.box = null;
      }
      if (!this.box || b < this.box.b[0] || b > this.box.b[1] || w < this.box.w[0] || w > this.box.w[1]) {
        this.box = this.#mapRange();
      }
      this.run = new descent.Run(this.bowl, { rate, batch, seed, b, w });
      this.#changed();
    }

    /* What the map shows: the start, the minimum, and room around them. */
    #mapRange() {
      const { bowl, state } = this;
      const above = Math.max(bowl.loss(state.b, state.w) - bowl.lowest, bowl.flat / 4);
      const range = (name) => {
        const away = 1.2 * Math.abs(state[name] - bowl[name]);
        const half = Math.max(away, 0.6 * bowl.reach[name] * Math.sqrt(above));
        return [bowl[name] - half, bowl[name] + half];
      };
      return { b: range("b"), w: range("w") };
    }

    /* Something changed: show it in the next frame. */
    #changed() {
      this.run.to(this.state.updates);
      if (this.playing && (this.diverged || this.state.updates >= this.most)) this.#stop();
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        this.#show();
      });
    }

    /* Set one setting from text, or say at its control what is wrong with it. */
    #set(name, text) {
      try {
        const value = SETTINGS[name].read(text, this);
        this.#fault(name);
        if (value === this.state[name] || text === this.#written(name)) return this.#changed();
        this.#assign(name, value);
        this.look = null;
        if (name === "updates") this.#changed();
        else this.#start();
        this.#write(name === "updates" ? "replaceState" : "pushState");
      } catch (error) {
        this.#fault(name, error.message);
      }
    }

    #go(updates) {
      this.state.updates = Math.min(updates, this.most);
      this.look = null;
      this.#fault("updates");
      this.#changed();
      if (!this.playing) this.#write("replaceState");
    }

    #play() {
      this.playing = true;
      this.$("[data-act=play]").textContent = "Pause";
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const every = calm ? 1000 : 1000 / Number(this.$("[name=speed]").value);
      let since = performance.now();
      const tick = (now) => {
        if (!this.playing || !this.isConnected) return;
        const due = Math.min(Math.floor((now - since) / every), 60);
        if (due > 0) {
          since = Math.max(since + due * every, now - every);
          this.#go(this.updates + due);
        }
        requestAnimationFrame(tick);
      };
      this.#go(this.updates);
      requestAnimationFrame(tick);
    }

    #stop() {
      this.playing = false;
      this.$("[data-act=play]").textContent = "Play";
      this.#write("replaceState");
    }

    #listen() {
      const acts = {
        play: () => (this.playing ? this.#stop() : this.#play()),
        update: () => this.#go(this.updates + 1),
        epoch: () => this.#go((Math.floor(this.updates / this.run.perEpoch) + 1) * this.run.perEpoch),
        reset: () => {
          if (this.playing) this.#stop();
          this.#go(0);
        },
        copy: () => this.#copy(),
        own: () => this.#useOwn(this.$("#lab-csv").value),
        page: () => this.#usePage(),
        picture: () => this.#save("descent.svg", "image/svg+xml", this.#picture()),
        path: () => this.#save("descent.csv", "text/csv", this.#table()),
      };
      this.body.addEventListener("click", ({ target }) => acts[target.dataset.act]?.());
      this.body.addEventListener("change", ({ target }) => {
        const { name, value, type } = target;
        this.typing = null;
        if (name in SETTINGS) this.#set(name, value.trim());
        else if (name === "slider") this.#write("pushState");
        else if (name === "speed" && this.playing) {
          this.#stop();
          this.#play();
        } else if (type === "file") this.#useFile(target.files[0]);
      });
      this.body.addEventListener("input", ({ target }) => {
        const value = Number(target.value);
        if (target.name === "slider") {
          this.state.rate = Number((10 ** value).toPrecision(3));
          this.#fault("rate");
          this.#start();
        } else if (target.name === "shown") {
          this.look = value === this.updates ? null : value;
          this.#changed();
        } else if (target.name === "point") {
          this.point = value ? this.byFeature[value - 1] : null;
          this.#changed();
        } else if (target.name in SETTINGS) this.typing = target;
      });
      this.$(".lab-code").addEventListener("toggle", () => this.#changed());
      const own = this.$(".lab-own");
      own.addEventListener("dragover", (event) => event.preventDefault());
      own.addEventListener("drop", (event) => {
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        this.#useFile(event.dataTransfer.files[0]);
      });
      addEventListener("popstate", () => {
        if (this.own) return;
        this.state = this.#preset();
        this.#read(new URLSearchParams(location.search));
      });
      this.#listenToHandle(this.$(".lab-start"));
      this.#listenToPointer();
      const observer = new ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) {
          this.sizes[target.dataset.view] = { width: contentRect.width, height: contentRect.height };
        }
        this.#changed();
      });
      for (const svg of this.body.querySelectorAll("[data-view]")) observer.observe(svg);
    }

    /* The start: dragged, or moved by the arrow keys. */
    #listenToHandle(handle) {
      const move = (b, w) => {
        const within = (value, [least, most]) => Math.min(Math.max(value, least), most);
        this.state.b = Number(within(b, this.box.b).toPrecision(4));
        this.state.w = Number(within(w, this.box.w).toPrecision(4));
        this.look = null;
        this.#fault("b");
        this.#fault("w");
        this.#start();
      };
      handle.addEventListener("pointerdown", (event) => {
        handle.setPointerCapture(event.pointerId);
        this.dragging = true;
      });
      handle.addEventListener("pointermove", (event) => {
        if (!this.dragging) return;
        const { left, top } = this.$("[data-view=map]").getBoundingClientRect();
        move(...this.scales.map.fromScreen(event.clientX - left, event.clientY - top));
      });
      handle.addEventListener("lostpointercapture", () => {
        this.dragging = false;
        this.#write("pushState");
      });
      const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
      handle.addEventListener("keydown", (event) => {
        const arrow = arrows[event.key];
        if (!arrow) return;
        event.preventDefault();
        const { box, state } = this;
        const step = (range, way) => (way * (range[1] - range[0])) / (event.shiftKey ? 500 : 50);
        move(state.b + step(box.b, arrow[0]), state.w + step(box.w, arrow[1]));
      });
      handle.addEventListener("keyup", ({ key }) => {
        if (key in arrows) this.#write("pushState");
      });
    }

    /* What the pointer is near, an update or a point, is shown in all views. */
    #listenToPointer() {
      const point = (event) => {
        const svg = event.target.closest("[data-view]");
        if (!svg || this.dragging) return;
        const { left, top } = svg.getBoundingClientRect();
        const near = (places) => nearest(places, event.clientX - left, event.clientY - top);
        const { run, bowl, updates } = this;
        const scale = this.scales[svg.dataset.view];
        const count = { length: updates + 1 };
        if (svg.dataset.view === "map") {
          this.look = near(Array.from(count, (_, k) => scale.toScreen(run.b[k], run.w[k])));
        } else if (svg.dataset.view === "curve") {
          this.look = near(Array.from(count, (_, k) => scale.toScreen(k, run.losses[k])));
        } else if (svg.dataset.view === "data") {
          this.point = near(bowl.x.map((x, i) => scale.toScreen(x, bowl.y[i])));
        }
        this.#changed();
      };
      this.body.addEventListener("pointerdown", point);
      this.body.addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse") point(event);
      });
      for (const svg of this.body.querySelectorAll("[data-view]")) {
        svg.addEventListener("pointerleave", (event) => {
          if (event.pointerType !== "mouse" || this.dragging) return;
          this.look = this.point = null;
          this.#changed();
        });
      }
    }

    #useOwn(text) {
      try {
        const points = descent.readCsv(text);
        this.#fault("csv");
        this.points = points;
        this.own = true;
        const { limit } = new descent.Bowl(points.x, points.y);
        Object.assign(this.state, { feature: "x", b: 0, w: 0, rate: Number((limit / 2).toPrecision(2)) });
        Object.assign(this.state, { batch: points.x.length, updates: Math.min(20, this.most) });
        this.#newPoints();
      } catch (error) {
        this.#fault("csv", error.message);
      }
    }

    #usePage() {
      this.points = PAGE_POINTS;
      this.own = false;
      this.#fault("csv");
      this.state = this.#preset();
      this.#newPoints();
      this.#write("pushState");
    }

    #newPoints() {
      this.point = this.look = null;
      for (const name of Object.keys(SETTINGS)) this.#fault(name);
      this.#start();
    }

    async #useFile(file) {
      if (file.size > 1e6) {
        this.#fault("csv", `${file.name} is larger than 1 MB: at most 10 000 rows.`);
        return;
      }
      const text = await file.text();
      this.$("#lab-csv").value = text;
      this.#useOwn(text);
    }

    #show() {
      const { state, bowl, run } = this;
      this.#showSettings();
      const { updates, shown, point, box } = this;
      const scene = { bowl, run, updates, shown, point, box };
      for (const svg of this.body.querySelectorAll("[data-view]")) {
        const name = svg.dataset.view;
        const size = this.sizes[name];
        if (!size?.width) continue;
        svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
        this.scales[name] = descentViews[name](scene, size);
        svg.innerHTML = this.scales[name].svg;
      }
      const handle = this.$(".lab-start");
      const [left, top] = this.scales.map?.toScreen(state.b, state.w) ?? [0, 0];
      handle.style.translate = `${left}px ${top}px`;
      const start = `b ${general(state.b, 4)}, w ${general(state.w, 4)}`;
      handle.setAttribute("aria-label", `Start: ${start}. Drag it, or move it with the arrow keys.`);
      this.#report();
      if (this.$(".lab-code").open) {
        this.$("code").textContent = this.code;
        this.$("samp").textContent = this.printed;
      }
    }

    /* A setting as its control shows it. */
    #written(name) {
      const value = this.state[name];
      return Number.isInteger(value) || name === "feature" ? String(value) : general(value);
    }

    #showSettings() {
      const { state, bowl, body } = this;
      const batches = this.$("[name=batch]");
      const n = this.points.x.length;
      if (batches.lastElementChild?.value !== String(n)) {
        batches.innerHTML = descentControls.batchOptions(n);
      }
      for (const name of Object.keys(SETTINGS)) {
        const control = this.$(`#lab-${name}`);
        const kept = control === this.typing || control.ariaInvalid === "true";
        if (!kept || control.tagName === "SELECT") control.value = this.#written(name);
      }
      const slider = this.$("[name=slider]");
      const mark = Math.log10(bowl.limit);
      slider.min = Math.min(-4, Math.floor(mark) - 2);
      slider.max = Math.max(1, Math.ceil(mark) + 1);
      slider.value = Math.log10(state.rate);
      const limit = general(bowl.limit, 4);
      const side = state.rate > bowl.limit ? "above" : "below";
      slider.setAttribute("aria-valuetext", `${general(state.rate, 3)}, ${side} 2/λ = ${limit}`);
      body.style.setProperty("--mark", (mark - slider.min) / (slider.max - slider.min));
      this.$(".lab-mark span").textContent = `2/λ = ${limit}`;
      const exact = `The mark is the largest stable rate, 2 divided by the steepest curvature λ of the loss.`;
      const guide = `It is exact for descent on all points. Here it is a guide: each batch has a bowl of its own, and some are steeper.`;
      this.$(".lab-limit").textContent = state.batch < n ? `${exact} ${guide}` : exact;
      for (const [name, value, most] of [
        ["shown", this.shown, this.updates],
        ["point", this.point === null ? 0 : this.byFeature.indexOf(this.point) + 1, n],
      ]) {
        const control = this.$(`[name=${name}]`);
        control.max = most;
        control.value = value;
      }
      this.$("[name=shown]").setAttribute("aria-valuetext", this.#summary());
      this.$("[name=point]").setAttribute("aria-valuetext", this.#pointSummary() || "none");
    }

    #summary() {
      const { run, shown } = this;
      const epoch = Math.ceil(shown / run.perEpoch);
      const values = `b ${general(run.b[shown])}, w ${general(run.w[shown])}, loss ${general(run.losses[shown])}`;
      return `Update ${shown} of ${this.updates}, epoch ${epoch}: ${values}.`;
    }

    #pointSummary() {
      if (this.point === null) return "";
      const { bowl, run, point, shown } = this;
      const [x, y] = [bowl.x[point], bowl.y[point]];
      const error = run.b[shown] + run.w[shown] * x - y;
      return `Point: feature ${general(x, 4)}, y ${general(y, 4)}, error ${general(error, 4)}. Dashed: where it would be 0.`;
    }

    #end() {
      const { run, state } = this;
      if (this.diverged) {
        const whole = state.batch === this.points.x.length;
        const limit = `2/λ = ${general(2 / run.steepest, 4)}${whole ? "" : " of the steepest batch"}`;
        return ` Diverged at update ${run.diverged}: learning rate ${general(state.rate, 4)} is above ${limit}.`;
      }
      return state.updates >= this.most ? ` The lab stops at ${this.most} updates.` : "";
    }

    /* Seen at once; said when it rests, or once a second. */
    #report() {
      const words = this.#summary() + this.#end();
      const readout = this.$(".lab-readout");
      readout.textContent = words;
      readout.classList.toggle("lab-diverged", this.diverged);
      this.$(".lab-point").textContent = this.#pointSummary();
      clearTimeout(this.saying);
      const wait = this.playing ? Math.max(0, 1000 - (performance.now() - (this.said ?? -1000))) : 200;
      this.saying = setTimeout(() => {
        this.said = performance.now();
        this.$(".lab-status").textContent = words;
      }, wait);
    }

    /* The snippet's lines with the present values. */
    get code() {
      const { state } = this;
      const values = { "b, w": `${state.b}, ${state.w}` };
      for (const [name, { python }] of Object.entries(SETTINGS)) {
        if (name !== "b" && name !== "w") values[python] = name === "feature" ? `"${state.feature}"` : state[name];
      }
      let program = descentLabData.program;
      for (const [name, value] of Object.entries(values)) {
        program = program.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
      }
      return `${descentLabData.imports}\n\n${this.#dataCode()}\n\n${program}\n`;
    }

    #dataCode() {
      if (!this.own) return descentLabData.data;
      const array = (name) => `${name}_train = np.array([${this.points[name].join(", ")}]).reshape(-1, 1)`;
      return `${array("x")}\n${array("y")}`;
    }

    /* What that code prints. */
    get printed() {
      const last = this.updates;
      const lines = [...new Set([0, 1, 2, 3].filter((k) => k < last).concat(last))].map((k) => {
        const [b, w, loss] = [this.run.b[k], this.run.w[k], this.run.losses[k]].map((value) => general(value));
        return `${k}: b ${b}, w ${w}, loss ${loss}`;
      });
      return [`largest stable rate ${general(this.bowl.limit, 4)}`, ...lines, ""].join("\n");
    }

    async #copy() {
      const copy = this.$("[data-act=copy]");
      try {
        await navigator.clipboard.writeText(this.code);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(this.$("code"));
        copy.textContent = "Selected: copy it now";
      }
      setTimeout(() => (copy.textContent = "Copy the code"), 2000);
    }

    #table() {
      const rows = this.path.map((row, k) => [k, Math.ceil(k / this.run.perEpoch), ...row].join());
      return ["update,epoch,b,w,loss", ...rows, ""].join("\n");
    }

    /* All views as on the screen, in its present colours. */
    #picture() {
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
      const style = getComputedStyle(this);
      const font = 'font-family="sans-serif" font-size="12"';
      return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" ${font}><rect width="${width}" height="${total}" fill="var(--fig-paper)"/>${views}</svg>\n`
        .replace(/var\((--fig-\w+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    }

    #save(name, type, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
  }

  /* The index of the place nearest to a point of the screen, null if none is near. */
  function nearest(places, x, y) {
    let [found, least] = [null, NEAR];
    places.forEach(([left, top], i) => {
      const far = Math.hypot(left - x, top - y);
      if (far < least) [found, least] = [i, far];
    });
    return found;
  }

  customElements.define("descent-lab", DescentLab);
})();
