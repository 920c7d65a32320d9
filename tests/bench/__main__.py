"""`make bench`: measure, print, and keep the figures in .work/bench/bench.json."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .student import check_milliseconds, import_seconds, training

OUT = Path(__file__).resolve().parents[2] / ".work" / "bench"


def main() -> None:
    """Run every measurement."""
    console = Console()
    OUT.mkdir(parents=True, exist_ok=True)
    with console.status("importing"):
        imported = import_seconds()
    with console.status("checking"):
        checks = dict(check_milliseconds())
    with console.status("training the network of notebook 6"):
        trained = training()
    slowest = max(checks, key=lambda name: checks[name])
    table = Table("what", "measured", "target")
    table.add_row("import grader, on top of NumPy and h5py", f"{imported:.3f} s", "< 0.1 s")
    table.add_row(f"slowest check ({slowest})", f"{checks[slowest]:.0f} ms", "< 50 ms")
    table.add_row("median check", f"{sorted(checks.values())[len(checks) // 2]:.0f} ms", "")
    table.add_row("train the L-layer network", f"{trained['seconds']:.0f} s", "< 60 s")
    table.add_row("its test accuracy", f"{trained['test accuracy']:.0f} %", ">= 95 %")
    console.print(table)
    figures = {"import_seconds": imported, "check_milliseconds": checks, "training": trained}
    (OUT / "bench.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    console.print(f"figures: {OUT.relative_to(OUT.parents[1])}/bench.json")


if __name__ == "__main__":
    main()
