"""use_my_functions: a later notebook takes a learner's functions from the earlier ones."""

import json
import os
import traceback
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import CheckFailed, check, use_my_functions
from grader.errors import MissingFunction
from solutions.network.mistakes.classic import CLASSIC
from tests.network import COURSE, lay_cases_beside

STUB = "def {name}(*args):\n    # Your code here.\n    raise NotImplementedError"
IMPORTS = "import numpy as np\nfrom grader import check, use_my_functions"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebooks lie beside the one that runs."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)


def write(notebook: str, *cells: str | tuple[str, str], encoding: str = "utf-8") -> None:
    """Save a notebook; a cell is its source, or (grade_id, source)."""
    code = []
    for cell in cells:
        grade_id, source = cell if isinstance(cell, tuple) else ("", cell)
        metadata = {"nbgrader": {"grade_id": grade_id, "solution": True}} if grade_id else {}
        code.append(
            {
                "cell_type": "code",
                "metadata": metadata,
                "source": source.splitlines(keepends=True),
                "outputs": [],
                "execution_count": None,
            }
        )
    prose = {"cell_type": "markdown", "metadata": {}, "source": ["# def relu(Z): prose"]}
    body = {"cells": [prose, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    Path(f"{notebook}.ipynb").write_bytes(json.dumps(body, ensure_ascii=False).encode(encoding))


def solved(notebook: str, **instead: str) -> list[tuple[str, str]]:
    """The cells of a solved notebook, one per function; some with another source."""
    return [(name, instead.get(name, CLASSIC[name].strip())) for name in COURSE[notebook]]


def taken(*notebooks: str) -> dict[str, Any]:
    """What use_my_functions puts into an empty namespace."""
    namespace: dict[str, Any] = {}
    use_my_functions(namespace, *notebooks)
    return namespace


def refusal(*notebooks: str, namespace: dict[str, Any] | None = None) -> str:
    """What use_my_functions says where something is missing."""
    with pytest.raises(MissingFunction) as caught:
        use_my_functions({} if namespace is None else namespace, *notebooks)
    return str(caught.value)


def listed(message: str) -> list[str]:
    """The lines of the list in a message."""
    return [line.strip(" -") for line in message.splitlines() if line.startswith("  - ")]


# What is taken.


def test_the_functions_of_the_named_notebooks_are_taken_and_work() -> None:
    """All the functions of a notebook, and nothing else of it, come into the namespace."""
    write("2_forward", IMPORTS, *solved("2_forward"))
    write("3_cost", IMPORTS, *solved("3_cost"), "def helper():\n    return 1")
    found = taken("2_forward", "3_cost")
    assert set(found) == {*COURSE["2_forward"], *COURSE["3_cost"]}
    for function in found.values():
        check(function)


@pytest.mark.parametrize("notebook", COURSE)
def test_every_notebook_of_the_course_can_be_taken(notebook: str) -> None:
    """Solved, each notebook gives its functions."""
    write(notebook, IMPORTS, *solved(notebook))
    assert set(taken(notebook)) == set(COURSE[notebook])


@pytest.mark.parametrize(
    "relu",
    [
        "relu = lambda Z: (np.maximum(0.0, Z), Z)",
        "import functools\ndef _gate(low, Z):\n    return np.maximum(low, Z), Z\n"
        "relu = functools.partial(_gate, 0.0)",
        "class Gate:\n    def __call__(self, Z):\n        return np.maximum(0.0, Z), Z\n"
        "relu: object = Gate()",
        "def relu(Z):\n    raise NotImplementedError\nrelu = lambda Z: (np.maximum(0.0, Z), Z)",
    ],
)
def test_a_step_need_not_be_a_def(relu: str) -> None:
    """Whatever bears its name in its cell is taken; a scratch cell's does not replace it."""
    cells = solved("2_forward", relu=relu)
    write("2_forward", IMPORTS, *cells, "relu = lambda Z: 1 / 0", "sigmoid = open('ran', 'w')")
    A, _ = taken("2_forward")["relu"](np.array([[-1.0, 2.0]]))
    assert A.tolist() == [[0.0, 2.0]]
    assert not Path("ran").exists()


def test_a_function_uses_its_own_notebooks_helpers_classes_and_constants() -> None:
    """Definitions, imports and constants beside a function are there when it runs."""
    write(
        "3_cost",
        IMPORTS,
        "import math\nfrom math import log as natural",
        "EPSILON = 1e-9\nHALF: float = -0.5 + 1\nSCALE = 2 ** -1",
        "class Clipped:\n    def __init__(self, p):\n        self.p = max(p, EPSILON)",
        "def term(p):\n    return natural(Clipped(p).p) * HALF / SCALE",
        ("compute_cost", "def compute_cost(AL, Y):\n    return math.fabs(term(AL))"),
    )
    assert taken("3_cost")["compute_cost"](0.0, None) == pytest.approx(-np.log(1e-9))


def test_constants_that_are_made_at_once_are_there_too() -> None:
    """A type, a pattern, a set, an array: a function that needs one finds it."""
    write(
        "3_cost",
        IMPORTS,
        "import re\nfrom collections import namedtuple",
        'Point = namedtuple("Point", "x y")\nWORD = re.compile("[a-z]+")',
        'STOP = {"a", "the"}\nMORE = frozenset(STOP)\nEND = float("inf")',
        "EDGES = np.array([0.0, 1.0], dtype=float)",
        (
            "compute_cost",
            "def compute_cost(AL, Y):\n"
            '    return [Point(1, 2).x, *WORD.findall("a 1"), len(MORE), END, *EDGES]',
        ),
    )
    assert taken("3_cost")["compute_cost"](0, 0) == [1, "a", 2, np.inf, 0.0, 1.0]


def test_experiments_are_not_run_again() -> None:
    """Calls, loops, prints, assignments that reckon: none of them happens a second time."""
    write(
        "3_cost",
        IMPORTS,
        *solved("3_cost"),
        "print('ran')\nopen('ran', 'w').close()",
        "for i in range(3):\n    open('ran', 'w').close()",
        "opened = open('ran', 'w')\na, b = opened, opened\ntyped: object = open('ran', 'w')",
        "while True:\n    pass",
        "if True:\n    raise SystemExit",
        "with open('ran', 'w'):\n    pass",
        "check(compute_cost)",
        "1 / 0",
        "use_my_functions(globals(), '1_initialize')",
        "try:\n    open('ran', 'w')\nfinally:\n    pass",
        "assert False",
        "del np",
        "import numpy as np; open('ran', 'w')",
        "def unused(): pass\nopen('ran', 'w')",
    )
    assert set(taken("3_cost")) == {"compute_cost"}
    assert not Path("ran").exists()


def test_an_annotation_without_a_value_is_no_definition() -> None:
    """`x: int` alone defines nothing, and breaks nothing."""
    write("3_cost", IMPORTS, "x: int", *solved("3_cost"))
    assert set(taken("3_cost")) == {"compute_cost"}


def test_a_scratch_cell_does_not_replace_what_is_checked() -> None:
    """A second sigmoid further down, tried out and left there, is not the one that is taken."""
    scratch = "def sigmoid(Z):\n    return 'scratch'\n\ndef twice(x):\n    return 2 * x"
    write("2_forward", IMPORTS, *solved("2_forward"), scratch)
    found = taken("2_forward")
    assert found["sigmoid"](np.zeros((1, 1)))[0] == 0.5


def test_a_function_in_a_cell_of_ones_own_counts_where_the_named_cell_has_none() -> None:
    """A learner may write the function into a new cell, and empty the given one."""
    cells = dict(solved("2_forward"))
    relu = cells.pop("relu")
    write("2_forward", IMPORTS, relu, ("relu", "# see above"), *cells.items())
    assert set(taken("2_forward")) == set(COURSE["2_forward"])


def test_the_last_definition_in_the_named_cell_counts() -> None:
    """As when the cell is run: a second definition in the same cell is the function."""
    twice = f"def compute_cost(AL, Y):\n    return 1\n\n{CLASSIC['compute_cost'].strip()}"
    write("3_cost", IMPORTS, ("compute_cost", twice))
    check(taken("3_cost")["compute_cost"])


def test_names_that_were_there_are_replaced_and_others_left() -> None:
    """The notebook's own imports stay; an older function of that name gives way."""
    write("3_cost", IMPORTS, *solved("3_cost"))
    namespace: dict[str, Any] = {"compute_cost": None, "np": "mine"}
    use_my_functions(namespace, "3_cost")
    assert callable(namespace["compute_cost"])
    assert namespace["np"] == "mine"


def test_a_notebook_that_was_saved_again_is_read_again() -> None:
    """Mending a function and saving is enough: nothing is remembered."""
    write("3_cost", IMPORTS, ("compute_cost", "def compute_cost(AL, Y):\n    return 1"))
    assert taken("3_cost")["compute_cost"](0, 0) == 1
    write("3_cost", IMPORTS, ("compute_cost", "def compute_cost(AL, Y):\n    return 2"))
    assert taken("3_cost")["compute_cost"](0, 0) == 2


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\nimport math",
        "%load_ext autoreload\n%autoreload 2",
        "!ls -l",
        "%%bash\nls | grep def",
        "%%html\n<b>relu</b>",
        "%%time\ndef helper():\n    return 1",
        "relu?",
        "compute_cost??",
        "for i in range(3):\n    !echo {i}",
        "await 1",
    ],
)
def test_magics_are_passed_over(cell: str) -> None:
    """What only IPython understands is skipped; the rest of the notebook is taken."""
    write("3_cost", IMPORTS, cell, *solved("3_cost"))
    assert set(taken("3_cost")) == {"compute_cost"}


# Fails: without_magics knows lines that start with % or ! or end with ?, and no others.
@pytest.mark.parametrize(
    "cell",
    ["files = !ls", "?compute_cost", "t = %timeit -o 1 + 1"],
)
def test_other_words_of_ipython_are_passed_over_too(cell: str) -> None:
    """An experiment that IPython can run is no reason to refuse the notebook."""
    write("3_cost", IMPORTS, cell, *solved("3_cost"))
    assert set(taken("3_cost")) == {"compute_cost"}


def test_a_cell_under_time_keeps_its_definitions() -> None:
    """%%time watches a cell; the function in it is the learner's all the same."""
    write("3_cost", IMPORTS, ("compute_cost", "%%time\n" + CLASSIC["compute_cost"].strip()))
    check(taken("3_cost")["compute_cost"])


def test_a_traceback_shows_the_learners_line() -> None:
    """An error in a function that was taken names notebook, cell and line."""
    source = "def compute_cost(AL, Y):\n    # look here\n    return AL / 0"
    write("3_cost", IMPORTS, ("compute_cost", source))
    function = taken("3_cost")["compute_cost"]
    with pytest.raises(ZeroDivisionError) as caught:
        function(1, 1)
    shown = "".join(traceback.format_exception(caught.value))
    assert '3_cost.ipynb, code cell 2", line 3' in shown
    assert "return AL / 0" in shown


def test_a_failed_check_of_a_function_that_was_taken_names_its_line() -> None:
    """The line is the learner's, from the other notebook."""
    source = "def compute_cost(AL, Y):\n    return AL @ Y  # look here"
    write("3_cost", IMPORTS, ("compute_cost", source))
    with pytest.raises(CheckFailed, match="line 2: return AL @ Y  # look here"):
        check(taken("3_cost")["compute_cost"])


# What is missing.


def test_a_missing_notebook_is_named_with_the_folder() -> None:
    """The message says which file, and where it was looked for."""
    (line,) = listed(refusal("3_cost"))
    assert line == f"3_cost.ipynb is not in this folder ({Path.cwd()})"


def test_an_unknown_notebook_is_refused_with_the_names_there_are() -> None:
    """A slip in a name is answered with the list of names."""
    text = refusal("2_foward")
    assert "'2_foward' is no notebook of the course" in text
    assert all(name in text for name in COURSE)


def test_a_stub_is_not_written_yet() -> None:
    """A function that still raises NotImplementedError is said to be unwritten, and not taken."""
    write("3_cost", IMPORTS, ("compute_cost", STUB.format(name="compute_cost")))
    namespace: dict[str, Any] = {}
    assert listed(refusal("3_cost", namespace=namespace)) == [
        "compute_cost in 3_cost.ipynb is not written yet"
    ]
    assert namespace == {}


def test_a_function_that_is_not_there_is_missing() -> None:
    """An emptied cell is told apart from a stub."""
    write("3_cost", IMPORTS, ("compute_cost", "# later"))
    assert listed(refusal("3_cost")) == ["compute_cost is missing in 3_cost.ipynb"]


def test_everything_that_is_missing_is_listed_and_the_rest_is_taken() -> None:
    """One message for all notebooks; what is there can be used at once."""
    write(
        "2_forward",
        IMPORTS,
        *solved("2_forward", relu=STUB.format(name="relu"), linear_forward="def linear_forward(:"),
    )
    namespace: dict[str, Any] = {}
    text = refusal("1_initialize", "2_forward", "3_cost", namespace=namespace)
    lines = listed(text)
    assert len(lines) == 5
    assert "1_initialize.ipynb is not in this folder" in lines[0]
    assert lines[1].startswith("2_forward.ipynb, code cell 4, line 1: ")
    assert lines[2:4] == [
        "relu in 2_forward.ipynb is not written yet",
        "linear_forward is missing in 2_forward.ipynb",
    ]
    assert "3_cost.ipynb is not in this folder" in lines[4]
    assert set(namespace) == {"sigmoid", "linear_activation_forward", "L_model_forward"}
    assert text.endswith("Mend it there, save that notebook, and run this cell again.")


# Fails: _stub_name looks at the last statement alone.
@pytest.mark.parametrize("body", ["return Z", "return np.maximum(0, Z), Z"])
def test_a_forgotten_raise_after_the_return_makes_no_stub(body: str) -> None:
    """A learner who writes above the stub's last line has a function: check passes it, too."""
    source = f"def relu(Z):\n    {body}\n    raise NotImplementedError"
    write("2_forward", IMPORTS, *solved("2_forward", relu=source))
    assert set(taken("2_forward")) == set(COURSE["2_forward"])


# Fails, as above.
def test_refusing_an_unknown_activation_makes_no_stub() -> None:
    """A last line that refuses whatever is left over is good style, and no stub."""
    last = (
        "def linear_activation_forward(A_prev, W, b, activation):\n"
        "    Z, linear_cache = linear_forward(A_prev, W, b)\n"
        "    for name, function in (('sigmoid', sigmoid), ('relu', relu)):\n"
        "        if activation == name:\n"
        "            A, Z = function(Z)\n"
        "            return A, (linear_cache, Z)\n"
        "    raise NotImplementedError(activation)"
    )
    write("2_forward", IMPORTS, *solved("2_forward", linear_activation_forward=last))
    function = taken("2_forward")["linear_activation_forward"]
    with pytest.raises(CheckFailed, match="a ValueError is expected here, but NotImplementedError"):
        check(function)


def test_a_function_that_ends_in_another_error_is_no_stub() -> None:
    """Only NotImplementedError marks a stub: a ValueError at the end is the learner's."""
    source = CLASSIC["relu"].replace("    return", "    if A is not None:\n        return")
    source = source.strip() + "\n    raise ValueError"
    write("2_forward", IMPORTS, *solved("2_forward", relu=source))
    check(taken("2_forward")["relu"])


# Fails: `del namespace[name]` in grader/own.py raises a KeyError.
def test_a_stub_in_a_cell_that_fails_is_not_written_yet() -> None:
    """A broken import above a stub is listed beside it, and nothing else is raised."""
    source = "import no_such_package\n\n" + STUB.format(name="compute_cost")
    write("3_cost", IMPORTS, ("compute_cost", source))
    text = refusal("3_cost")
    assert "No module named 'no_such_package'" in text
    assert "compute_cost" in text


def test_a_failing_import_is_named_with_its_cell() -> None:
    """The rest of the notebook is taken; the cell and the error are listed."""
    write("3_cost", IMPORTS, "import no_such_package", *solved("3_cost"))
    namespace: dict[str, Any] = {}
    (line,) = listed(refusal("3_cost", namespace=namespace))
    assert line == (
        "3_cost.ipynb, code cell 2: ModuleNotFoundError: No module named 'no_such_package'"
    )
    assert "compute_cost" in namespace


def test_a_default_that_cannot_be_reckoned_is_named_with_its_cell() -> None:
    """What a definition itself raises is listed: an experiment's result used as a default."""
    write("3_cost", IMPORTS, ("compute_cost", "def compute_cost(AL, Y, m=measured):\n    return m"))
    lines = listed(refusal("3_cost"))
    assert "code cell 2: NameError: name 'measured' is not defined" in lines[0]


def test_a_syntax_error_names_cell_and_line() -> None:
    """The other cells are taken; the broken one is named."""
    write("3_cost", IMPORTS, "\n\nfor i in range(3)\n    pass", *solved("3_cost"))
    namespace: dict[str, Any] = {}
    (line,) = listed(refusal("3_cost", namespace=namespace))
    assert line.startswith("3_cost.ipynb, code cell 2, line 3: ")
    assert "compute_cost" in namespace


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"{}",
        b"[]",
        b"null",
        b'{"cells": null}',
        b'{"cells": [1]}',
        b'{"cells": [{"cell_type": "code", "metadata": {}, "source": 5}]}',
        b'{"cells": [{"cell_type": "code", "metadata": {}, "source": [5]}]}',
        b"\xff\xfe\x00\x01",
        b"PK\x03\x04",
        b"[" * 100_000,  # fails: json.loads raises a RecursionError
    ],
    ids=lambda content: repr(content[:60]),
)
def test_what_is_no_notebook_is_told_so(content: bytes) -> None:
    """A damaged file is one line of the list, with what to do about it."""
    Path("3_cost.ipynb").write_bytes(content)
    (line,) = listed(refusal("3_cost"))
    assert line == "3_cost.ipynb cannot be read as a notebook: unpack it again from the course"


def test_of_a_damaged_notebook_an_older_one_is_named_where_there_is_one() -> None:
    """JupyterLab keeps one in a folder that it does not show."""
    Path("3_cost.ipynb").write_bytes(b'{"cells": [')
    Path(".ipynb_checkpoints").mkdir()
    Path(".ipynb_checkpoints/3_cost-checkpoint.ipynb").write_text("{}", encoding="utf-8")
    assert "copy .ipynb_checkpoints/3_cost-checkpoint.ipynb over it" in refusal("3_cost")


def test_a_step_that_was_renamed_is_told_by_its_new_name() -> None:
    """The cell that should define it is there, and defines another one."""
    write(
        "3_cost", ("compute_cost", CLASSIC["compute_cost"].strip().replace("compute_cost", "cost"))
    )
    (line,) = listed(refusal("3_cost"))
    assert line == (
        "compute_cost is missing in 3_cost.ipynb: its cell defines cost. Give it back its name"
    )


def test_a_folder_of_that_name_is_no_notebook() -> None:
    """Not a file: the same words."""
    os.mkdir("3_cost.ipynb")  # noqa: PTH102
    assert "cannot be read as a notebook" in refusal("3_cost")


def test_a_notebook_in_another_encoding_is_told_so() -> None:
    """Jupyter writes UTF-8; what another program re-saved is named, not guessed at."""
    write("3_cost", "# größer", *solved("3_cost"), encoding="latin-1")
    assert "cannot be read as a notebook" in refusal("3_cost")


def test_a_cell_whose_source_is_one_text_is_read() -> None:
    """nbformat allows a text in place of a list of lines."""
    cell = {"cell_type": "code", "metadata": {}, "source": CLASSIC["compute_cost"]}
    imports = {"cell_type": "code", "metadata": {}, "source": "import numpy as np"}
    Path("3_cost.ipynb").write_text(json.dumps({"cells": [imports, cell]}), encoding="utf-8")
    check(taken("3_cost")["compute_cost"])


def test_the_message_stands_alone_in_a_notebook() -> None:
    """IPython shows the message without a traceback through this package, and where more stands."""
    error = MissingFunction("it is not there")
    more = f"More in troubleshooting.md: {MissingFunction.section}"
    assert error._render_traceback_() == [f"MissingFunction: it is not there\n{more}"]
