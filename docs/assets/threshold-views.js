/* The three views of the threshold lab: each a function from scores, threshold and counts to what
   labPlot.plot gives. */
const thresholdViews = (() => {
  const { INK, MUTED, circle, dots, line, plot, px, stroke, text } = labPlot;
  const { metrics } = threshold;
  const POSITIVE = "var(--fig-1)";
  const NEGATIVE = "var(--fig-0)";
  const NOW = "var(--fig-2)";
  const UNIT = [-0.03, 1.03];
  const CROSS = [[-3, -3, 6, 6], [-3, 3, 6, -6]];

  const crosses = (points) =>
    points.map(([x, y]) => CROSS.map(([left, top, w, h]) => `M${px(x + left)} ${px(y + top)}l${w} ${h}`).join("")).join("");

  /* Each point at its score, positives above, spread so that they lie beside each other. */
  function scores({ scores, at, counts }, size) {
    const marks = "● right  × wrong";
    const axes = { x: UNIT, y: [0, 2], xName: "probability of the positive class", yName: "positives above", marks, rows: [] };
    return plot(size, axes, (place, inner) => {
      const [cut] = place(at, 0);
      let svg = `<rect x="${px(cut)}" y="0" width="${px(Math.max(0, inner.width - cut))}" height="${px(inner.height)}" fill="${POSITIVE}" fill-opacity="0.08"/>`;
      for (const [positive, middle, colour] of [[true, 1.4, POSITIVE], [false, 0.4, NEGATIVE]]) {
        const spread = (i) => middle + 0.55 * (((i * 0.618) % 1) - 0.5);
        const all = scores.points.filter((point) => point.positive === positive);
        const placed = all.map(({ score }, i) => ({ called: score >= at, where: place(score, spread(i)) }));
        const where = (right) => placed.filter(({ called }) => (called === positive) === right).map((one) => one.where);
        svg += stroke(dots(where(true)), colour, 6, 'stroke-linecap="round" stroke-opacity="0.6"');
        svg += stroke(crosses(where(false)), colour, 2);
      }
      svg += stroke(`M0 ${px(inner.height / 2)}h${px(inner.width)}`, "var(--fig-grid)", 1);
      svg += stroke(line([[cut, 0], [cut, inner.height]]), NOW, 2);
      const words = [["fn", "FN", 2, "start"], ["tp", "TP", 2, "end"], ["tn", "TN", 1, "start"], ["fp", "FP", 1, "end"]];
      for (const [name, short, top, anchor] of words) {
        const x = anchor === "start" ? 4 : inner.width - 4;
        svg += text(x, place(0, top)[1] + 15, `${short} ${counts[name]}`, anchor, 'font-weight="bold"');
      }
      return svg;
    });
  }

  /* A curve over all thresholds, with the place of the present one, if it has one. */
  function curve(size, axes, points, now, dashed) {
    return plot(size, { x: UNIT, y: UNIT, ...axes }, (place) => {
      let svg = stroke(line(dashed.map((ends) => place(...ends))), MUTED, 1.5, 'stroke-dasharray="5 4"');
      svg += stroke(line(points.map((point) => place(...point))), INK, 1.5);
      return svg + (now ? circle(place(...now), 6, NOW) : "");
    });
  }

  function roc({ scores, counts }, size) {
    const at = (counts) => [metrics(counts).falsePositiveRate, metrics(counts).recall];
    const points = [[0, 0], ...scores.every.map(at)];
    return curve(size, { xName: "false-positive rate", yName: "recall" }, points, at(counts), [[0, 0], [1, 1]]);
  }

  function precision({ scores, counts }, size) {
    const at = (counts) => [metrics(counts).recall, metrics(counts).precision];
    const share = scores.points.filter(({ positive }) => positive).length / scores.points.length;
    const now = metrics(counts).precision === null ? null : at(counts);
    return curve(size, { xName: "recall", yName: "precision" }, scores.every.map(at), now, [[0, share], [1, share]]);
  }

  return { scores, roc, precision };
})();
