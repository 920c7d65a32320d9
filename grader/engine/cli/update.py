"""`grader update`: carry an edited source into a gradebook that has submissions."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import GRADED, SUBMITTED, Assignment, Course, Db, Name, Out, chosen, failing
from .say import console, fail, say_all

if TYPE_CHECKING:
    from grader.engine.run.update import Update


def update(
    name: Name = "",
    course: Course = None,
    assignment: Assignment = "",
    out: Out = GRADED,
    db: Db = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    drop_hand_marks: Annotated[
        bool,
        typer.Option(
            "--drop-hand-marks",
            help="Also take out cells that have marks given by hand; these are written down in "
            "dropped_marks.jsonl beside the report.",
        ),
    ] = False,
) -> None:
    """Carry an edited assignment into its gradebook, whatever has been handed in.

    Cells that have come are put into submissions of the earlier release when these are graded;
    cells that have gone count no more; a cell with another name keeps its marks. Marks by hand
    stay. release/ is written anew. The next grader autograde runs what the change affects.

    Exit code 0: done, or nothing to do. 3: marks by hand need a person. 2: it could not run.

    Examples:

        grader update ps1 --course my_course --dry-run

        grader update ps1 --course my_course
    """
    if (course is None) != (not name) and not assignment:
        fail("--course needs an assignment, and an assignment needs --course.")
    refused = False

    def do(plan: "Update") -> bool:
        nonlocal refused
        _print(plan)
        refused = bool(plan.lost) and not drop_hand_marks
        return not (dry_run or refused)

    # Only for this command, and not for --help: nbgrader takes seconds to load.
    with failing("a file"):
        from grader.engine.run.update import update as carry

        told = chosen(course, name or assignment, db, SUBMITTED, out if course is None else None)
        plan = carry(told, do, lambda said: console.print(escape(said), soft_wrap=True))
    if not plan.changes:
        console.print(f"{escape(told.assignment)} is as its source: nothing to do")
    elif dry_run:
        console.print("nothing was changed (--dry-run)")
    elif refused:
        fail("nothing was changed: marks by hand would go. Say so: --drop-hand-marks", 3)
    else:
        console.print("carried into the gradebook; now: grader autograde", soft_wrap=True)
    raise typer.Exit(3 if plan.moved or plan.lost else 0)


def _print(plan: "Update") -> None:
    say_all(plan.changes.told())
    for mark, said in plan.moved:
        where = f"{mark.student}, {mark.notebook}.ipynb, {mark.cell}"
        console.print(f"  by hand: {escape(where)}: {escape(said)}", soft_wrap=True)
    for mark in plan.lost:
        where = f"{mark.student}, {mark.notebook}.ipynb, {mark.cell}"
        given = "a comment" if mark.score is None else f"{mark.score:g}"
        console.print(
            f"  [bold yellow]by hand, and lost with its cell[/]: {escape(where)}: {given}",
            soft_wrap=True,
        )
    again = "submission is" if plan.submissions == 1 else "submissions are"
    console.print(
        f"{plan.submissions} {again} graded again by the next grader autograde", soft_wrap=True
    )
