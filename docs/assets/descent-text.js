/* The lab's texts: each a function from a scene to words, code or a table. No DOM. */
const descentText = (() => {
  const { general } = labNumbers;
  const { all, python } = descentSettings;

  /* The snippet's lines with the present values. */
  function code({ settings, points, own }) {
    const values = { "b, w": `${settings.b}, ${settings.w}` };
    for (const name of all) {
      if (name !== "b" && name !== "w") values[python(name)] = settings[name];
    }
    values.feature = `"${settings.feature}"`;
    let { imports, data, program } = descentLabData;
    for (const [name, value] of Object.entries(values)) {
      program = program.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
    }
    const array = (name) => `${name}_train = np.array([${points[name].join(", ")}]).reshape(-1, 1)`;
    if (own) data = `${array("x")}\n${array("y")}`;
    return `${imports}\n\n${data}\n\n${program}\n`;
  }

  /* What that code prints. */
  function printed({ bowl, run, updates }) {
    const lines = [...new Set([0, 1, 2, 3].filter((k) => k < updates).concat(updates))].map(
      (k) => `${k}: ${values(run, k)}`,
    );
    return [`largest stable rate ${general(bowl.limit, 4)}`, ...lines, ""].join("\n");
  }

  const values = (run, k) => `b ${general(run.b[k])}, w ${general(run.w[k])}, loss ${general(run.losses[k])}`;

  function summary({ run, shown, updates }) {
    const epoch = Math.ceil(shown / run.perEpoch);
    return `Update ${shown} of ${updates}, epoch ${epoch}: ${values(run, shown)}.`;
  }

  function pointSummary({ bowl, run, point, shown }) {
    if (point === null) return "";
    const [x, y] = [bowl.x[point], bowl.y[point]];
    const error = run.b[shown] + run.w[shown] * x - y;
    return `Point: feature ${general(x, 4)}, y ${general(y, 4)}, error ${general(error, 4)}. Dashed: where it would be 0.`;
  }

  /* Why the run goes no further, if it does not. */
  function end({ bowl, run, settings, diverged, most }) {
    if (diverged) {
      const whole = settings.batch === bowl.x.length;
      const limit = `2/λ = ${general(2 / run.steepest, 4)}${whole ? "" : " of the sharpest batch"}`;
      return ` Diverged at update ${run.diverged}: learning rate ${general(settings.rate, 4)} is above ${limit}.`;
    }
    return settings.updates >= most ? ` The lab stops at ${most} updates.` : "";
  }

  const limit = ({ bowl }) => `2/λ = ${general(bowl.limit, 4)}`;

  function rate({ bowl, settings }) {
    const side = settings.rate > bowl.limit ? "above" : "below";
    return `${general(settings.rate, 3)}, ${side} ${limit({ bowl })}`;
  }

  function aboutLimit({ bowl, settings }) {
    const exact = "The mark is the largest stable rate, 2 divided by the largest curvature λ of the loss.";
    const guide = "It is exact for descent on all points. Here it is a guide: each batch has a bowl of its own, and some are sharper.";
    return settings.batch < bowl.x.length ? `${exact} ${guide}` : exact;
  }

  const start = ({ settings: { b, w } }) =>
    `Start: b ${general(b, 4)}, w ${general(w, 4)}. Drag it, or move it with the arrow keys.`;

  function table({ path, run }) {
    const rows = path.map((row, k) => [k, Math.ceil(k / run.perEpoch), ...row].join());
    return ["update,epoch,b,w,loss", ...rows, ""].join("\n");
  }

  return { aboutLimit, code, end, limit, pointSummary, printed, rate, start, summary, table };
})();
