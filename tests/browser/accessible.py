"""What axe-core finds wrong in a page, by the rules of WCAG 2.2, levels A and AA."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# axe-core wants a tabindex on what scrolls. Chromium and Firefox put it among what Tab reaches by
# themselves, as test_pages.py sees; so that rule alone is left out.
RUN = """([within, tags]) => axe.run(
    within ? {include: [within]} : document,
    {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false,
     rules: {'scrollable-region-focusable': {enabled: false}}})"""


def assert_accessible(page: Page, within: str = "") -> None:
    """Fail with each rule that is broken, and the places where.

    Args:
        page: as it stands.
        within: a selector of what is looked at; all of the page where it is empty.
    """
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN, [within or None, TAGS])
    broken = [
        f"{rule['id']}: {node['html'][:200]}\n  {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert not broken, f"{page.url}\n" + "\n".join(broken)
