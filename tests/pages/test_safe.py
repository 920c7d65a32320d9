"""What others wrote, as a page shows it: whole where it is text, harmless where it is HTML."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html_mistune
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config.loader import PyFileConfigLoader

from grader.engine.safe import clean, markdown2html

ROOT = Path(__file__).resolve().parents[2]
PIXEL = "iVBORw0KGgo="


def shown(source: str, **attachments: dict[str, str]) -> str:
    """Render a cell of Markdown; pasted pictures by their names before the point."""
    pasted = {f"{name}.png": picture for name, picture in attachments.items()}
    return markdown2html({"cell": {"attachments": pasted}}, source)


@pytest.mark.parametrize(
    "text",
    [
        "Since $a<b$ and $c>d$ we have $a+d<b+c$.",
        "The amplitude is $<x|y>$.",
        "Use `List<int>` and `a & b`.",
        "```\n<form action=x><input></form>\n```",
        "Asked <ann@uni.edu>.",
        "$$a < b \\\\ c > d$$",
        "if x < 3 and y > 4: 5 < 6",
        "Zażółć 数学 $\\sqrt{12}$ — “so”",
    ],
)
def test_a_text_is_shown_whole(text: str) -> None:
    """Formulas, code, addresses and comparisons lose no character."""
    words = re.findall(r"[\w|+/]+", re.sub(r"\\[a-z]+", "", text))
    plain = html.unescape(re.sub(r"<[^>]*>", "", shown(text)))
    assert [word for word in words if word not in plain] == []
    assert plain.count("<") == text.count("<") - text.count("<ann@")


def test_pictures_are_shown() -> None:
    """One that is pasted, one in the text itself, one with a width, one in the folder beside."""
    page = shown(
        f"![a](attachment:a.png) ![b](data:image/png;base64,{PIXEL})", a={"image/png": "AA=="}
    )
    assert 'src="data:image/png;base64,AA=="' in page
    assert f'src="data:image/png;base64,{PIXEL}"' in page
    assert shown('<img src="fig.png" width=300>').strip() == '<img src="fig.png" width="300">'


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=//there></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=//there><input name=a><button>go</button></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//there><meta http-equiv=refresh content=0><base href=//there>",
    "[x](javascript:alert(1)) [y](vbscript:a) [z](data:text/html,x)",
    "<a href=' jAvaScript:alert(1)'>x</a>",
    "![x](https://there/seen.png) <img src=//there/seen.png> <img srcset=//there/x>",
    '<img src="data:image/svg+xml;base64,AAAA">',
    "<div style='position:fixed;background-image:url(//there)'>x</div>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;<img src=1 onerror=alert(1)>'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)>"
    "</annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "$\\text{<img src=x onerror=alert(1)>} \\style{position:fixed}{x} \\class{a}{b}$ "
    "<svg></p><style>",
    "<video src=//there autoplay></video><audio src=//there></audio>",
    "$\\href{javascript:alert(1)}{x}$ $\\require{html}$ $\\Href{javascript:x}{y}$",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'><svg onload=a>",
    "<input onfocus=alert(1) autofocus><body onload=alert(1)>",
]
TAGS = "script svg iframe object embed form input button style link meta base video audio body"
ADDRESS = re.compile(r"\s*(javascript|vbscript|data:(?!image/(png|jpeg|gif|webp);))", re.IGNORECASE)


class Harm(HTMLParser):
    """What of a page would run, or load something; in the words of the tag or the formula."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._verbatim = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        self._verbatim += tag in ("pre", "code")
        if tag in TAGS.split():
            self.found.append(tag)
        for name, said in attrs:
            value = said or ""
            loads = name == "src" and re.match(r"\s*(https?:)?//", value)
            looks = name == "style" and re.search(r"url\(|position", value)
            if name[:2] == "on" or name == "srcset" or loads or looks or ADDRESS.match(value):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        """Leave what is shown word for word."""
        self._verbatim -= tag in ("pre", "code")

    def handle_data(self, data: str) -> None:
        """Look at what MathJax would read."""
        if not self._verbatim:
            self.found += re.findall(r"(?i)\\(?:href|require|class|style|cssId)", data)


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_runs_and_nothing_is_loaded(text: str) -> None:
    """Whether it is a text in Markdown or what a cell has shown as HTML."""
    assert Harm(text).found or Harm(markdown2html_mistune(text)).found
    assert Harm(shown(text)).found == []
    assert Harm(clean(text)).found == []


@given(st.lists(st.sampled_from([*HARMFUL, "$", "`", "\n\n", "<", ">", '"', "a"]), max_size=6))
def test_no_mixture_of_them_runs(parts: list[str]) -> None:
    """One opened within another, within a formula, within code."""
    assert Harm(shown("".join(parts))).found == []


def test_formgrader_is_as_careful_with_the_settings_of_this_course() -> None:
    """It renders with nbconvert's exporter, which takes them from nbgrader_config.py."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    shown = new_output("display_data", data={"text/html": HARMFUL[1], "text/markdown": HARMFUL[0]})
    texts = [new_markdown_cell(text) for text in HARMFUL]
    notebook = new_notebook(cells=[*texts, new_code_cell("1 < 2", outputs=[shown])])
    notebook.cells.append(new_markdown_cell("$a<b$"))
    page, _ = HTMLExporter(config=config, template_name="classic").from_notebook_node(notebook)
    body = page[page.index("<body") + 5 :]
    own = body[: body.rindex("</body")]
    assert Harm(own).found == []
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in own


def test_a_formula_is_drawn_without_a_network() -> None:
    """Whatever signs stand around it, in an environment too."""
    for text in ("$x^2$", "$$x^2$$", "$$\nx^2\n$$", "\\\\(x^2\\\\)", "\\\\[x^2\\\\]"):
        assert "<msup><mi>x</mi><mn>2</mn></msup>" in shown(text), text
    assert "<mtable" in shown("\\begin{align} a &< b \\\\ c &> d \\end{align}")
    assert "<math" not in shown("```\n$x^2$\n``` \n\n `$y$`")


def test_a_formula_that_cannot_be_drawn_is_shown_as_it_was_written() -> None:
    """One that is no formula, one that is too long, and the many after five hundred."""
    for text in ("$\\left( x$", f"${'{' * 1500}$", f"${'x' * 2001}$"):
        assert text.strip("$") in html.unescape(shown(text))
    many = shown("$x$ " * 600)
    assert many.count("<math") == 500 and many.count("$x$") == 100


def test_a_formula_stays_where_it_is() -> None:
    """No length moves it over the text beside it: it could look like a mark."""
    page = shown(
        "a $\\hspace{-30em} 100 \\raisebox{9em}{1}$ <math><mpadded voffset='9em'>x</mpadded></math>"
    )
    assert "-30em" not in page and "voffset" not in page and "mpadded" not in page


@pytest.mark.parametrize(
    "look",
    [
        "class='navbar-fixed-top'",
        "class='affix'",
        "class='modal'",
        "style='margin-top:-900px'",
        "style='margin:calc(0px - 900px)'",
        "style='color:red;;MARGIN :-9px'",
        "style='m\\61 rgin:-9px'",
        "style='margin/**/:-9px'",
    ],
)
def test_a_text_does_not_lie_over_the_page(look: str) -> None:
    """It could look like a mark. Neither a class of the page's own style puts it there, nor a
    margin below nothing."""
    assert clean(f"<p {look}>10 of 10</p>") == "<p>10 of 10</p>"


def test_a_text_looks_as_it_was_meant_to() -> None:
    """Notes, tables and code keep their classes, and a box its margin."""
    for look in ('class="alert alert-info"', 'class="dataframe"', 'style="margin:3px auto"'):
        assert clean(f"<div {look}>x</div>") == f"<div {look}>x</div>"
    assert 'class="highlight"' in shown("```python\nx = 1\n```")


@pytest.mark.parametrize("path", ["fig.png", "./a b/ü-1.png", "a%20b/c..d.jpg"])
def test_a_picture_may_lie_beside_the_text(path: str) -> None:
    """In its folder, or in one below."""
    assert clean(f'<img src="{path}">') == f'<img src="{path}">'


@pytest.mark.parametrize(
    "path",
    [
        *("/logout", "//there/x", " /logout", "../x", "a/../../x", "./..", ".", "%2e%2e/x"),
        *("a\\..\\x", ".\t./x", "\n/logout", "x.png?delete", "..%2fx", "x:y", "https://there"),
    ],
)
def test_no_picture_is_asked_for_elsewhere(path: str) -> None:
    """Not of another machine, and not of the server that shows the page: it knows the reader, and
    some of its addresses do something."""
    assert clean(f'<img src="{path}">') == "<img>"


def test_a_heading_has_no_sign_of_a_link() -> None:
    """nbconvert hides it by a class, and classes are no business of a text's."""
    assert shown("# Numbers").strip() == "<h1>Numbers</h1>"
