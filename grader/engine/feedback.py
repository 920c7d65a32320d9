"""Feedback pages, from nbgrader's own template."""

import functools
from pathlib import Path

import nbgrader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from traitlets.config import Config


@functools.cache
def _exporter() -> HTMLExporter:
    """The exporter of `nbgrader generate_feedback`; made once, for it is slow to make."""
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    css = formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config = Config()
    config.Exporter.default_preprocessors = []
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(formgrader / "templates")]
    config.HTMLExporter.extra_template_paths = [str(css)]
    exporter = HTMLExporter(config=config)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    return exporter


def feedback_page(notebook: NotebookNode, name: str, scores: dict[str, tuple[float, float]]) -> str:
    """Render one page.

    Args:
        notebook: the autograded notebook.
        name: of the notebook.
        scores: for each grade_id, the score and the maximum.
    """
    for cell in notebook.cells:
        managed = cell.metadata.get("nbgrader", {})
        if managed.get("grade_id") in scores:
            managed.score, managed.points = scores[managed.grade_id]
    total, most = (sum(part) for part in zip(*scores.values(), strict=True))
    resources = {
        "nbgrader": {"notebook": name, "score": total, "max_score": most, "late_penalty": 0}
    }
    page, _ = _exporter().from_notebook_node(notebook, resources=resources)
    return str(page)


def write_page(page: str, path: Path) -> None:
    """Write a page, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".partial")
    scratch.write_text(page, encoding="utf-8")
    scratch.replace(path)
