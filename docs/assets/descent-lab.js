/* <descent-lab>: one run of gradient descent under the reader's hands.
   Its state is a scene, whose settings are kept in the URL; everything shown follows from it. */
(() => {
  const { all, fromQuery, preset, read, toUrl, write } = descentSettings;
  const { PAGE_POINTS, Scene } = descentScene;
  const COPY = "Copy the code";

  class DescentLab extends labElement.Lab {
    names = all;
    #scene = new Scene();
    #player = new descentPlayer.Player((due) => this.#go(this.#scene.updates + due));
    #copied;

    makePanel() {
      return new descentPanel.Panel();
    }

    disconnectedCallback() {
      super.disconnectedCallback();
      this.#player.stop();
      clearTimeout(this.#copied);
    }

    /* For tests: b, w and loss before the first update and after each. */
    get path() {
      return this.#scene.path;
    }

    #preset() {
      return preset((name) => this.getAttribute(name), PAGE_POINTS.x);
    }

    /* Take the settings of the URL; what is nonsense is said at its control. */
    read() {
      const query = new URLSearchParams(location.search);
      const { settings, faults } = fromQuery(query, this.#preset(), this.#scene.points.x);
      for (const name of all) {
        this.panel.fault(name, faults[name]);
        if (name in faults) this.panel.$(`#lab-${name}`).value = query.get(name);
      }
      this.#start(settings);
    }

    /* The reader's own data stand in no URL. */
    #write(change) {
      if (!this.#scene.own) this.write(change, toUrl(this.#scene.settings, location.href));
    }

    #start(settings) {
      this.#scene.start(settings);
      this.changed();
    }

    changed() {
      const scene = this.#scene;
      if (!this.isConnected) return; // a file was read too late
      if (this.#player.playing && (scene.diverged || scene.settings.updates >= scene.most)) this.#stop();
      super.changed();
    }

    show() {
      this.panel.show(this.#scene, this.#player.playing);
    }

    /* Set one setting from text, or say at its control what is wrong with it. */
    #set(name, text) {
      const scene = this.#scene;
      try {
        const value = read(name, text, scene.points.x.length);
        const present = scene.settings[name];
        this.panel.fault(name);
        if (value !== present && text !== write(name, present)) {
          scene.set(name, value);
          this.#write(name === "updates" ? "replaceState" : "pushState");
        }
        this.changed();
      } catch (error) {
        this.panel.fault(name, error.message);
      }
    }

    #go(updates) {
      this.#scene.go(updates);
      this.panel.fault("updates");
      this.changed();
      if (!this.#player.playing) this.#write("replaceState");
    }

    #play() {
      this.#player.play(Number(this.panel.$("[name=speed]").value));
      this.panel.showPlaying(true);
      this.#go(this.#scene.updates);
    }

    #stop() {
      this.#player.stop();
      this.panel.showPlaying(false);
      this.#write("replaceState");
    }

    #use(points, settings) {
      this.#scene.use(points, settings);
      for (const name of ["csv", ...all]) this.panel.fault(name);
      this.changed();
    }

    #useOwn(text) {
      try {
        const points = descent.readCsv(text);
        this.#use(points, descentSettings.forOwn(points, this.#scene.settings.seed));
      } catch (error) {
        this.panel.fault("csv", error.message);
      }
    }

    async #useFile(file) {
      if (file.size > 1e6) {
        this.panel.fault("csv", `${file.name} is larger than 1 MB: at most 10 000 rows.`);
        return;
      }
      const text = await file.text();
      this.panel.$("#lab-csv").value = text;
      this.#useOwn(text);
    }

    async #copy() {
      const copy = this.panel.$("[data-act=copy]");
      try {
        await navigator.clipboard.writeText(descentText.code(this.#scene));
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(this.panel.$("code"));
        copy.textContent = "Selected: copy it now";
      }
      this.#copied = setTimeout(() => (copy.textContent = COPY), 2000);
    }

    #acts = {
      play: () => (this.#player.playing ? this.#stop() : this.#play()),
      update: () => this.#go(this.#scene.updates + 1),
      epoch: () => {
        const { updates, run } = this.#scene;
        this.#go((Math.floor(updates / run.perEpoch) + 1) * run.perEpoch);
      },
      reset: () => {
        if (this.#player.playing) this.#stop();
        this.#go(0);
      },
      copy: () => this.#copy(),
      own: () => this.#useOwn(this.panel.$("#lab-csv").value),
      page: () => {
        this.#use(PAGE_POINTS, this.#preset());
        this.#write("pushState");
      },
      picture: () => save("descent.svg", "image/svg+xml", this.panel.picture()),
      path: () => save("descent.csv", "text/csv", descentText.table(this.#scene)),
    };

    listen(on, signal) {
      const { panel } = this;
      const scene = this.#scene;
      panel.showPlaying(false);
      panel.$("[data-act=copy]").textContent = COPY;
      on(panel.body, "click", ({ target }) => this.#acts[target.dataset.act]?.());
      on(panel.body, "change", ({ target }) => this.#change(target));
      on(panel.body, "input", ({ target }) => this.#input(target));
      on(panel.$(".lab-code"), "toggle", () => this.changed());
      on(panel.$(".lab-own"), "dragover", (event) => event.preventDefault());
      on(panel.$(".lab-own"), "drop", (event) => {
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        this.#useFile(event.dataTransfer.files[0]);
      });
      on(window, "popstate", () => {
        if (!scene.own) this.read();
      });
      const moved = (b, w) => {
        scene.look = null;
        panel.fault("b");
        panel.fault("w");
        this.#start({ ...scene.settings, b, w });
      };
      const rested = () => this.#write("pushState");
      const pointed = (what) => {
        Object.assign(scene, what);
        this.changed();
      };
      descentPointer.listen(panel, scene, { moved, rested, pointed }, signal);
    }

    #change({ name, value, type, files }) {
      this.panel.typing = null;
      if (all.includes(name)) this.#set(name, value.trim());
      else if (name === "slider") this.#write("pushState");
      else if (name === "speed" && this.#player.playing) {
        this.#stop();
        this.#play();
      } else if (type === "file") this.#useFile(files[0]);
    }

    #input(control) {
      const scene = this.#scene;
      const value = Number(control.value);
      if (control.name === "slider") {
        this.panel.fault("rate");
        this.#start({ ...scene.settings, rate: Number((10 ** value).toPrecision(3)) });
      } else if (control.name === "shown") {
        scene.look = value === scene.updates ? null : value;
        this.changed();
      } else if (control.name === "point") {
        scene.point = value ? scene.byFeature[value - 1] : null;
        this.changed();
      } else if (all.includes(control.name)) this.panel.typing = control;
    }
  }

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  customElements.define("descent-lab", DescentLab);
})();
