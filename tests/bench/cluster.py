"""A cluster of three machines: what it costs, and that two of them may die.

    python -m tests.bench.cluster           2,000 submissions (about half an hour on two cores)
    python -m tests.bench.cluster 100       a smaller class

Prints two tables and keeps the figures in .work/bench/cluster.json. The exit code is 1 where the
gradebook is not that of one machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.hosts import Hosts, hosts
from tests.bench.school import kinds, write_school
from tests.kills import left_by
from tests.machines import ROOT, Cluster
from tests.walls import AUTOGRADE

OUT = ROOT / ".work" / "bench" / "cluster.json"
MACHINES = 3


def run(submitted: Path, out: Path, *words: str) -> "subprocess.Popen[bytes]":
    """Start the command."""
    command = [*AUTOGRADE, str(submitted), "--out", str(out), *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def finish(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the command; 3 says that somebody should look at something."""
    if process.wait() not in (0, 3):
        raise SystemExit(f"the command ended with exit code {process.returncode}")


def start(where: Hosts, count: int) -> Cluster:
    """Start a scheduler and so many workers, each on a machine of its own."""
    cluster = Cluster(where.scheduler)
    for host in where.workers[:count]:
        cluster.worker(at=host.at)
    cluster.wait(count)
    return cluster


def with_deaths(where: Hosts, submitted: Path, out: Path, size: int) -> list[str]:
    """Grade on three machines, and kill two of them, after a quarter and after the half."""
    killed = []
    with Cluster(where.scheduler) as cluster:
        workers = [cluster.worker(at=host.at) for host in where.workers]
        cluster.wait(len(workers))
        process = run(submitted, out, "--scheduler", cluster.address)
        for host, worker, share in zip(where.workers, workers, (0.25, 0.5), strict=False):
            while process.poll() is None and graded(out) < share * size:
                time.sleep(0.1)
            cluster.kill(worker)
            killed.append(f"{host.name} after {graded(out)} submissions")
        finish(process)
    return killed


def graded(out: Path) -> int:
    """How many submissions have been written."""
    folder = out / "results"
    return sum(1 for _ in folder.glob("*.json")) if folder.is_dir() else 0


def measure(size: int, console: Console) -> dict[str, Any]:
    """Everything, on one class."""
    figures: dict[str, Any] = {"submissions": size, "cores": os.cpu_count(), "seconds": {}}
    with tempfile.TemporaryDirectory() as name, hosts(MACHINES) as where:
        folder = Path(name)
        figures["machines"] = [host.name for host in where.workers]
        with console.status("writing the class"):
            write_school(folder / "class", kinds(size))
        with console.status("this machine alone"):
            begun = time.perf_counter()
            finish(run(folder / "class", folder / "alone"))
            figures["seconds"]["one machine, no cluster"] = time.perf_counter() - begun
        alone = left_by(folder / "alone")
        with console.status("three workers, two of them killed"):
            figures["killed"] = with_deaths(where, folder / "class", folder / "killed", size)
        found = left_by(folder / "killed")
        figures["rows"] = {name: len(alone[name]) for name in ("marks", "comments")}
        figures["things"] = len(alone)
        figures["different"] = [n for n in alone | found if alone.get(n) != found.get(n)]
        for count in range(1, MACHINES + 1):
            words = f"{count} worker" + "s" * (count > 1)
            with console.status(words), start(where, count) as cluster:
                begun = time.perf_counter()
                out = folder / words
                finish(run(folder / "class", out, "--scheduler", cluster.address))
                figures["seconds"][words] = time.perf_counter() - begun
    return figures


def report(figures: dict[str, Any], console: Console) -> None:
    """Print what was found."""
    size = figures["submissions"]
    table = Table(f"{size} submissions, {figures['cores']} cores", "seconds", "a minute")
    for what, seconds in figures["seconds"].items():
        table.add_row(what, f"{seconds:.0f}", f"{60 * size / seconds:.0f}")
    console.print(table)
    console.print(f"workers: {', '.join(figures['machines'])}")
    console.print(f"killed: {', '.join(figures['killed'])}")
    rows = ", ".join(f"{count} {name}" for name, count in figures["rows"].items())
    console.print(f"compared: {rows}, pages and results: {figures['things']} things")
    console.print(f"different: {', '.join(figures['different'][:10]) or 'none'}")


def main() -> None:
    """Measure, print, keep."""
    console = Console()
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, console)
    report(figures, console)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    raise SystemExit(1 if figures["different"] else 0)


if __name__ == "__main__":
    main()
