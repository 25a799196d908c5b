/* The lab's settings, from text, page and URL and back. What each can be, Python says: it comes with
   the data. No DOM. */
const descentSettings = (() => {
  const MOST_READS = 5_000_000; // points read in one run: it never takes longer than a blink

  /* In the URL, in Python, in a sentence. */
  const NAMES = {
    rate: ["learning_rate", "The learning rate"],
    batch: ["batch_size", "The batch size"],
    feature: ["feature", "The feature"],
    seed: ["seed", "The seed"],
    b: ["b", "The start b"],
    w: ["w", "The start w"],
    updates: ["updates", "The number of updates"],
  };
  const all = Object.keys(NAMES);
  const python = (name) => NAMES[name][0];
  const canBe = (name) => descentLabData.settings[python(name)];

  /* The last is all n points. */
  const batches = (n) => [...canBe("batch").choices.slice(0, -1).map(Number).filter((size) => size < n), n];

  const mostUpdates = (n) => Math.min(canBe("updates").most, Math.floor(MOST_READS / n));

  /* Throws an Error that says what the setting must be, for n points. */
  function read(name, text, n) {
    const what = NAMES[name][1];
    const { choices, least, most, whole } = canBe(name);
    if (name === "batch") return Number(one(text, batches(n).map(String), what));
    if (choices) return one(text, choices, what);
    return labNumbers.number(text, what, least, name === "updates" ? mostUpdates(n) : most, whole);
  }

  function one(text, choices, what) {
    if (choices.includes(text)) return text;
    throw new Error(`${what} must be one of ${choices.join(", ")}, not “${text.slice(0, 20)}”.`);
  }

  /* A setting as its control shows it. */
  function write(name, value) {
    return Number.isInteger(value) || name === "feature" ? String(value) : labNumbers.general(value);
  }

  /* One setting changed. With another feature of x, the start moves to the same line. */
  function change(settings, name, value, x) {
    if (name !== "feature") return { ...settings, [name]: value };
    const [from, to] = [settings.feature, value].map((of) => descent.featureOf(of, x));
    return { ...settings, ...descent.sameLine(settings, from, to), feature: value };
  }

  /* The snippet's, then the page's: `given(attribute)` is a text or null. */
  function preset(given, x) {
    const inSnippet = (name) => descentLabData.program.match(new RegExp(`^${name} = "?(.*?)"?$`, "m"))[1];
    const [b, w] = inSnippet("b, w").split(", ").map(Number);
    let settings = { b, w };
    for (const name of all) {
      if (!(name in settings)) settings[name] = read(name, inSnippet(python(name)), x.length);
    }
    for (const name of all) {
      const text = given(python(name).replace("_", "-"));
      if (text !== null) settings = change(settings, name, read(name, text, x.length), x);
    }
    return settings;
  }

  /* `settings` with those of a URL's query, and what is wrong with the others there. */
  function fromQuery(query, settings, x) {
    const faults = {};
    for (const name of all.filter((name) => query.has(name))) {
      try {
        settings = change(settings, name, read(name, query.get(name), x.length), x);
      } catch (error) {
        faults[name] = error.message;
      }
    }
    return { settings, faults };
  }

  function toUrl(settings, href) {
    const url = new URL(href);
    for (const name of all) url.searchParams.set(name, settings[name]);
    return url.href;
  }

  /* To begin with on a reader's own points. */
  function forOwn({ x, y }, seed) {
    const rate = Number((new descent.Bowl(x, y).limit / 2).toPrecision(2));
    return { rate, batch: x.length, feature: "x", seed, b: 0, w: 0, updates: Math.min(20, mostUpdates(x.length)) };
  }

  return { all, batches, canBe, change, forOwn, fromQuery, mostUpdates, preset, python, read, toUrl, write };
})();
