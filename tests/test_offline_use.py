"""The site without network: what a browser keeps of it, whose build it shows, how that ends.

What concerns all pages is asked of the built site; updates and slow networks of a small one.
"""

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page, expect

from browsing import Server, tab_to, visits
from checkouts import ROOT, SUB_PATH, environment
from recaps.adapters.service_worker import HEAD, make_usable_offline
from test_offline import folder as unzipped

folder = unzipped  # the fixture
PATIENCE = 2  # seconds that the network has


@dataclass
class Host:
    """A host whose answers a test decides."""

    folder: Path
    url: str = ""
    is_there: bool = True
    code: int = 200  # what it says of every file
    lost: set[str] = field(default_factory=set)  # files whose transfer breaks off
    delays: dict[str, float] = field(default_factory=dict)  # seconds, by the end of an address
    asked: list[str] = field(default_factory=list)


@contextmanager
def hosting(site: Path):
    """A `Host` of the site under a sub-path, which forbids the browser's own cache."""
    host = Host(site)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            name = self.path.split("?")[0].removeprefix(SUB_PATH)
            host.asked.append(name)
            time.sleep(next((s for end, s in host.delays.items() if name.endswith(end)), 0))
            if host.code != 200:
                self.send_error(host.code)
            elif host.is_there and name not in host.lost:
                self.directory = str(host.folder)
                super().do_GET()
            else:
                self.close_connection = True

        def translate_path(self, path):
            return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

        def end_headers(self):
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def log_message(self, *message):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.url = f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
    yield host
    server.shutdown()


def small_site(folder: Path, build: str) -> Path:
    """Pages that say which build they are of, with a script that says it too."""
    body = (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1>"
        "<output></output><script src={1}assets/build.js></script>{2}</body></html>"
    )
    place = '<div id="offline-use"></div>'
    for name in ("first", "second", "third", "today"):
        page = folder / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(body.format(f"{name} of {build}", "../", place if name == "today" else ""))
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "assets/build.js").write_text(
        f'document.querySelector("output").textContent = "script of {build}";'
    )
    (folder / "assets/same.js").write_text('"the same in each build"')
    script = (ROOT / "docs/assets/offline-use.js").read_text()
    (folder / "assets/offline-use.js").write_text(script)
    make_usable_offline(folder)
    return folder


@pytest.fixture
def builds(tmp_path) -> list[Path]:
    return [small_site(tmp_path / name, name) for name in ("one", "two")]


@pytest.fixture
def host(builds):
    with hosting(builds[0]) as host:
        yield host


@pytest.fixture
def context(browser):
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context) -> Page:
    return context.new_page()


def until(page: Page, script: str) -> None:
    """Wait until what the script promises is true."""
    deadline = time.monotonic() + 30
    while not page.evaluate(script):
        assert time.monotonic() < deadline, script
        page.wait_for_timeout(50)


def is_controlled(page: Page) -> None:
    until(page, "navigator.serviceWorker.controller?.state === 'activated'")


def begun(page: Page, host: Host, *read: str) -> None:
    """Make the worker begin, as on a first visit of Today, and read some pages."""
    page.goto(f"{host.url}today/")
    is_controlled(page)
    for name in read:
        page.goto(f"{host.url}{name}/")
        until(page, f"({KEPT}).then(kept => kept.some(one => one.includes('/{name}/')))")


# What the cache holds, by its addresses.
KEPT = """Promise.resolve().then(async () => {
    const caches_ = await Promise.all((await caches.keys()).map(name => caches.open(name)));
    return (await Promise.all(caches_.map(one => one.keys()))).flat().map(({url}) => url);
})"""
# Whether no update is under way.
AT_REST = """navigator.serviceWorker.ready.then(({ active, installing, waiting }) =>
    active.state === "activated" && !installing && !waiting)"""
# What becomes of an update.
UPDATE = """navigator.serviceWorker.ready.then(async one => {
    await one.update();
    const { installing } = one;
    if (installing) await new Promise(done => installing.addEventListener("statechange", done));
    return installing?.state ?? "redundant";
})"""


def build_of(site: Path) -> str:
    return json.loads((site / "offline-files.json").read_text())["build"]


def taken_over(page: Page, site: Path) -> None:
    """Wait until the list of this build is the only one."""
    lists = f"({KEPT}).then(kept => kept.filter(one => one.includes('~list')).join())"
    until(page, f"({lists}).then(list => list.endsWith('~list?{build_of(site)}'))")
    until(page, f"({lists}).then(list => !list.includes(','))")
    until(page, AT_REST)


def shows(page: Page, what: str) -> None:
    """The page is whole, and all of it of one build: `what` is as "first of one"."""
    expect(page.locator("h1")).to_have_text(what)
    expect(page.locator("output")).to_have_text(f"script of {what.split()[-1]}")


# What is kept.


def test_what_was_read_works_without_network(page, host):
    """Here the worker begins by itself, as on a recap."""
    page.goto(f"{host.url}first/")
    is_controlled(page)
    host.is_there = False
    page.goto(f"{host.url}first/?how=anyhow#part")
    shows(page, "first of one")
    page.goto(f"{host.url}today/")
    shows(page, "today of one")


def test_what_was_not_read_says_so_and_leads_to_today(page, host):
    begun(page, host, "first")
    host.is_there = False
    page.goto(f"{host.url}third/")
    expect(page.get_by_role("heading")).to_have_text("Not kept offline")
    host.is_there = True
    page.get_by_role("link", name="Try again").click()
    shows(page, "third of one")
    host.is_there = False
    page.goto(f"{host.url}second/")
    page.get_by_role("link", name="Today").click()
    shows(page, "today of one")


def test_a_recap_of_the_site_works_without_network(page, site):
    with hosting(site) as host:
        faults = []
        page.goto(f"{host.url}chapter-0/loss/")
        is_controlled(page)
        host.is_there = False
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.reload()
        page.get_by_role("button", name="Recall: cover the code").click()
        expect(page.locator("button.blank").first).to_be_visible()
        page.goto(f"{host.url}today/")
        expect(page.locator("h1")).to_contain_text("Today")
        assert faults == []


# Never older than what the network gives within two seconds.


def change(host: Host) -> None:
    page = host.folder / "first/index.html"
    page.write_text(page.read_text().replace("first of one", "first of the network"))


def test_the_network_comes_first(page, host):
    begun(page, host, "first")
    change(host)
    page.goto(f"{host.url}first/")
    expect(page.locator("h1")).to_have_text("first of the network")


def test_a_network_that_answers_in_time_is_waited_for(page, host):
    begun(page, host, "first")
    change(host)
    host.delays["first/"] = 1
    page.goto(f"{host.url}first/")
    expect(page.locator("h1")).to_have_text("first of the network")


def test_a_network_that_answers_late_is_not(page, host):
    begun(page, host, "first")
    change(host)
    host.delays["/"] = host.delays["first/"] = 3 * PATIENCE
    host.delays["build.js"] = 3 * PATIENCE
    before = time.monotonic()
    page.goto(f"{host.url}first/")
    took = time.monotonic() - before
    shows(page, "first of one")
    assert PATIENCE <= took < 2 * PATIENCE


def test_where_there_is_no_copy_the_network_has_all_the_time(page, host):
    begun(page, host)
    host.delays["second/"] = 1.5 * PATIENCE
    page.goto(f"{host.url}second/")
    shows(page, "second of one")


def test_a_host_in_trouble_has_no_newer_page(page, host):
    begun(page, host, "first")
    host.code = 502
    page.goto(f"{host.url}first/")
    shows(page, "first of one")


def test_a_page_that_is_gone_is_gone(page, host):
    begun(page, host, "first")
    (host.folder / "first/index.html").unlink()
    assert page.goto(f"{host.url}first/index.html").status == 404


# A new build, whole or not at all.


def test_a_new_build_takes_over_while_a_page_is_open(page, context, host, builds):
    begun(page, host, "first", "second")
    host.folder = builds[1]
    host.asked.clear()
    other = context.new_page()
    other.goto(f"{host.url}second/")
    shows(other, "second of two")
    taken_over(other, builds[1])
    assert "assets/same.js" not in host.asked  # it is kept already
    host.is_there = False
    page.reload()
    shows(page, "second of two")
    page.goto(f"{host.url}first/")  # not read since
    shows(page, "first of two")
    pages = [file for file in page.evaluate(KEPT) if "index.html" in file]
    assert len(pages) == 3, "of the old build nothing is left"


def test_a_copy_that_is_open_keeps_its_build(page, context, host, builds):
    begun(page, host, "first")
    host.is_there = False
    page.goto(f"{host.url}first/")
    host.folder, host.is_there = builds[1], True
    other = context.new_page()
    other.goto(f"{host.url}second/")
    shows(other, "second of two")
    until(other, "navigator.serviceWorker.ready.then(({ waiting }) => Boolean(waiting))")
    other.reload()
    script = "fetch('../assets/build.js').then(answer => answer.text())"
    assert "script of one" in page.evaluate(script)
    assert "script of two" in other.evaluate(script)
    page.close()
    other.reload()
    taken_over(other, builds[1])
    host.is_there = False
    other.goto(f"{host.url}first/")
    shows(other, "first of two")


def test_an_interrupted_update_leaves_the_old_build_whole(page, host, builds):
    begun(page, host, "first")
    host.folder, host.lost = builds[1], {"assets/build.js"}
    page.goto(f"{host.url}second/")
    assert page.evaluate(UPDATE) == "redundant"
    assert "assets/build.js" in host.asked[-30:]
    host.is_there = False
    page.goto(f"{host.url}first/")
    shows(page, "first of one")
    page.goto(f"{host.url}today/")
    shows(page, "today of one")
    host.is_there, host.lost = True, set()
    page.goto(f"{host.url}second/")
    taken_over(page, builds[1])
    host.is_there = False
    page.goto(f"{host.url}first/")
    shows(page, "first of two")


def test_files_of_two_builds_are_no_build(page, host, builds):
    """A host that is just being updated: the list is new, a script is still old."""
    script = (builds[0] / "assets/build.js").read_bytes()
    begun(page, host, "first")
    (builds[1] / "assets/build.js").write_bytes(script)
    host.folder = builds[1]
    page.goto(f"{host.url}first/")
    assert page.evaluate(UPDATE) == "redundant"
    host.is_there = False
    page.goto(f"{host.url}first/")
    shows(page, "first of one")


# The whole site, and nothing.


def test_the_whole_site_on_request(page, site):
    with hosting(site) as host:
        page.goto(f"{host.url}today/")
        button = page.get_by_role("button", name="Keep everything offline")
        expect(button).to_have_text(re.compile(r"\(\d+\.\d MB more\)"))
        bar = page.locator("#offline-use progress")
        expect(bar).to_be_hidden()
        button.click()
        expect(page.get_by_role("progressbar", name="Kept so far")).to_be_visible()
        status = page.locator("#offline-use [role=status]")
        expect(status).to_have_text("The whole site is kept on this device.", timeout=60_000)
        expect(bar).to_be_hidden()
        expect(status).to_be_focused()
        host.is_there = False
        page.goto(f"{host.url}chapter-3/roc-curve/")
        page.keyboard.press("/")
        page.keyboard.type("requires_grad")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url("**/chapter-1/**")
        page.goto(f"{host.url}descent-lab/")
        expect(page.locator("descent-lab svg").first).to_be_visible()
        page.goto(f"{host.url}downloads/chapter-0/")
        expect(page.locator("h1").first).to_be_visible()


@pytest.fixture
def fetching(page, host) -> Page:
    """Today, while the rest of the site is being fetched, of which one page does not come."""
    begun(page, host)
    host.delays["third/"] = 3600
    page.get_by_role("button", name="Keep everything offline").click()
    until(page, f"({KEPT}).then(kept => kept.some(one => one.includes('/second/')))")
    return page


def test_fetching_can_be_cancelled(fetching, host):
    fetching.get_by_role("button", name="Cancel").click()
    status = fetching.locator("#offline-use [role=status]")
    expect(status).to_have_text("Cancelled. What was fetched so far is kept.")
    expect(fetching.get_by_role("progressbar")).to_be_hidden()
    host.delays.clear()
    fetching.reload()
    expect(fetching.get_by_role("button", name="Keep everything offline")).to_be_visible()
    host.is_there = False
    fetching.goto(f"{host.url}second/")
    shows(fetching, "second of one")


def test_fetching_goes_on_after_a_reload(fetching, host):
    host.delays.clear()
    host.asked.clear()
    fetching.reload()
    status = fetching.locator("#offline-use [role=status]")
    expect(status).to_have_text("The whole site is kept on this device.")
    assert "third/" in host.asked and "second/" not in host.asked


def test_what_does_not_come_is_said(page, host):
    begun(page, host)
    host.lost = {"third/"}
    page.get_by_role("button", name="Keep everything offline").click()
    status = page.locator("#offline-use [role=status]")
    expect(status).to_contain_text("Not everything could be fetched.")


def test_the_whole_of_a_new_build_too(page, host, builds):
    begun(page, host)
    page.get_by_role("button", name="Keep everything offline").click()
    status = page.locator("#offline-use [role=status]")
    expect(status).to_have_text("The whole site is kept on this device.")
    shutil.copytree(builds[1] / "third", builds[1] / "new")
    make_usable_offline(builds[1])
    host.folder = builds[1]
    page.reload()
    taken_over(page, builds[1])
    host.is_there = False
    page.goto(f"{host.url}new/")
    shows(page, "third of two")


def test_one_switch_removes_everything(page, host):
    begun(page, host, "first")
    page.goto(f"{host.url}today/")
    remove = page.get_by_role("button", name="Remove everything offline")
    expect(remove).to_be_visible()
    tab_to(page, "here.textContent === 'Remove everything offline'")
    page.keyboard.press("Enter")
    expect(page.locator("#offline-use [role=status]")).to_contain_text("Removed.")
    nothing = "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])"
    page.goto(f"{host.url}first/")
    page.wait_for_timeout(4000)  # a worker would begin by now
    assert page.evaluate(nothing) == [[], []]
    page.goto(f"{host.url}today/")
    page.get_by_role("button", name="Keep pages offline again").click()
    is_controlled(page)
    host.is_there = False
    page.reload()
    shows(page, "today of one")


# What is shipped, and where there is no worker.


def test_it_can_be_installed(page, base, site):
    """By what Chromium says of the manifest, under a sub-path."""
    page.goto(f"{base}chapter-0/loss/")
    found = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert found["errors"] == [] and found["url"] == f"{base}manifest.webmanifest"
    manifest = json.loads(found["data"])
    assert (manifest["start_url"], manifest["scope"]) == ("today/", "./")
    assert manifest["display"] == "standalone" and manifest["name"] == "Torch Recaps"
    css = (site / "assets/site.css").read_text()
    assert f"--md-primary-fg-color: {manifest['theme_color']};" in css
    icons = manifest["icons"] + manifest["color_scheme_dark"]["icons"]
    for icon in icons:
        file = site / icon["src"]
        assert file.stat().st_size < 20_000
        if icon["sizes"] != "any":
            with Image.open(file) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]
    sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert sizes >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    assert "prefers-color-scheme: dark" in (site / "assets/icon.svg").read_text()


def test_the_masked_icon_fills_its_square(site):
    with Image.open(site / "assets/icon-maskable-512.png") as picture:
        corners = {picture.convert("RGBA").getpixel((x, y))[3] for x in (0, 511) for y in (0, 511)}
    assert corners == {255}


def test_a_recap_fetches_nothing_more_before_it_is_read(browser, site):
    url = "chapter-0/loss/"
    (visit,) = visits(browser, site, [url])
    assert not [file for file in visit.files if file.startswith(("sw.js", "offline", "manifest"))]
    html = (site / url / "index.html").read_text()
    head = HEAD.format(root="../../")
    assert html.count(head) == 1 and "offline-use.js" not in html
    assert len(head) < 350


def test_every_page_leads_to_the_worker(site):
    for file in site.rglob("*.html"):
        links = BeautifulSoup(file.read_text(), "html.parser").select("link[rel=manifest]")
        found = [(file.parent / link["href"]).resolve() for link in links]
        assert found == ([] if file.name == "404.html" else [site / "manifest.webmanifest"])


def test_the_list_is_the_site(site):
    listed = json.loads((site / "offline-files.json").read_text())
    assert "today/index.html" in listed["first"] and "assets/offline-use.js" in listed["first"]
    for file, (_, size) in listed["files"].items():
        assert (site / file).stat().st_size == size
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert pages - listed["files"].keys() == {"404.html"}


def test_the_successor_ships_the_same(site, successor):
    for name in ("manifest.webmanifest", "assets/icon.svg", "assets/icon-512.png"):
        assert (successor / name).read_bytes() == (site / name).read_bytes()
    ours, theirs = (
        (folder / "sw.js").read_text().split("\n", 1)[1] for folder in (site, successor)
    )
    assert ours == theirs
    lists = [json.loads((one / "offline-files.json").read_text()) for one in (site, successor)]
    own = re.compile(r"assets/(javascripts|stylesheets|images)/")  # each builder's theme
    first, second = ([f for f in one["first"] if not own.match(f)] for one in lists)
    assert first == second
    head = HEAD.format(root="../../")
    assert head in (successor / "chapter-0/loss/index.html").read_text()
    assert "offline-use.js" in (successor / "today/index.html").read_text()


def test_done_twice_it_is_the_same(builds):
    before = {path: path.read_bytes() for path in builds[0].rglob("*.*")}
    make_usable_offline(builds[0])
    assert {path: path.read_bytes() for path in builds[0].rglob("*.*")} == before


def test_the_copy_in_the_zip_has_no_worker(folder):
    assert not (folder / "sw.js").exists() and not (folder / "offline-files.json").exists()
    assert [file for file in folder.rglob("*.html") if "sw.js" in file.read_text()] == []


def test_the_author_s_server_has_no_worker(copy, tmp_path):
    address = "127.0.0.1:8765"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-livereload", "-a", address]
    server = subprocess.Popen(command, cwd=copy, env=environment(copy), stderr=subprocess.PIPE)
    try:
        next(line for line in server.stderr if b"Serving on" in line)
        html = urllib.request.urlopen(f"http://{address}{SUB_PATH}today/").read().decode()
        assert "offline-use" in html and "sw.js" not in html
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://{address}{SUB_PATH}sw.js")
    finally:
        psutil.Process(server.pid).terminate()
        server.wait()
