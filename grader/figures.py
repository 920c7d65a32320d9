"""Plots that everybody can read: on light and dark pages, and read aloud.

A notebook does not know the theme of the page that shows it. So the ground is transparent, lines
are grey enough for both, and letters are dark with a light rim.
"""

import base64
import html
import io
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

INK = "#333333"
LINE = "#7f7f7f"  # at least 3 : 1 on white and on the dark pages of notebooks
STYLE: dict[Any, Any] = {
    **dict.fromkeys(("figure.facecolor", "axes.facecolor", "savefig.facecolor"), "none"),
    **dict.fromkeys(("axes.edgecolor", "xtick.color", "ytick.color"), LINE),
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.titlecolor"), INK),
    **dict.fromkeys(("xtick.labelcolor", "ytick.labelcolor"), INK),
    "figure.hooks": ["grader.figures:rim_letters"],
}


def prepare_figures() -> None:
    """Have every plot of this notebook fit its page, and tell in words what it shows."""
    import matplotlib.pyplot as plt  # only here: a page that shows no plot needs none of it

    mpl.rcParams.update(STYLE)
    plt.switch_backend(mpl.get_backend())  # a backend that loads later takes all formatters away
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return
    formatters = getattr(getattr(get_ipython(), "display_formatter", None), "formatters", {})
    if "text/html" in formatters:
        formatters["image/png"].pop(Figure, None)  # it has no place for words
        formatters["text/html"].for_type(Figure, as_html)


def as_html(figure: Figure) -> str | None:
    """Give a figure as an image with a text for those who do not see it.

    The text is the figure's label, `figure.set_label("…")`, or made of its titles and axes.
    """
    if not figure.axes:
        return None
    file = io.BytesIO()
    # No software version in the file: the same plot gives the same bytes.
    figure.savefig(file, format="png", bbox_inches="tight", metadata={"Software": None})
    content = base64.b64encode(file.getvalue()).decode()
    alt = html.escape(str(figure.get_label()) or describe(figure))
    return f'<img alt="{alt}" style="max-width:100%" src="data:image/png;base64,{content}">'


def describe(figure: Figure) -> str:
    """Say what a figure's panels are called, and what their axes and lines stand for."""
    panels = [said for axes in figure.axes if (said := _panel(axes))]
    return f"Plot. {'. '.join(panels)}." if panels else "Plot."


def _panel(axes: Axes) -> str:
    legend = axes.get_legend()
    parts = [
        axes.get_title().replace("\n", ", "),
        f"across: {axes.get_xlabel()}" if axes.get_xlabel() else "",
        f"up: {axes.get_ylabel()}" if axes.get_ylabel() else "",
        f"lines: {', '.join(text.get_text() for text in legend.get_texts())}" if legend else "",
    ]
    return "; ".join(filter(None, parts))


def rim_letters(figure: Figure) -> None:
    """Matplotlib's hook for a new figure: give its letters a rim when it is drawn."""
    figure.add_artist(_Rim())


class _Rim(Artist):
    """Draws nothing. It is drawn first, when all letters are there."""

    zorder = -1e9

    def draw(self, renderer: Any, *args: Any, **kwargs: Any) -> None:
        """Give every text of the figure its rim."""
        figure = self.get_figure(root=True)
        for text in figure.findobj(Text) if figure is not None else ():
            text.set_path_effects([withStroke(linewidth=2, foreground="white")])
