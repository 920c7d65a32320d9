"""Plots that everybody can read: on light and dark pages, and read aloud.

A notebook does not know the theme of the page that shows it. So the ground is transparent, lines
are grey enough for both, and letters are dark with a light rim.
"""

import base64
import html
import io
import itertools
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import imread, imsave
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

INK = "#666666"  # 5.7 : 1 on white; with its rim it looks white on a dark page
NARROW = 400  # pixels that a phone shows side by side
COLORBAR = "<colorbar>"  # how Matplotlib labels one; it stays beside its panel
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
    """Give a figure as images with a text for those who do not see them.

    Panels side by side are an image each: on a phone they stand below each other, in full size.
    The text is the figure's label, `figure.set_label("…")`, or made of its titles and axes.
    """
    if not figure.axes:
        return None
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight")
    file.seek(0)
    drawn = imread(file)
    width = drawn.shape[1]
    edges = [0, *_gaps(figure, width), width]
    alt = html.escape(str(figure.get_label()) or describe(figure))
    images = []
    for left, right in itertools.pairwise(edges):
        part = io.BytesIO()
        # No software version in the file: the same plot gives the same bytes.
        imsave(part, drawn[:, left:right].copy(), format="png", pil_kwargs={"pnginfo": None})
        content = base64.b64encode(part.getvalue()).decode()
        # The text stands with the first, and tells of all.
        images.append(
            f'<img alt="{"" if left else alt}" style="max-width:100%" '
            f'src="data:image/png;base64,{content}">'
        )
    return "".join(images)


def _gaps(figure: Figure, width: int) -> list[int]:
    """Find where a figure, drawn in so many pixels, can be cut from top to bottom.

    Only where it is much wider than a panel needs to be: a narrow one fits every page.
    """
    if width <= NARROW:
        return []
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    parts = [one for one in figure.get_children() if one.get_visible() and one is not figure.patch]
    boxes = [(one.get_tightbbox(renderer), one.get_label() == COLORBAR) for one in parts]
    spans = sorted((box.x0, box.x1, bar) for box, bar in boxes if box is not None and box.width > 0)
    gaps, end = [], spans[0][1]
    for left, right, bar in spans[1:]:
        if left > end and not bar:
            gaps.append((end + left) / 2)
        end = max(end, right)
    first = spans[0][0]
    scale = width / (end - first)
    return [round((gap - first) * scale) for gap in gaps]


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
