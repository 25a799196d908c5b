/* The service worker: pages read so far, Today and its cards work without network. BUILD is the name of
   the build that it belongs to.

   One cache holds what is kept, each file named by its path and its content: what two builds have in
   common is there once, and a file of another build is never taken for one of this. The list of the
   build's files comes last, so a build whose list is there is there whole. */

const SCOPE = registration.scope;
const CACHE = `torch-recaps:${new URL(SCOPE).pathname}`;
const PATIENCE = 2000; // milliseconds that the network has before the copy is shown
const AT_ONCE = 6; // files that are fetched at the same time

// What lies in the cache beside the files of the site; none of these is an address of it.
const LIST = at(`~list?${BUILD}`);
const EVERYTHING = at("~everything"); // is there if the reader wants the whole site
const COPIES_OPEN = at("~copies-open"); // ids of the open pages that were shown from the cache

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  event.respondWith(request.mode === "navigate" ? page(event) : part(event));
});
addEventListener("message", (event) => {
  const { ask, about } = event.data;
  event.waitUntil(ANSWERS[ask](about).then((answer) => event.ports[0]?.postMessage(answer)));
});

/* Fill this build's part of the cache, beside the old one's: all or nothing. An interrupted attempt
   leaves files that the next one does not fetch again. */
async function install() {
  const coming = await (await fetch(at("offline-files.json"), { cache: "no-cache" })).json();
  if (coming.build !== BUILD) throw new Error(`the list is of the build ${coming.build}`);
  const cache = await caches.open(CACHE);
  const windows = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  const known = [...windows, ...(await cache.keys())].filter(({ url }) => url.startsWith(SCOPE));
  const wanted = (await cache.match(EVERYTHING))
    ? Object.keys(coming.files)
    : [...coming.first, ...known.map(({ url }) => pathOf(url))];
  const paths = [...new Set(wanted)].filter((path) => Object.hasOwn(coming.files, path));
  const next = async () => {
    for (let path = paths.pop(); path; path = paths.pop()) await keep(cache, coming, path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  await cache.put(LIST, Response.json(coming));
  if (!(await isCopyOpen())) await skipWaiting();
}

/* From now on this build is the one that is kept. */
async function activate() {
  const { files } = await theList();
  const cache = await caches.open(CACHE);
  const stays = new Set([LIST, EVERYTHING]);
  for (const [path, [hash]] of Object.entries(files)) stays.add(keyOf(path, hash));
  for (const { url } of await cache.keys()) if (!stays.has(url)) await cache.delete(url);
  await clients.claim();
}

/* What a page gets: what the network gives in time, else the copy. */
async function page(event) {
  const network = fetch(event.request).catch(() => undefined);
  const { copy, whole } = await both(event, network);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await (copy ? Promise.race([whole, late]) : network);
  if (copy && !(answer?.status < 500)) {
    await noteCopy(event.resultingClientId);
    return copy;
  }
  event.waitUntil(late.then(makeWay)); // not while the page loads its parts from this worker
  return answer ?? notKept();
}

/* What a page loads: of the copies if the page is one, so that both are of one build; else of the
   network, as if there were no worker, and of the copies where there is no network. */
async function part(event) {
  if ((await copiesOpen()).has(event.clientId)) {
    const path = pathOf(event.request.url);
    const copy = await kept(keyOf(path, await hashOf(path)));
    if (copy) return copy;
  }
  const network = fetch(event.request).catch(() => undefined);
  const { copy } = await both(event, network);
  return (await network) ?? copy ?? Response.error();
}

/* The copy of what is asked for, and the network's answer when it is here whole. Where there is no
   copy yet, the answer becomes one. */
async function both(event, network) {
  const path = pathOf(event.request.url);
  const hash = await hashOf(path);
  const copy = hash && (await kept(keyOf(path, hash)));
  const whole = network.then(async (answer) => {
    if (!answer?.ok || !hash) return answer;
    const read = answer.clone();
    if (copy) await read.arrayBuffer();
    else if (await theList()) await keepIfOf(await caches.open(CACHE), path, hash, read);
    return answer;
  }).catch(() => undefined);
  event.waitUntil(whole);
  return { copy, whole };
}

/* Fetch a file and keep it, unless it is kept. Throws if the network has only that of another build. */
async function keep(cache, { files }, path, signal) {
  const [hash] = files[path];
  if (await cache.match(keyOf(path, hash))) return;
  for (const mode of ["default", "reload"]) {
    const answer = await fetch(at(path.replace(/(^|\/)index\.html$/, "$1")), { cache: mode, signal });
    if (answer.ok && (await keepIfOf(cache, path, hash, answer))) return;
  }
  throw new Error(`${path} is not what it is in the build ${BUILD}`);
}

/* Keep an answer if its content has the right name; whether it has. */
async function keepIfOf(cache, path, hash, answer) {
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const name = Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (name !== hash) return false;
  const type = answer.headers.get("Content-Type") ?? "application/octet-stream";
  await cache.put(keyOf(path, hash), new Response(bytes, { headers: { "Content-Type": type } }));
  return true;
}

/* The name of a file's content in this build, if the build has the file. */
async function hashOf(path) {
  const { files } = (await theList()) ?? NOTHING;
  return Object.hasOwn(files, path) ? files[path][0] : undefined;
}

/* The list of this build's files; nothing if the reader has removed all. */
const NOTHING = { files: {} };
let list;
async function theList() {
  list ??= await (await kept(LIST))?.json();
  return list;
}

/* Which open pages are copies. The browser may stop a worker that has nothing to do, so this is in
   the cache, too. */
let copies;
async function copiesOpen() {
  copies ??= new Set(await (await kept(COPIES_OPEN))?.json());
  return copies;
}

async function noteCopy(id) {
  const known = await copiesOpen();
  const open = new Set((await clients.matchAll()).map((client) => client.id));
  copies = new Set([...known].filter((one) => open.has(one))).add(id);
  await (await caches.open(CACHE)).put(COPIES_OPEN, Response.json([...copies]));
}

async function isCopyOpen() {
  const known = await copiesOpen();
  return (await clients.matchAll({ includeUncontrolled: true })).some(({ id }) => known.has(id));
}

/* A newer build that is there whole takes over as soon as no page of this one's copies is open. */
async function makeWay() {
  if (registration.waiting && !(await isCopyOpen())) {
    registration.waiting.postMessage({ ask: "take over" });
  }
}

/* What pages may ask: docs/assets/offline-use.js. */
let asking = new AbortController(); // ends what is being fetched on request
const ANSWERS = {
  "take over": () => skipWaiting(),

  /* What is kept, and what is not yet: [path, size]. */
  state: async () => {
    const { files } = await theList();
    const cached = new Set((await (await caches.open(CACHE)).keys()).map(({ url }) => url));
    const all = Object.entries(files).map(([path, [hash, size]]) => ({ path, hash, size }));
    const missing = all.filter(({ path, hash }) => !cached.has(keyOf(path, hash)));
    return {
      everything: cached.has(EVERYTHING),
      size: all.reduce((sum, { size }) => sum + size, 0),
      missing: missing.map(({ path, size }) => ({ path, size })),
    };
  },

  /* Keep the whole site from now on, new builds too, or no longer. Who asks begins anew. */
  everything: async (wanted) => {
    asking.abort();
    asking = new AbortController();
    const cache = await caches.open(CACHE);
    await (wanted ? cache.put(EVERYTHING, new Response()) : cache.delete(EVERYTHING));
  },

  /* Fetch one file; whether it is kept. */
  keep: async (path) => {
    try {
      await keep(await caches.open(CACHE), await theList(), path, asking.signal);
      return true;
    } catch {
      return false; // no network, no room, or a newer build there
    }
  },

  /* Nothing is kept any more, nor from now on. */
  remove: async () => {
    asking.abort();
    list = copies = undefined;
    await caches.delete(CACHE);
    return registration.unregister();
  },
};

/* What the cache has. A cache that was removed stays away. */
function kept(key) {
  return caches.match(key, { cacheName: CACHE });
}

function at(path) {
  return new URL(path, SCOPE).href;
}

function keyOf(path, hash) {
  return at(`${path}?${hash}`);
}

/* The path of the file that an address of the site shows. */
function pathOf(url) {
  const path = new URL(url).pathname.slice(new URL(SCOPE).pathname.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

function notKept() {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Not kept offline</title>
<style>
:root { color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif; }
body { max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }
</style>
<h1>Not kept offline</h1>
<p>The network does not answer, and this page was not kept on this device.</p>
<p><a href="${at("today/")}">Today</a> works without network, and so do the pages that you have read here.
<a href="">Try again</a></p>
</html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
