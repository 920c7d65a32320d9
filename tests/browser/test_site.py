"""The site for self-learners: built by `make site`, read without a network, on a phone too."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from tests.browser.accessible import assert_accessible
from tests.browser.conftest import PATIENCE
from tests.network import COURSE

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Path:
    """Build it as one is told to."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "site" / "build.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / ".work" / "site" / "html"


def pages(site: Path) -> list[Path]:
    """Every page of it."""
    return sorted(path for path in site.rglob("*.html") if path.name != "404.html")


def test_every_link_leads_somewhere(site: Path) -> None:
    """Pages, headings and pictures are where links say."""
    followed = 0
    soups = {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in pages(site)}
    ids = {path: {one["id"] for one in soup.find_all(id=True)} for path, soup in soups.items()}
    for path, soup in soups.items():
        for tag, attribute in (("a", "href"), ("img", "src"), ("script", "src"), ("link", "href")):
            for one in soup.find_all(tag, {attribute: True}):
                address, anchor = urldefrag(str(one[attribute]))
                if urlsplit(address).scheme or address.startswith("//"):
                    assert tag == "a" or address.startswith("data:"), f"{path}: {address}"
                    continue
                to = (path.parent / unquote(address)).resolve() if address else path
                assert to.is_file(), f"{path.name}: {address}"
                if anchor and to in ids and not anchor.startswith("__"):
                    assert unquote(anchor) in ids[to], f"{path.name}: {address}#{anchor}"
                followed += 1
    assert followed > 500


def test_every_formula_is_drawn(site: Path) -> None:
    """None is left as it was typed; there are many."""
    drawn = 0
    for path in pages(site):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        drawn += len(soup.find_all("math"))
        for verbatim in soup.find_all(["code", "pre", "script", "style"]):
            verbatim.decompose()
        left = soup.get_text()
        assert "$$" not in left and "\\(" not in left and "\\frac" not in left, path
    assert drawn > 200


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_pages_are_accessible(site: Path, page: Page, scheme: str) -> None:
    """axe-core finds nothing wrong in a page of each kind, neither light nor dark."""
    for name, within in (
        ("index", ""),
        ("network/4_backward", ""),
        ("network/solutions", ".highlight:nth-of-type(-n+2)"),  # the pages have many of these
        ("network/mistakes", ".md-content details:nth-of-type(-n+9)"),
    ):
        page.goto((site / f"{name}.html").as_uri())
        page.add_style_tag(content="* { transition: none !important; }")  # no colours in between
        page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
        assert_accessible(page, within)


def test_pages_fit_a_phone_and_ask_nobody_else(site: Path, page: Page) -> None:
    """At 390 px nothing scrolls sideways; nothing is fetched from outside."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (site / "index.html", *sorted((site / "network").glob("*.html"))):
        page.goto(path.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path.name}: {width} px"
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]


def test_the_search_finds_a_function_on_a_page_from_the_disk(site: Path, page: Page) -> None:
    """Where a browser starts no worker: whoever unpacks the site opens it so."""
    page.goto((site / "index.html").as_uri())
    query = page.locator("[data-md-component=search-query]")
    results = page.locator(".md-search-result__link")
    query.fill("linear_activation_backward")
    for _ in range(PATIENCE // 500):
        query.press("End")  # it hears keys, as soon as its index is there
        page.wait_for_timeout(500)
        if results.count():
            break
    assert any("solutions.html" in (one.get_attribute("href") or "") for one in results.all())


def test_the_lessons_and_their_solutions_are_there(site: Path) -> None:
    """Each notebook is a page; the reference and the hints are folded beside them."""
    for notebook in COURSE:
        assert (site / "network" / f"{notebook}.html").is_file()
    solutions = (site / "network" / "solutions.html").read_text("utf-8")
    assert "linear_activation_backward" in solutions and "keepdims" in solutions
    assert "<details" in (site / "network" / "mistakes.html").read_text("utf-8")
