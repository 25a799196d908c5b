/* What is kept offline, on the page Today: keep the whole site, or remove everything. The service worker
   keeps and removes (snippets/recaps/adapters/service_worker.js); this asks it, file by file. */
(() => {
  const SWITCH = "torch-recaps:offline-use"; // "off" in localStorage: no page registers the worker
  const AT_ONCE = 6;
  const worker = new URL("../sw.js", document.currentScript.src);
  if (!navigator.serviceWorker) return;

  const place = document.getElementById("offline-use");
  place.className = "review";
  const title = Object.assign(document.createElement("h2"), { textContent: "Without network" });
  const about = document.createElement("p");
  const bar = Object.assign(document.createElement("progress"), { hidden: true });
  bar.setAttribute("aria-label", "Kept so far");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  let stop; // while everything is being fetched: ends that

  const keepAll = button("Keep everything offline", async () => {
    navigator.storage?.persist?.(); // the browser may then not clear it to make room
    await fetchAll();
  });
  const cancel = button("Cancel", async () => {
    stop();
    await ask("everything", false);
    await show("Cancelled. What was fetched so far is kept.");
  });
  const remove = button("Remove everything offline", async () => {
    stop?.();
    set("off");
    await ask("remove");
    await show("Removed. Nothing is kept on this device, and nothing will be.");
  });
  const again = button("Keep pages offline again", () => {
    set();
    location.reload();
  });
  place.append(title, about, bar, keepAll, cancel, remove, again, status);
  begin();

  async function begin() {
    if (isOff()) return show();
    about.textContent = "Pages that you read are being made ready for offline use.";
    showOnly();
    try {
      await navigator.serviceWorker.register(worker);
      await navigator.serviceWorker.ready;
    } catch {
      about.textContent = "This browser keeps no pages offline.";
      return;
    }
    const { everything, missing } = await ask("state");
    if (everything && missing.length) await fetchAll();
    else await show();
  }

  /* Fetch what is missing, from where an earlier attempt ended. */
  async function fetchAll() {
    await ask("everything", true);
    const { size, missing } = await ask("state");
    let stopped = false;
    let left = missing.reduce((sum, file) => sum + file.size, 0);
    stop = () => (stopped = true);
    report(`Fetching ${megabytes(left)} …`);
    bar.max = size;
    bar.value = size - left;
    bar.hidden = false;
    showOnly(cancel, remove);
    let failed = 0;
    const next = async () => {
      while (missing.length && !stopped && failed < AT_ONCE) {
        const file = missing.shift();
        if (!(await ask("keep", file.path))) failed += 1;
        else bar.value = size - (left -= file.size);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    if (stopped) return;
    const trouble = "Not everything could be fetched. Reload this page to go on where it ended.";
    await show(failed ? trouble : "The whole site is kept on this device.");
  }

  /* What is kept, the buttons for what can be done now, and news. */
  async function show(news = "") {
    stop = undefined;
    bar.hidden = true;
    if (isOff()) {
      about.textContent = "No page is kept on this device.";
      showOnly(again);
    } else {
      const { size, missing } = await ask("state");
      const left = missing.reduce((sum, file) => sum + file.size, 0);
      const all = `The whole site, ${megabytes(size)}, works without network.`;
      const some =
        "This page, its cards and the pages that you have read here work without network: " +
        `${megabytes(size - left)} so far. The whole site is ${megabytes(size)}.`;
      about.textContent = left ? some : all;
      keepAll.textContent = `Keep everything offline (${megabytes(left)} more)`;
      showOnly(...(left ? [keepAll, remove] : [remove]));
    }
    report(news);
  }

  /* A button that goes gives the focus to the news. */
  function showOnly(...shown) {
    const focused = document.activeElement;
    for (const one of [keepAll, cancel, remove, again]) one.hidden = !shown.includes(one);
    if (place.contains(focused) && focused.hidden) status.focus();
  }

  function report(news) {
    if (status.textContent !== news) status.textContent = news;
  }

  async function ask(question, subject) {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    return new Promise((done) => {
      port1.onmessage = ({ data }) => done(data);
      active.postMessage({ ask: question, about: subject }, [port2]);
    });
  }

  function isOff() {
    try {
      return Boolean(localStorage.getItem(SWITCH));
    } catch {
      return false;
    }
  }

  function set(value) {
    if (value) localStorage.setItem(SWITCH, value);
    else localStorage.removeItem(SWITCH);
  }

  function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
  }

  function button(words, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.addEventListener("click", act);
    return element;
  }
})();
