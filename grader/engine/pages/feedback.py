"""Feedback pages, from nbgrader's own template.

nbconvert spends its time on cells, and most cells of a class are the same: the lessons' text,
the released code. So what a cell becomes is kept, and a page is put together of what is kept.
"""

import functools
import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import DictLoader, Template, pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets.config import Config

from grader.engine.course.material import Material
from grader.engine.safe import markdown2html

from .colour import coloured
from .cut import cut
from .page import KEPT, PageCell, notebook_cell, released_notebook, without_fence
from .style import FitsThePage

# The two halves of nbgrader's template: one cell alone, and a page of cells that are rendered.
CELL = """{% extends "index.html.j2" %}
{% block header %}{% endblock %}
{% block body %}{{ self.any_cell() }}{% endblock %}
{% block footer %}{% endblock %}"""
# A picture says to those who do not see it that it is one.
CELL += "".join(
    f"""{{% block data_{kind} scoped %}}
{{{{ super() | replace("<img ", '<img alt="A picture that this cell drew" ', 1) }}}}
{{% endblock %}}"""
    for kind in ("svg", "png", "jpg")
)
PAGE = """{% extends "index.html.j2" %}
{% block any_cell %}{{ cell.page }}{% endblock %}"""
# Formulas are MathML by then: no page loads a script from elsewhere to draw them.
NO_MATHJAX = {"mathjax.html.j2": "{% macro mathjax() %}{% endmacro %}"}
PLAIN = '<div class="highlight"><pre><span></span>{}\n</pre></div>\n'
NOTHING = {"notebook": "", "score": 0, "max_score": 0, "late_penalty": 0}


class _Renderer:
    """nbconvert's exporter, configured as `nbgrader generate_feedback` configures its own."""

    def __init__(self) -> None:
        formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
        css = formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"
        config = Config()
        config.Exporter.default_preprocessors = []
        config.HTMLExporter.template_name = "feedback"
        config.HTMLExporter.extra_template_basedirs = [str(formgrader / "templates")]
        config.HTMLExporter.extra_template_paths = [str(css)]
        exporter = HTMLExporter(config=config, extra_loaders=[DictLoader(NO_MATHJAX)])
        exporter.register_filter("highlight_code", _code)
        exporter.register_filter("markdown2html", _text)
        # It looks for links to IPython 2's files, in a time that grows with the square of a line.
        exporter.register_filter("strip_files_prefix", lambda text: text)
        header = CSSHTMLHeaderPreprocessor(parent=exporter)
        _, resources = header.preprocess(NotebookNode(), {"config_dir": ""})
        data_types = WidgetsDataTypeFilter(
            notebook_metadata={}, parent=exporter, resources=resources
        )
        exporter.register_filter("filter_data_type", data_types)
        resources["nbgrader"] = NOTHING
        # What nbconvert tells its templates, learnt by rendering a notebook without cells.
        _, self._resources = TemplateExporter.from_notebook_node(
            exporter, new_notebook(), exporter._init_resources(resources)
        )
        FitsThePage(parent=exporter).preprocess(NotebookNode(), self._resources)
        self._cell: Template = exporter.environment.from_string(CELL)
        self._page: Template = exporter.environment.from_string(PAGE)

    def cell(self, node: NotebookNode) -> str:
        """Render one cell."""
        return self._cell.render(nb=new_notebook(), resources=self._resources, cell=node)

    def page(self, cells: list[dict[str, Any]], metadata: Any, facts: dict[str, Any]) -> str:
        """Render a page of cells that are rendered already."""
        notebook = NotebookNode(metadata=metadata)
        notebook["cells"] = cells
        resources = {**self._resources, "nbgrader": facts}
        page: str = self._page.render(nb=notebook, resources=resources)
        return page.replace("<html>", '<html lang="en">', 1)  # which voice reads it aloud


class _Made(str):
    """Code, or a text, that is HTML already."""


def _code(source: str, **_: Any) -> str:
    return source if isinstance(source, _Made) else coloured(source)


@pass_context
def _text(context: Context | Mapping[str, Any], source: str) -> str:
    # The released texts alone: what they are made of is kept, whatever page they stand on.
    words = {"cell": context.get("cell")}
    return source if isinstance(source, _Made) else markdown2html(words, source)


_renderer = functools.cache(_Renderer)


@functools.lru_cache(KEPT)
def _rendered(
    material: Material,
    name: str,
    cell: PageCell,
    score: tuple[float, float] | None,
    comment: str | None,
) -> dict[str, Any]:
    """Render a cell; give the page's part, and the metadata that the table of contents needs."""
    node = notebook_cell(material, name, cell)
    managed = node.metadata.get("nbgrader", {})
    if score is not None:
        managed.score, managed.points = score
    if comment is not None:
        managed.comment = comment
    metadata = {"nbgrader": managed} if managed else {}
    if cell.code:
        node.source = _Made(cell.code)
    elif cell.kind == "markdown" and cell.released is None:
        # As a renderer of Markdown would show it, which takes five times as long for each.
        shown = html.escape(without_fence(cell.source).strip("\n"), quote=False)
        node.source = _Made(PLAIN.format(shown))
    return {
        "cell_type": node.cell_type,
        "metadata": metadata,
        "page": _renderer().cell(node),
    }


def feedback_page(
    material: Material,
    name: str,
    cells: Iterable[PageCell],
    standing: dict[str, dict[str, Any]],
) -> str:
    """Render one page.

    Args:
        material: the assignment.
        name: of the notebook.
        cells: as page_cells gives them.
        standing: see marks.py.
    """
    scores, comments = standing["scores"], standing["comments"]
    released = released_notebook(material, name)
    parts = []
    for cell in cut(cells):
        grade_id = _grade_id(released, cell)
        score = tuple(scores[grade_id]) if grade_id in scores else None
        render = _rendered if cell.is_small else _rendered.__wrapped__
        parts.append(render(material, name, cell, score, comments.get(grade_id)))
    total, most = (sum(part) for part in zip(*scores.values(), strict=True))
    late = standing["late"]["penalty"]
    facts = {"notebook": name, "score": total, "max_score": most, "late_penalty": late}
    return _renderer().page(parts, released.metadata, facts)


def _grade_id(released: NotebookNode, cell: PageCell) -> str:
    """Give the name that nbgrader knows a cell by; empty where it does not."""
    if cell.released is None:
        return ""
    return str(released.cells[cell.released].metadata.get("nbgrader", {}).get("grade_id", ""))
