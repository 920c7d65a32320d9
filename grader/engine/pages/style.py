"""What nbgrader's feedback template lacks on a phone, on paper, and for whoever sees little."""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

STYLE = """
.output_error pre:empty { display: none; }
a { color: #23527c; text-decoration: underline; }
.highlight, .highlight pre, div.input_area { background: #fcfcfc; }
div.nbgrader_cell > .panel-heading { height: auto !important; }
.panel-heading::after { content: ""; display: table; clear: both; }
.panel-primary > .panel-heading .pull-right a { color: inherit; }
.rendered_html img, .output_png img { max-width: 100%; height: auto; }
.rendered_html table { display: block; max-width: 100%; overflow-x: auto; }
.rendered_html :is(th, td) { padding: 0.3em 0.6em; text-align: left; }
math[display="block"] { padding: 0.4em 0; overflow: auto hidden; }
pre, code { white-space: pre-wrap !important; overflow-wrap: anywhere; }
div.output_subarea { min-width: 0; overflow-x: auto; }
.nbgrader-label { overflow-wrap: anywhere; }
summary { display: list-item; padding: 3px 0; cursor: pointer; }
@media (max-width: 700px) {
  #notebook-container, .panel-body { padding: 0.5em !important; }
  div.cell, div.input, div.output_area, div.inner_cell { display: block; min-width: 0; }
  div.prompt { min-width: 0; width: auto; padding: 0; text-align: left; }
  div.output_subarea { max-width: 100%; overflow-x: auto; }
  .panel-heading .pull-right { float: none !important; display: block; }
}
@media print {
  details::details-content { content-visibility: visible; block-size: auto; }
  .panel-primary > .panel-heading, .panel-primary > .panel-heading code { color: #000 !important; }
}
"""


class FitsThePage(Preprocessor):
    """Adds the style to a page's others."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change nothing of the notebook."""
        resources.setdefault("inlining", {}).setdefault("css", []).append(STYLE)
        return nb, resources
