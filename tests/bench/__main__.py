"""`make bench`: measure, print, and keep the figures in .work/bench/."""

import json
import sys
from pathlib import Path

import matplotlib as mpl
from rich.console import Console

from . import dearest, grading, student

OUT = Path(__file__).resolve().parents[2] / ".work" / "bench"


def main() -> None:
    """Measure everything, or what is named: student, dearest, grading."""
    mpl.use("Agg")
    console = Console()
    OUT.mkdir(parents=True, exist_ok=True)
    halves = sys.argv[1:] or ["student", "dearest", "grading"]
    if "student" in halves:
        figures = student.measure(console)
        student.report(console, figures)
        _keep("student", figures)
    if "dearest" in halves:
        figures = dearest.measure(console)
        dearest.report(console, figures)
        _keep("dearest", figures)
    if "grading" in halves:
        figures = grading.measure(console)
        grading.report(console, figures)
        _keep("grading", figures)
        grading.plot(figures, OUT / "grading.png")
    console.print("figures and plot: .work/bench/")


def _keep(half: str, figures: dict[str, object]) -> None:
    (OUT / f"{half}.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
