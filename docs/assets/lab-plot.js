/* Axes and marks of the labs' views, as SVG in the page's figure colours. No DOM. */
const labPlot = (() => {
  const { general } = labNumbers;
  const INK = "var(--fig-ink)";
  const MUTED = "var(--fig-muted)";
  const MARGIN = { left: 46, right: 10, top: 24, bottom: 36 };

  const px = (value) => String(Math.round(value * 100) / 100);
  const at = ([x, y]) => `${px(x)} ${px(y)}`;
  const line = (points) => `M${points.map(at).join("L")}`;
  const dots = (points) => points.map((point) => `M${at(point)}h0`).join("");
  const stroke = (d, colour, width, more = "") =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" ${more}/>`;
  const circle = ([x, y], r, colour) =>
    `<circle cx="${px(x)}" cy="${px(y)}" r="${r}" fill="${colour}"/>`;
  const text = (x, y, words, anchor, more = "") =>
    `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" fill="${INK}" ${more}>${words}</text>`;
  const steps = (count) => Array.from({ length: count + 1 }, (_, i) => i / count);
  const between = ([from, to], share) => from + (to - from) * share;

  /* Round numbers within a range. */
  function ticks([from, to], most) {
    const rough = (to - from) / most;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const found = [];
    for (let n = Math.ceil(from / step); n * step <= to; n++) found.push(n * step);
    return found;
  }

  /* Axes with `draw` inside them, cut off at their edges. `log` is for the vertical one, which has
     numbers unless `rows` is empty.
     Gives {svg, toScreen, fromScreen}, the last two from values to pixels of the view and back. */
  function plot({ width, height }, { x, y, log = false, xName, yName, marks = "", rows = null }, draw) {
    const inner = {
      width: width - MARGIN.left - MARGIN.right,
      height: height - MARGIN.top - MARGIN.bottom,
    };
    const level = log ? Math.log10 : (value) => value;
    const [low, high] = y.map(level);
    const X = (value) => ((value - x[0]) / (x[1] - x[0])) * inner.width;
    const Y = (value) => (1 - (level(value) - low) / (high - low)) * inner.height;
    rows ??= log
      ? ticks([low, high], 5).filter(Number.isInteger).map((power) => 10 ** power)
      : ticks(y, Math.max(2, inner.height / 40));
    let svg = "";
    for (const value of ticks(x, Math.max(2, inner.width / 60))) {
      const place = MARGIN.left + X(value);
      svg += stroke(`M${px(place)} ${MARGIN.top}v${px(inner.height)}`, "var(--fig-grid)", 1);
      svg += text(place, height - 20, general(value, 4), "middle");
    }
    for (const value of rows) {
      const place = MARGIN.top + Y(value);
      svg += stroke(`M${MARGIN.left} ${px(place)}h${px(inner.width)}`, "var(--fig-grid)", 1);
      svg += text(MARGIN.left - 5, place + 4, general(value, 4), "end");
    }
    svg += text(4, 13, yName, "start") + text(width - MARGIN.right, height - 5, xName, "end");
    svg += text(width - MARGIN.right, 13, marks, "end");
    svg += `<svg x="${MARGIN.left}" y="${MARGIN.top}" width="${px(inner.width)}" height="${px(inner.height)}" overflow="hidden">`;
    svg += draw((a, b) => [X(a), Y(b)], inner) + "</svg>";
    const toScreen = (a, b) => [MARGIN.left + X(a), MARGIN.top + Y(b)];
    const fromScreen = (left, top) => [
      between(x, (left - MARGIN.left) / inner.width),
      between(y, 1 - (top - MARGIN.top) / inner.height),
    ];
    return { svg, toScreen, fromScreen };
  }

  const label = ([x, y], words) =>
    text(x, y + 4, words, "middle", `font-size="10" stroke="var(--fig-paper)" stroke-width="4" paint-order="stroke"`);

  const square = ([x, y]) =>
    `<rect x="${px(x - 6)}" y="${px(y - 6)}" width="12" height="12" fill="${INK}"/>`;

  return { INK, MUTED, between, circle, dots, label, line, plot, px, square, steps, stroke, text };
})();
