"""CONTRIBUTING's "Add a step", done: four files of an author's, and nothing of the kit's."""

import shutil
from pathlib import Path

from grader.cases.case import read_cases
from grader.engine.authoring.cases import PUBLIC_SEED, draw_cases
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.lessons import build_source
from tests.network import FUNCTIONS, HOME, ROOT

STEP = {
    "forward.py": """

def tanh(Z):
    \"\"\"Squeeze every number between -1 and 1.\"\"\"
    return np.tanh(Z), Z
""",
    "__init__.py": """
from .forward import tanh as tanh
""",
    "cases/forward.py": """

@traits(returns=("A", "activation_cache"), elementwise="Z")
def tanh(draw: Draw) -> Iterator[Recipe]:
    yield case("two rows", "the shape of A is the shape of Z", draw.normal(2, 3))
    yield case("one number", "a single example will do", draw.normal(1, 1))
""",
    "lessons/2_forward.py": """
# %% [markdown]
# ## Tanh: on both sides of zero

# %% function="tanh" points=3
""",
}


def test_a_step_is_added_in_four_files(tmp_path: Path) -> None:
    """Function, export, cases, lesson: then a check cell asks for it, and it has its cases."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    home = tmp_path / "solutions" / "network"
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("solved", "expected", "__pycache__"))
    for file, text in STEP.items():
        with (home / file).open("a", encoding="utf-8") as opened:
            opened.write(text)
    folder = find_folder(tmp_path, "network")
    build_source(folder)
    notebooks = folder.notebooks()
    assert notebooks["2_forward"][-1] == "tanh"
    assert len(sum(notebooks.values(), ())) == len(FUNCTIONS) + 1
    cases = draw_cases(folder, ("relu", "tanh"), PUBLIC_SEED, public=True)
    assert [case.function for case in cases].count("tanh") == 2
    assert len(STEP) <= 4


def test_every_function_has_its_own_cases() -> None:
    """A reference that a file of cases imports is not taken for the cases of that function."""
    folder = find_folder(ROOT, "network")
    for function in FUNCTIONS:
        assert folder.recipes(function).__module__.startswith("solutions.network.cases.")


def test_a_new_function_moves_no_other_ones_cases(tmp_path: Path) -> None:
    """What students have of the other steps stays as it was."""
    folder = find_folder(ROOT, "network")
    alone = draw_cases(folder, ("relu",), PUBLIC_SEED, public=True)
    others = draw_cases(folder, ("sigmoid", "linear_forward", "relu"), PUBLIC_SEED, public=True)
    kept = [case for case in others if case.function == "relu"]
    assert [case.args[0].tobytes() for case in alone] == [c.args[0].tobytes() for c in kept]
    shown = read_cases(ROOT / "notebooks" / "network" / "public.h5", "relu")
    assert [case.args[0].tobytes() for case in alone] == [c.args[0].tobytes() for c in shown]
