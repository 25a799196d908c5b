/* The pointer on the lab's views, and the arrow keys. */
const descentPointer = (() => {
  const NEAR = 20; // pixels from the pointer
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

  /* Until `signal` aborts: `moved(b, w)` when the start moves, then `rested()`; `pointed({look, point})`
     when the pointer comes near an update or a data point. */
  function listen(panel, scene, { moved, rested, pointed }, signal) {
    let dragging = false;
    const on = (element, type, handle) => element.addEventListener(type, handle, { signal });
    const place = (svg, { clientX, clientY }) => {
      const { left, top } = svg.getBoundingClientRect();
      return [clientX - left, clientY - top];
    };

    const handle = panel.$(".lab-start");
    const move = (b, w) => {
      const within = (value, [least, most]) => Math.min(Math.max(value, least), most);
      const { box } = scene;
      moved(Number(within(b, box.b).toPrecision(4)), Number(within(w, box.w).toPrecision(4)));
    };
    on(handle, "pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      dragging = true;
    });
    on(handle, "pointermove", (event) => {
      if (dragging) move(...panel.scales.map.fromScreen(...place(panel.$("[data-view=map]"), event)));
    });
    on(handle, "lostpointercapture", () => {
      dragging = false;
      rested();
    });
    on(handle, "keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      const { box, settings } = scene;
      const step = (range, way) => (way * (range[1] - range[0])) / (event.shiftKey ? 500 : 50);
      move(settings.b + step(box.b, arrow[0]), settings.w + step(box.w, arrow[1]));
    });
    on(handle, "keyup", ({ key }) => {
      if (key in ARROWS) rested();
    });

    const point = (event) => {
      const svg = event.target.closest("[data-view]");
      if (!svg || dragging) return;
      pointed(found(svg.dataset.view, scene, panel.scales, place(svg, event)));
    };
    on(panel.body, "pointerdown", point);
    on(panel.body, "pointermove", (event) => {
      if (event.pointerType === "mouse") point(event);
    });
    for (const svg of panel.views) {
      on(svg, "pointerleave", ({ pointerType }) => {
        if (pointerType === "mouse" && !dragging) pointed({ look: null, point: null });
      });
    }
  }

  function found(view, { run, bowl, path }, scales, at) {
    const toScreen = scales[view]?.toScreen;
    if (view === "map") return { look: nearest(path.map(([b, w]) => toScreen(b, w)), at) };
    if (view === "curve") return { look: nearest(path.map(([, , loss], k) => toScreen(k, loss)), at) };
    if (view === "data") return { point: nearest(bowl.x.map((x, i) => toScreen(x, bowl.y[i])), at) };
    return {};
  }

  /* The index of the nearest place, null if none is near. */
  function nearest(places, [x, y]) {
    let [index, least] = [null, NEAR];
    places.forEach(([left, top], i) => {
      const far = Math.hypot(left - x, top - y);
      if (far < least) [index, least] = [i, far];
    });
    return index;
  }

  return { listen };
})();
