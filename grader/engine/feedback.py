"""Feedback pages, from nbgrader's own template.

nbconvert spends its time on cells, and most cells of a class are the same: the lessons' text,
the released code. So what a cell becomes is kept, and a page is put together of what is kept.
"""

import functools
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

KEPT = 4_096  # cells; a class's own ones push out the oldest


class _PageExporter(HTMLExporter):
    """nbconvert's exporter with a memory, and without its second parse of the finished page.

    That parse adds an alternative text to pictures that have none; ours have one.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        highlight = Highlight2HTML(pygments_lexer="python", parent=self)
        self._highlight = functools.lru_cache(KEPT)(lambda source: highlight(source))
        self._markdown = functools.lru_cache(KEPT)(self._render_markdown)
        self._header = CSSHTMLHeaderPreprocessor(parent=self).preprocess(
            NotebookNode(), {"config_dir": ""}
        )[1]
        self.register_filter("highlight_code", lambda source, **_: self._highlight(source))

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """nbconvert's filter; a cell is known by its text and its pictures."""
        attachments = context.get("cell", {}).get("attachments", {})
        pictures = tuple((name, *data.items()) for name, data in attachments.items())
        return self._markdown(source, pictures)

    def _render_markdown(self, source: str, pictures: tuple[Any, ...]) -> str:
        attachments = {name: dict(data) for name, *data in pictures}
        return str(super().markdown2html({"cell": {"attachments": attachments}}, source))

    def page(self, notebook: NotebookNode, nbgrader: dict[str, Any]) -> str:
        """Render one page."""
        resources = self._init_resources({"nbgrader": nbgrader, **self._header})
        data_types = WidgetsDataTypeFilter(
            notebook_metadata=notebook.metadata, parent=self, resources=resources
        )
        self.register_filter("filter_data_type", data_types)
        page, _ = TemplateExporter.from_notebook_node(self, notebook, resources)
        return str(page)


@functools.cache
def _exporter() -> _PageExporter:
    """Configured as `nbgrader generate_feedback` configures its own."""
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    css = formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config = Config()
    config.Exporter.default_preprocessors = []
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(formgrader / "templates")]
    config.HTMLExporter.extra_template_paths = [str(css)]
    return _PageExporter(config=config)


def feedback_page(notebook: NotebookNode, name: str, standing: dict[str, dict[str, Any]]) -> str:
    """Render one page.

    Args:
        notebook: the autograded notebook.
        name: of the notebook.
        standing: "scores", a score and a maximum per grade_id, and "comments" per grade_id.
    """
    scores, comments = standing["scores"], standing["comments"]
    for cell in notebook.cells:
        managed = cell.metadata.get("nbgrader", {})
        if managed.get("grade_id") in scores:
            managed.score, managed.points = scores[managed.grade_id]
        if managed.get("grade_id") in comments:
            managed.comment = comments[managed.grade_id]
    total, most = (sum(part) for part in zip(*scores.values(), strict=True))
    facts = {"notebook": name, "score": total, "max_score": most, "late_penalty": 0}
    return _exporter().page(notebook, facts)
