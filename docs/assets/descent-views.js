/* The five views of the descent lab: each a function from a scene to SVG.
   Of a scene (descent-scene.js) they need what was run, how many of its updates are drawn, which of
   them is shown, which data point is (or null), and the map's range of b and w.
   Each gives what labPlot.plot gives. */
const descentViews = (() => {
  const { INK, MUTED, circle, dots, label, line, plot, px, square, steps, stroke, between } = labPlot;
  const { general } = labNumbers;
  const PATH = "var(--fig-1)";
  const MINIMUM = "var(--fig-2)";
  const POINT = "var(--fig-3)";
  const TANGENT = "var(--fig-5)";
  const DATA = "var(--fig-0)";
  const DASHED = 'stroke-dasharray="2 3"';
  const DOTS = 200; // longer paths are lines only

  const present = ({ run, shown }) => ({ b: run.b[shown], w: run.w[shown] });
  const pathOf = ({ run, updates }) => run.b.slice(0, updates + 1).map((b, k) => [b, run.w[k]]);

  const MARKS = [["■", INK, "start"], ["●", PATH, "update"], ["★", MINIMUM, "minimum"]]
    .map(([sign, colour, word]) => `<tspan dx="6" fill="${colour}">${sign}</tspan> ${word}`)
    .join("");

  /* The loss from above, with the path. */
  function map(scene, size) {
    const { bowl, box } = scene;
    const axes = { x: box.b, y: box.w, xName: "b (bias)", yName: "w (weight)", marks: MARKS };
    return plot(size, axes, (place, inner) => {
      const minimum = place(bowl.b, bowl.w);
      const unit = [inner.width / (box.b[1] - box.b[0]), inner.height / (box.w[1] - box.w[0])];
      let svg = "";
      let lowest = minimum[1]; // the label so far
      for (const level of levels(bowl, box)) {
        svg += contour(ellipse(bowl, level - bowl.lowest, minimum, unit));
        const w = bowl.w - Math.sqrt((level - bowl.lowest) / bowl.square);
        const [across, down] = place(bowl.b, w);
        if (down - lowest > 16) {
          svg += label([across, down], general(level, 2));
          lowest = down;
        }
      }
      if (scene.point !== null) svg += stroke(noError(scene, place), POINT, 1.5, DASHED);
      const path = pathOf(scene).map(([b, w]) => place(b, w));
      svg += stroke(line(path), PATH, 1.5, 'stroke-linejoin="round"');
      if (path.length < DOTS) svg += stroke(dots(path), PATH, 5, 'stroke-linecap="round"');
      return svg + star(minimum) + circle(path[scene.shown], 6, PATH) + square(path[0]);
    });
  }

  const contour = (matrix) =>
    `<circle r="1" transform="matrix(${matrix.join(" ")})" fill="none" stroke="${MUTED}" vector-effect="non-scaling-stroke"/>`;

  /* The unit circle becomes the ellipse on which the loss is `above` its minimum. */
  function ellipse(bowl, above, [x, y], [across, up]) {
    const [cos, sin] = [Math.cos(bowl.direction), Math.sin(bowl.direction)];
    const steep = Math.sqrt((2 * above) / bowl.steepest);
    const flat = Math.sqrt((2 * above) / bowl.flattest);
    return [across * cos * steep, -up * sin * steep, -across * sin * flat, -up * cos * flat, x, y];
  }

  /* 1, 2, 5, 10 … where they lie on the map. */
  function levels(bowl, box) {
    const corners = box.b.flatMap((b) => box.w.map((w) => bowl.height(b, w)));
    const highest = Math.max(...corners);
    const found = [];
    for (let power = Math.floor(Math.log10(highest)); found.length < 8; power--) {
      for (const factor of [5, 2, 1]) {
        const level = factor * 10 ** power;
        if (level < highest) found.push(level);
        if (level - bowl.lowest < (highest - bowl.lowest) / 500) {
          return found.filter((value) => value > bowl.lowest).reverse();
        }
      }
    }
    return found.filter((value) => value > bowl.lowest).reverse();
  }

  const star = ([x, y]) => {
    const corners = steps(10).map((turn, i) => {
      const angle = 2 * Math.PI * turn - Math.PI / 2;
      const r = i % 2 ? 3.5 : 8;
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    });
    return `<path d="${line(corners)}z" fill="${MINIMUM}"/>`;
  };

  /* The parameters for which the point has no error: a line b + w x = y across the map. */
  function noError({ bowl, point, box }, place) {
    const [x, y] = [bowl.x[point], bowl.y[point]];
    const off = (bowl.b + bowl.w * x - y) / (1 + x * x);
    const far = 2 * Math.max(box.b[1] - box.b[0], box.w[1] - box.w[0]) + Math.abs(off);
    const ends = [-far, far].map((t) => place(bowl.b - off + t * x, bowl.w - off * x - t));
    return line(ends);
  }

  /* The loss along one parameter, the other kept, with its tangent. */
  function cut(name, scene, size) {
    const { bowl, run, box, point } = scene;
    const now = present(scene);
    const [kept, value] = name === "b" ? ["w", now.b] : ["b", now.w];
    const x = [Math.min(box[name][0], value), Math.max(box[name][1], value)];
    const loss = run.losses[scene.shown];
    const high = Math.max(run.losses[0], loss) || 1;
    const y = [-0.08 * high, 1.15 * high];
    const slope = bowl.gradient(now.b, now.w)[name];
    const height = (along) => bowl.height(...(name === "b" ? [along, now.w] : [now.b, along]));
    const xName = `${name}, ${kept} kept at ${general(now[kept], 4)}`;
    return plot(size, { x, y, xName, yName: "loss (MSE)" }, (place) => {
      const curve = steps(80).map((share) => between(x, share));
      let svg = stroke(line(curve.map((along) => place(along, height(along)))), MUTED, 2);
      const near = (x[1] - x[0]) / 6;
      const tangent = [-near, near].map((step) => place(value + step, loss + slope * step));
      svg += stroke(line(tangent), TANGENT, 2);
      if (point !== null) {
        const [feature, measured] = [bowl.x[point], bowl.y[point]];
        const exact = name === "b" ? measured - now.w * feature : (measured - now.b) / feature;
        const upright = y.map((loss) => place(exact, loss));
        if (Number.isFinite(exact)) svg += stroke(line(upright), POINT, 1.5, DASHED);
      }
      return svg + circle(place(value, loss), 6, PATH);
    });
  }

  /* The loss after each update. */
  function curve(scene, size) {
    const { bowl, run, updates, shown, point } = scene;
    const losses = run.losses.slice(0, updates + 1);
    const high = Math.max(...losses);
    const floor = Math.max(high * 1e-12, Math.min(...losses));
    const log = high > 100 * floor;
    const x = [0, Math.max(10, updates)];
    const y = log ? [floor / 1.5, high * 1.5] : [0, high * 1.1 || 1];
    return plot(size, { x, y, log, xName: "updates", yName: "loss (MSE)" }, (place, inner) => {
      const points = losses.map((loss, k) => place(k, Math.max(loss, floor)));
      const lowest = place(0, Math.max(bowl.lowest, y[0] || 0))[1];
      let svg = stroke(`M0 ${px(lowest)}h${px(inner.width)}`, MINIMUM, 1.5, 'stroke-dasharray="5 4"');
      svg += stroke(line(points), PATH, 1.5);
      if (points.length < DOTS) svg += stroke(dots(points), PATH, 4, 'stroke-linecap="round"');
      if (point !== null && run.batch < bowl.x.length) {
        const used = losses.map((_, k) => k).filter((k) => k && run.batchOf(k).includes(point));
        const marks = used.map((k) => `M${px(place(k, high)[0])} ${px(inner.height)}v-8`);
        svg += stroke(marks.join("") || "M0 0", POINT, 1.5);
      }
      return svg + circle(points[shown], 6, PATH);
    });
  }

  /* The data with the line of the parameters shown, and the points that its update used. */
  function data(scene, size) {
    const { bowl, run, shown, point } = scene;
    const wide = (list) => {
      const [least, most] = [list.reduce((a, b) => Math.min(a, b)), list.reduce((a, b) => Math.max(a, b))];
      return [least - (most - least) / 12, most + (most - least) / 12];
    };
    const x = wide(bowl.x);
    const now = present(scene);
    return plot(size, { x, y: wide(bowl.y), xName: "feature", yName: "y" }, (place) => {
      const points = bowl.x.map((value, i) => place(value, bowl.y[i]));
      let svg = stroke(dots(points), DATA, 5, 'stroke-linecap="round" stroke-opacity="0.45"');
      if (shown && run.batch < points.length) {
        const used = Array.from(run.batchOf(shown), (i) => points[i]);
        svg += stroke(dots(used), DATA, 8, 'stroke-linecap="round"');
      }
      svg += stroke(line(x.map((value) => place(value, now.b + now.w * value))), PATH, 2);
      if (point !== null) {
        const on = place(bowl.x[point], now.b + now.w * bowl.x[point]);
        svg += stroke(line([points[point], on]), POINT, 2) + circle(points[point], 6, POINT);
      }
      return svg;
    });
  }

  return {
    map,
    cutB: (scene, size) => cut("b", scene, size),
    cutW: (scene, size) => cut("w", scene, size),
    curve,
    data,
  };
})();
