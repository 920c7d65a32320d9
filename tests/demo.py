"""`make demo`: grade the sample class, and hold every mark against the expected one."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

from rich.console import Console

from tests.walls import AUTOGRADE, STAND

ROOT = Path(__file__).resolve().parent.parent
SUBMITTED = ROOT / "tests" / "submissions"
OUT = ROOT / ".work" / "demo"


def main() -> None:
    """Run the command as an instructor would, then compare."""
    console = Console()
    shutil.rmtree(OUT, ignore_errors=True)
    if not STAND:
        # The sample class is ours and harmless. A real class is refused on such a machine.
        console.print("[yellow]this machine lacks a wall (see: grader doctor)[/]")
    run = subprocess.run(
        [*AUTOGRADE, "tests/submissions", "--out", ".work/demo"], cwd=ROOT, check=False
    )
    # 3: all was graded, and the class has files that a person should look at, on purpose.
    if run.returncode != 3:
        raise SystemExit(f"grader autograde ended with exit code {run.returncode}, expected 3")
    with (OUT / "grades.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    expected = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["score"]
        for path in sorted(SUBMITTED.glob("*/expected.json"))
    }
    wrong = {name: mark for name, mark in expected.items() if marks.get(name) != mark}
    for name, mark in wrong.items():
        console.print(f"[red]{name}: {marks.get(name)} where {mark} is expected[/]")
    if wrong or set(marks) != set(expected):
        raise SystemExit("the marks are not what they should be")
    console.print(f"\n[green]all {len(expected)} submissions got their expected marks[/]")
    console.print("open .work/demo/report.html in a browser; for formgrader, run:")
    console.print("  cd .work/demo && ../../.venv/bin/jupyter lab, then Nbgrader > Formgrader")


if __name__ == "__main__":
    main()
