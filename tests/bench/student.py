"""What a student waits for: the import, a check, and training."""

import contextlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from grader import check
from grader.datasets import flatten, load_dataset
from solutions import network
from tests.network import FUNCTIONS, lay_cases_beside

IMPORTS = {
    "numpy, h5py": "import numpy, h5py",
    "numpy, h5py, grader": "import numpy, h5py, grader",
}


def import_seconds(repeats: int = 15) -> float:
    """What `import grader` adds to NumPy and h5py: difference of medians, runs interleaved."""
    times: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(repeats):
        for name, code in IMPORTS.items():
            timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
            done = subprocess.run(
                [sys.executable, "-c", timed], capture_output=True, text=True, check=True
            )
            times[name].append(float(done.stdout))
    plain, with_grader = (statistics.median(taken) for taken in times.values())
    return with_grader - plain


def check_milliseconds(repeats: int = 5) -> Iterator[tuple[str, float]]:
    """The median time of each function's check, the solution being checked."""
    home = os.getcwd()  # noqa: PTH109, to go back to
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        lay_cases_beside(Path(folder))
        os.chdir(folder)
        try:
            for name in FUNCTIONS:
                function, taken = getattr(network, name), []
                for _ in range(repeats):
                    started = time.perf_counter()
                    check(function)
                    taken.append(time.perf_counter() - started)
                yield name, 1000 * statistics.median(taken)
        finally:
            os.chdir(home)


def training() -> dict[str, float]:
    """Train the L-layer network of notebook 6 on coast.h5: seconds, and accuracy in per cent."""
    data = load_dataset("coast.h5")
    X, Y = flatten(data.train_set_x), data.train_set_y
    started = time.perf_counter()
    parameters, _ = network.L_layer_model(
        X, Y, [12288, 20, 7, 5, 1], learning_rate=0.015, num_iterations=1500
    )
    seconds = time.perf_counter() - started
    predicted = network.predict(flatten(data.test_set_x), parameters)
    accuracy = 100 * float(np.mean(predicted == data.test_set_y))
    return {"seconds": seconds, "test accuracy": accuracy}


def measure(console: Console) -> dict[str, Any]:
    """Everything that a student waits for."""
    with console.status("importing"):
        imported = import_seconds()
    with console.status("checking"):
        checks = dict(check_milliseconds())
    with console.status("training the network of notebook 6"):
        trained = training()
    return {"import_seconds": imported, "check_milliseconds": checks, "training": trained}


def report(console: Console, figures: dict[str, Any]) -> None:
    """Print what was measured, beside what it should be."""
    checks, trained = figures["check_milliseconds"], figures["training"]
    slowest = max(checks, key=lambda name: checks[name])
    imported = f"{figures['import_seconds']:.3f} s"
    table = Table("what", "measured", "target")
    table.add_row("import grader, on top of NumPy and h5py", imported, "< 0.1 s")
    table.add_row(f"slowest check ({slowest})", f"{checks[slowest]:.0f} ms", "< 50 ms")
    table.add_row("median check", f"{sorted(checks.values())[len(checks) // 2]:.0f} ms", "")
    table.add_row("train the L-layer network", f"{trained['seconds']:.0f} s", "< 60 s")
    table.add_row("its test accuracy", f"{trained['test accuracy']:.0f} %", ">= 95 %")
    console.print(table)
