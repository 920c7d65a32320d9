"""What a page would run or load, found as a browser would find it."""

from collections import Counter
from html.parser import HTMLParser

RUNS = {
    *("script", "iframe", "frame", "object", "embed", "applet", "meta", "base", "link", "form"),
    *("input", "button", "svg", "math", "video", "audio", "style", "template", "portal"),
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster"}
SAFE = ("#", "https://", "http://", "data:image/png;base64,")


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found[f"<{tag} {sorted((k, v or '') for k, v in attrs)}>"] += 1
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (name in ADDRESSES and not address.startswith(SAFE)):
                self.found[f"{tag} {name}={value}"] += 1
        self._inside = tag if tag in ("script", "style") else ""

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[f"{self._inside}: {data}"] += 1


def active(page: str) -> Counter[str]:
    """Count everything in a page that runs, loads or submits."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder.found


class _Formulas(HTMLParser):
    """The text that MathJax looks through."""

    SKIPPED = ("script", "style", "textarea", "pre", "code")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("img", "br", "hr", "meta", "link", "input"):
            ignored = "tex2jax_ignore" in (dict(attrs).get("class") or "")
            self._open.append((tag, ignored or tag in self.SKIPPED))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(skipped for _, skipped in self._open):
            self.text += data


def typeset(page: str) -> str:
    """Give the text in which MathJax would look for formulas."""
    formulas = _Formulas()
    formulas.feed(page)
    formulas.close()
    return formulas.text
