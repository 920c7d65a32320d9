"""Facts about random numbers: which stream they come from, and how they are drawn from it."""

import ast
import re
from collections.abc import Iterator

from .code import called, line_of, nodes_of
from .words import listed

# Ways to draw numbers, and what is drawn.
DRAWN = {
    "rand": "draws evenly between 0 and 1",
    "random": "draws evenly between 0 and 1",
    "random_sample": "draws evenly between 0 and 1",
    "uniform": "draws evenly between two limits",
    "randint": "draws whole numbers",
    "truncated_normal": "draws no number far from the middle",
}
SEEDS = ("seed", "RandomState", "default_rng")
STREAMS = {"default_rng", "RandomState"}
DRAWS = {*DRAWN, "randn", "normal", "standard_normal", "integers", "choice", "permutation"}
NORMAL = {"randn", "normal", "standard_normal"}  # they draw the same numbers
# What starts the stream that RandomState has, too.
OLD = {"seed", "RandomState"}


def another_stream(tree: ast.FunctionDef) -> Iterator[str]:
    """np.random.seed(seed), or rng.normal(), where the docstring has default_rng and choice."""
    asked = {*re.findall(r"\w+(?=\()", ast.get_docstring(tree) or "")}
    if not asked & (STREAMS | DRAWS):
        return
    calls = [one for one in nodes_of(tree) if isinstance(one, ast.Call)]
    by_name = [(called(one), one) for one in calls]
    stream, names = asked & STREAMS, {name for name, _ in by_name}
    others = {*SEEDS, "Random"} - stream - (OLD if "RandomState" in stream else set())
    if len(stream) == 1 and not names & stream:
        for name, one in by_name:
            if name in others:
                yield (
                    f"{line_of(one)} starts another stream than {min(stream)}, of which the "
                    "docstring speaks: the same seed gives other numbers."
                )
                return
    wanted = asked & DRAWS
    same = names | (NORMAL if names & NORMAL else set())
    for name, one in by_name:
        if wanted and name in DRAWS and not same & wanted:
            yield (
                f"{line_of(one)}: the docstring draws with {listed(sorted(wanted))}, which gives "
                "other numbers."
            )
            return
