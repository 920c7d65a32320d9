"""`make bench`, the instructor's half: nbgrader and us on one class, the floor, a large class."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from rich.console import Console
from rich.table import Table

from tests.bench import ours, peer
from tests.bench.school import kinds, write_school
from tests.bench.tree import Watched

# What nbgrader is given too: the mix of the class, but for the endless loop, on which it spends
# its timeout for every cell that comes after.
COMPARED = (
    *("perfect", "another_way", "mistake_2_forward", "perfect", "slow", "another_way", "perfect"),
    *("crash", "mistake_4_backward", "perfect", "blank", "another_way", "perfect", "perfect"),
    *("mistake_5_update", "perfect", "mistake_1_initialize", "perfect", "perfect", "another_way"),
    *("mistake_3_cost", "perfect"),
)
SIZES = (100, 1_000, 10_000)
GIGABYTE = 2**30
BYTES_A_SUBMISSION = 2.5 * 2**20  # what it is and what is made of it


def compare(console: Console) -> dict[str, Any]:
    """nbgrader and us, on the same submissions, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_school(folder / "class", list(COMPARED))
        (folder / "theirs").mkdir()
        with console.status(f"nbgrader: {len(COMPARED)} submissions, a minute and more for each"):
            autograde, feedback = peer.grade_class(folder / "class", folder / "theirs")
        with console.status("grader autograde on the same class"):
            run = ours.whole(folder / "class", folder / "ours")
        theirs = peer.marks_of(folder / "theirs" / "gradebook.db")
        mine = peer.marks_of(folder / "ours" / "gradebook.db")
        students = {f"student-{i:05d}": kind for i, kind in enumerate(COMPARED)}
        # Where the kernel dies nbgrader gives up on the submission, and leaves no marks.
        honest = {key for key in theirs if students[key[0]] != "crash"}
        differ = sorted(key for key in honest if theirs[key] != mine[key])
    return {
        "submissions": len(COMPARED),
        "nbgrader": _figures(autograde.seconds + feedback.seconds, len(COMPARED), autograde),
        "ours": _figures(run.seconds, len(COMPARED), run),
        "cells compared": len(honest),
        "cells that differ": [f"{student} {cell}" for student, cell in differ],
    }


def _figures(seconds: float, count: int, run: Watched) -> dict[str, float]:
    return {"seconds a submission": seconds / count, "peak MB": run.peak_bytes / 2**20}


def scale(console: Console) -> dict[str, Any]:
    """Classes of growing size: does the cost of a submission stay what it is?"""
    rows = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            free = shutil.disk_usage(folder).free
            if free < size * BYTES_A_SUBMISSION + GIGABYTE:
                console.print(f"[yellow]{size} submissions do not fit on this disk: left out[/]")
                continue
            with console.status(f"{size} submissions"):
                write_school(folder / "class", kinds(size))
                run = ours.whole(folder / "class", folder / "out")
        rows[str(size)] = _figures(run.seconds, size, run) | {"seconds": run.seconds}
    return rows


def floor_and_stages(console: Console, size: int = 400) -> dict[str, Any]:
    """The floor of the same mix, and the time of each stage."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_school(folder / "class", [k for k in kinds(2 * size) if k != "endless"][:size])
        with console.status("the floor"):
            lowest = ours.floor(folder / "class")
        with console.status("the whole, on the same class"):
            run = ours.whole(folder / "class", folder / "out")
        shutil.rmtree(folder / "out")
        for surplus in sorted((folder / "class").iterdir())[100:]:
            shutil.rmtree(surplus)
        with console.status("stage by stage"):
            by_stage = ours.stages(folder / "class")
    per = run.seconds / size
    return {"floor": lowest, "whole": per, "ratio": per / lowest, "stages": by_stage}


def report(console: Console, figures: dict[str, Any]) -> None:
    """Print what was measured, beside what it should be."""
    both, floor, rows = figures["compared"], figures["floor"], figures["scale"]
    theirs, mine = both["nbgrader"], both["ours"]
    table = Table("on one class, in one run", "seconds a submission", "peak memory")
    for name, one in (
        ("nbgrader autograde + generate_feedback", theirs),
        ("grader autograde", mine),
    ):
        table.add_row(name, f"{one['seconds a submission']:.3f}", f"{one['peak MB']:.0f} MB")
    ratio = theirs["seconds a submission"] / mine["seconds a submission"]
    table.add_row("ratio", f"{ratio:.0f} (target: 200)", "")
    console.print(table)
    different = both["cells that differ"] or "none"
    console.print(f"{both['cells compared']} marks compared, different: {different}")
    console.print("(a step that passes with a right helper counts here, and not with nbgrader)")
    table = Table("a class of", "seconds", "seconds a submission", "a minute", "peak memory")
    for size, row in rows.items():
        per = row["seconds a submission"]
        minute = f"{60 / per:.0f}"
        table.add_row(
            size, f"{row['seconds']:.0f}", f"{per:.3f}", minute, f"{row['peak MB']:.0f} MB"
        )
    console.print(table)
    table = Table("stage, one process", "milliseconds a submission")
    for name, seconds in sorted(floor["stages"].items(), key=lambda item: -item[1]):
        table.add_row(name, f"{1_000 * seconds:.1f}")
    console.print(table)
    console.print(
        f"floor (fork, execute, compare) {floor['floor']:.3f} s a submission, "
        f"the whole {floor['whole']:.3f} s: {floor['ratio']:.1f} times (target: 3 at most)"
    )


def plot(figures: dict[str, Any], path: Path) -> None:
    """Draw cost and memory over the size of the class, and the stages."""
    rows, stages = figures["scale"], figures["floor"]["stages"]
    sizes = [int(size) for size in rows]
    _, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.6), layout="constrained")
    costs = [1_000 * row["seconds a submission"] for row in rows.values()]
    peaks = [row["peak MB"] for row in rows.values()]
    for axes, values, name in ((left, costs, "ms a submission"), (middle, peaks, "peak MB")):
        axes.plot(sizes, values, "o-", color="#4c78a8")
        axes.set(xscale="log", xlabel="submissions", ylabel=name, ylim=(0, 1.15 * max(values)))
    left.axhline(1_000 * figures["floor"]["floor"], ls=":", color="#7a8794", label="floor")
    left.legend(frameon=False)
    names = sorted(stages, key=lambda name: stages[name])
    right.barh(names, [1_000 * stages[name] for name in names], color="#f2a33a")
    right.set(xlabel="ms a submission, one process")
    for axes in (left, middle, right):
        axes.spines[["top", "right"]].set_visible(False)
    plt.savefig(path, dpi=120)
    plt.close()


def measure(console: Console) -> dict[str, Any]:
    """Everything."""
    return {
        "floor": floor_and_stages(console),
        "scale": scale(console),
        "compared": compare(console),
    }
