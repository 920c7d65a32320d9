"""python -m solutions.network.build [--hidden-seed N] [--only PART]: make what is generated."""

import argparse
from pathlib import Path

from grader.course import ASSIGNMENT

from .cases import HIDDEN_SEED, build_cases
from .mistakes import build_mistakes
from .notebooks import build_release, build_source
from .solved import build_solved

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "solutions" / ASSIGNMENT
PUBLIC, HIDDEN = ROOT / "grader" / "expected", HOME / "expected"


def main() -> None:
    """Build everything, or only nbgrader's source folder."""
    parser = argparse.ArgumentParser(prog="python -m solutions.network.build", description=__doc__)
    parser.add_argument(
        "--hidden-seed",
        type=int,
        default=HIDDEN_SEED,
        help="draw the hidden cases from a seed that only you know",
    )
    parser.add_argument(
        "--only",
        choices=["source", "cases"],
        help="stop after nbgrader's source folder, or the cases and what the mistakes do on them",
    )
    options = parser.parse_args()

    if options.only != "source":
        print("drawing the cases: grader/expected/", flush=True)
        build_cases(PUBLIC, HIDDEN, options.hidden_seed)
        print("putting the cases to the mistakes: grader/expected/", flush=True)
        build_mistakes(PUBLIC, HIDDEN)
    if options.only == "cases":
        return
    print("expanding the lessons: source/network/", flush=True)
    source = ROOT / "source" / ASSIGNMENT
    build_source(HOME / "lessons", source)
    if options.only == "source":
        return
    print("making the release with nbgrader: notebooks/network/", flush=True)
    build_release(ROOT / "notebooks" / ASSIGNMENT)
    solved = HOME / "solved"
    build_solved(source, solved, lambda what: print(f"  {what}", flush=True))
    print("done: notebooks/network/, solutions/network/ are up to date")


if __name__ == "__main__":
    main()
