"""The drawings that lessons ask for in a line of Markdown.

    ![what it shows](shapes:Z 3x4 = W 3x2 @ A_prev 2x4 + b 3x1)
    ![what it shows](network:3-4-2-1)

Each becomes a PNG attachment of its cell: JupyterLab shows no SVG and no data: address in
Markdown, and a file of its own would not travel with a submission.
"""

import base64
import io
import itertools
import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from nbformat import NotebookNode

from grader.figures import INK, rim_letters

COLORS = {"W": "#4c78a8", "b": "#c9761a", "Z": "#8a63b8", "A": "#3d9970", "X": "#3d9970"}
OTHER = "#7a8794"
UNREADABLE = (
    "cannot be drawn. Expected ![words](shapes:Z 3x4 = W 3x2 @ A 2x4) or "
    "![words](network:3-4-1), with no ] in the words."
)
_DIRECTIVE = re.compile(r"!\[([^\]]*)\]\((shapes|network):([^()]*)\)(?!\))")


def attach_pictures(cell: NotebookNode) -> None:
    """Draw every picture that a Markdown cell asks for, and attach it to the cell.

    Raises:
        ValueError: one is asked for in a form that cannot be drawn.
    """
    attachments: dict[str, dict[str, str]] = {}

    def replace(match: re.Match[str]) -> str:
        alt, kind, text = match.groups()
        try:
            figure = draw_shapes(text) if kind == "shapes" else draw_network(text)
        except ValueError:
            raise ValueError(f"the picture {match[0]} {UNREADABLE}") from None
        name = f"picture_{len(attachments) + 1}.png"
        attachments[name] = {"image/png": base64.b64encode(_png(figure)).decode()}
        return f"![{alt}](attachment:{name})"

    cell.source = _DIRECTIVE.sub(replace, cell.source)
    for left in re.findall(r"!\[.*\]\((?:shapes|network):.*", cell.source):
        raise ValueError(f"the picture {left} {UNREADABLE}")
    if attachments:
        cell.attachments = attachments


def draw_shapes(text: str) -> Figure:
    """Draw matrices to scale: 'Z 3x4 = W 3x2 @ A 2x4'. A token without a shape is a sign."""
    tokens = re.findall(r"(\S+) (\d+)x(\d+)|(\S+)", text)
    unit, gap = 0.28, 0.42
    tallest = max(int(rows) for _, rows, _, _ in tokens if rows)
    widths = [int(columns) * unit if rows else 0.2 for _, rows, columns, _ in tokens]
    width = sum(widths) + gap * (len(tokens) + 1)
    height = tallest * unit + 1.0
    figure, axes = _canvas(width, height)
    x, middle = gap, height / 2
    for (name, rows, columns, sign), w in zip(tokens, widths, strict=True):
        if rows:
            _matrix(axes, name, int(rows), int(columns), x, middle, unit)
        else:
            axes.text(x + w / 2, middle, sign, ha="center", va="center", fontsize=14)
        x += w + gap
    return figure


def _matrix(
    axes: Axes, name: str, rows: int, columns: int, x: float, middle: float, unit: float
) -> None:
    plain = name.lstrip("d")
    color = COLORS.get(plain[0], OTHER)
    top = middle + rows * unit / 2
    for i in range(rows):
        for j in range(columns):
            corner = (x + j * unit, top - (i + 1) * unit)
            axes.add_patch(Rectangle(corner, unit, unit, fc=color, ec="white", lw=1.2))
    center = x + columns * unit / 2
    axes.text(center, top + 0.08, _name(name), ha="center", va="bottom", fontsize=12)
    shape = f"({rows}, {columns})"
    axes.text(center, top - rows * unit - 0.08, shape, ha="center", va="top", fontsize=9, color=INK)


def draw_network(text: str) -> Figure:
    """Draw a network as circles and lines: '3-4-2-1' has three inputs and one output."""
    sizes = [int(size) for size in text.split("-")]
    step, unit = 1.5, 0.5
    width, height = step * (len(sizes) - 1) + 1.4, max(sizes) * unit + 0.9
    figure, axes = _canvas(width, height)
    columns = [
        [(0.7 + l * step, height / 2 + 0.15 + (i - (n - 1) / 2) * unit) for i in range(n)]
        for l, n in enumerate(sizes)
    ]
    for left, right in itertools.pairwise(columns):
        for a in left:
            for b in right:
                axes.plot(*np.transpose([a, b]), color=COLORS["W"], lw=0.7, alpha=0.6, zorder=1)
    last = len(sizes) - 1
    for l, column in enumerate(columns):
        for center in column:
            color = COLORS["A"] if l in (0, last) else COLORS["Z"]
            axes.add_patch(Circle(center, 0.16, fc=color, ec="white", lw=1.2, zorder=2))
        label = "$X$" if l == 0 else rf"$A^{{[{l}]}}$"
        axes.text(column[0][0], 0.05, label, ha="center", va="bottom", fontsize=11)
    return figure


def _name(name: str) -> str:
    """W_1 becomes W with the layer on top, as in the formulas; A_prev keeps its word below."""
    base, _, more = name.partition("_")
    if more.isdigit():
        return rf"${base}^{{[{more}]}}$"
    return rf"${base}_{{\mathrm{{{more}}}}}$" if more else rf"${base}$"


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    rim_letters(figure)  # the ground is transparent: it may be dark
    return figure, axes


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    # No software version in the file: the same drawing gives the same bytes.
    figure.savefig(file, format="png", metadata={"Software": None}, transparent=True)
    return file.getvalue()
