"""How notebook graders are cheated: each trick in a real worker, and none earns a point.

Every submission here leaves compute_cost unsolved, or wrong, and tries to be paid all the same.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.course import ASSIGNMENT, COURSE
from grader.engine.autograde import autograde
from grader.engine.limits import Limits
from grader.engine.outcome import Outcome, SubmissionResult
from tests.sample_class import FOLDER
from tests.walls import grade, needs_walls

pytestmark = needs_walls
LIMITS = Limits(cell_seconds=3, call_seconds=2, submission_seconds=20)

EQUAL = """
class Equal:
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    def __float__(self): return 0.5
    def __array__(self, *args, **kwargs): return np.array(0.5)
    def __reduce__(self): return (print, ('unpickled',))
    def __len__(self): return 10**9
def compute_cost(AL, Y): return Equal()
"""

ATTACKS = {
    "the display hook is given the points": "get_ipython().displayhook(8)",
    "an object equal to everything": EQUAL,
    "a float of one's own": "class F(float):\n    __eq__ = lambda s, o: True\n"
    "def compute_cost(AL, Y): return F(0.5)",
    "comparisons replaced": "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\n"
    "np.abs = lambda x: np.zeros(1)\ndef compute_cost(AL, Y): return 0.0",
    "the judge replaced": "import grader.judge, grader.compare, grader.check\n"
    "grader.judge.judge = grader.compare.compare = lambda *a, **k: None\n"
    "grader.check.check = lambda f: None\ndef compute_cost(AL, Y): return 0.0",
    "packing replaced": "import grader.plain, grader.engine.worker as w\n"
    "w.pack = lambda v: ({'passed': True}, [])\ndef compute_cost(AL, Y): return 0.0",
    "assert removed by a transformer": "import ast, builtins\n"
    "real = builtins.compile\nbuiltins.compile = lambda *a, **k: real('', 'x', 'exec')",
    "modules replaced": "import sys, types\nfor name in ('json', 'struct', 'numpy', 'grader'):\n"
    "    sys.modules[name] = types.ModuleType(name)\ndef compute_cost(AL, Y): return 0.0",
    "json made to say passed": "import json\njson.dumps = lambda *a, **k: '{\"passed\": true}'",
    "every open descriptor written to": "import os\nfor fd in range(3, 64):\n"
    "    try: os.write(fd, b'LW01' + b'{\"outcome\": \"passed\"}' * 40)\n    except OSError: pass",
    "every open descriptor closed": "import os\nos.closerange(0, 256)",
    "a flood on every descriptor": "import os\nfor fd in range(3, 64):\n"
    "    try:\n        while True: os.write(fd, b'x' * 65536)\n    except OSError: pass",
    "hidden values sought on the disk": "import os, h5py\n"
    "found = [os.path.join(d, n) for d, _, names in os.walk('/') for n in names if n == 'hidden.h5']\n"
    "hidden = h5py.File(found[0], 'r')",
    "solutions imported": "from solutions import compute_cost",
    "expected values sought in the caller": "import sys, gc\ndef compute_cost(AL, Y):\n"
    "    frame = sys._getframe()\n    while frame:\n"
    "        for v in frame.f_locals.values():\n"
    "            if hasattr(v, 'expected'): return v.expected\n        frame = frame.f_back\n"
    "    return next(o.expected for o in gc.get_objects() if hasattr(o, 'expected'))",
    "the process ends with success": "import os\ndef compute_cost(AL, Y): os._exit(0)",
    "the process stops": "import os, signal\ndef compute_cost(AL, Y): os.kill(os.getpid(), signal.SIGSTOP)",
    "a loop that swallows everything": "def compute_cost(AL, Y):\n    while True:\n"
    "        try:\n            while True: pass\n        except BaseException: pass",
    "a memory bomb": "def compute_cost(AL, Y): return np.ones(10**11)",
    "an endless list": "def compute_cost(AL, Y):\n    a = []\n    a.append(a)\n    return a",
    "a lying array": "def compute_cost(AL, Y):\n"
    "    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0))",
    "nan": "def compute_cost(AL, Y): return float('nan')",
    "a generator": "def compute_cost(AL, Y): yield 0.5",
    "a lazy dictionary": "class D(dict):\n    def __getitem__(self, key): return 0.5\n"
    "def compute_cost(AL, Y): return D()",
    "a structured array": "def compute_cost(AL, Y): return np.zeros(1, dtype='f8,f8')",
    "a deep recursion": "def compute_cost(AL, Y): return compute_cost(AL, Y)",
    "its arguments replaced": "def compute_cost(AL, Y):\n    AL[:] = 0.5\n    Y[:] = 1\n    return 0.0",
    "exit handlers and signals": "import atexit, signal\natexit.register(lambda: print('passed'))\n"
    "for s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass",
    "a trace function": "import sys\nsys.settrace(lambda *a: sys.exit(0))\n"
    "def compute_cost(AL, Y): return 0.0",
    "magics": "%%bash\necho passed > /tmp/x",
    "system commands": "!touch /opt/x\n%run /etc/passwd\n%load_ext autoreload",
    "deeply nested source": "x = " + "(" * 5_000 + ")" * 5_000,
    "a null byte": "x = '\0'",
}


def submission(folder: Path, cell: str, **extra: str) -> Path:
    """A submission whose notebook 3 is as released but for one added cell."""
    home = folder / ASSIGNMENT
    home.mkdir(parents=True)
    content = json.loads((FOLDER / "blank" / ASSIGNMENT / "3_cost.ipynb").read_text("utf-8"))
    place = 1 + next(
        i
        for i, c in enumerate(content["cells"])
        if c["metadata"].get("nbgrader", {}).get("grade_id") == "compute_cost"
    )
    added = {"cell_type": "code", "id": "attack", "metadata": {}, "outputs": []}
    content["cells"].insert(place, {**added, "execution_count": None, "source": cell})
    (home / "3_cost.ipynb").write_text(json.dumps(content), encoding="utf-8")
    for name, text in extra.items():
        (home / name.replace("_py", ".py")).write_text(text, encoding="utf-8")
    return folder


def passed(result: SubmissionResult) -> set[str]:
    """The functions that passed."""
    return {
        verdict.function
        for notebook in result.notebooks
        for verdict in notebook.functions
        if verdict.outcome is Outcome.PASSED
    }


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing(tmp_path: Path, name: str) -> None:
    """No point, no crash of the grader, and an outcome that says whose fault it was."""
    folder = submission(tmp_path / "mallory", ATTACKS[name])
    result = grade("mallory", folder, LIMITS)
    assert passed(result) == set()
    outcomes = {verdict.outcome for notebook in result.notebooks for verdict in notebook.functions}
    assert Outcome.GRADER_ERROR not in outcomes
    assert result.seconds < 25


def test_files_that_shadow_modules_are_not_on_the_path(tmp_path: Path) -> None:
    """numpy.py or sitecustomize.py beside a notebook is never loaded: only notebooks go inside."""
    evil = "raise SystemExit('loaded')"
    folder = submission(
        tmp_path / "mallory", "import numpy\nprint(numpy.pi)", numpy_py=evil, sitecustomize_py=evil
    )
    result = grade("mallory", folder, LIMITS)
    cost = next(n for n in result.notebooks if n.notebook == "3_cost")
    assert any(output.text.startswith("3.14159") for output in cost.outputs.values())


def test_neighbours_keep_full_marks_and_pages_run_nothing(tmp_path: Path) -> None:
    """Hostile submissions beside an honest one: its marks stand, and no page or report has a
    script, a handler or a terminal's command of theirs."""
    submitted, out = tmp_path / "class", tmp_path / "out"
    shutil.copytree(FOLDER / "perfect" / ASSIGNMENT, submitted / "honest" / ASSIGNMENT)
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    submission(
        submitted / "mallory", f"print({script!r} + '\\x1b[2J')\nraise ValueError({script!r})"
    )
    submission(submitted / "trudy", ATTACKS["the process ends with success"])
    page = submitted / "mallory" / ASSIGNMENT / "3_cost.ipynb"
    content: dict[str, Any] = json.loads(page.read_text("utf-8"))
    for kind in ("markdown", "raw"):
        hostile: dict[str, Any] = {
            "cell_type": kind,
            "id": kind,
            "metadata": {},
            "source": f"# hi\n{script}",
        }
        content["cells"].append({**hostile, "attachments": {}} if kind == "markdown" else hostile)
    content["cells"][0]["source"] = f"[link](javascript:alert(3)) {script}"
    page.write_text(json.dumps(content), encoding="utf-8")
    result = autograde(submitted, out, 2, LIMITS, lambda graded: None)
    assert result.totals["honest"] == (100, 100)
    assert result.totals["mallory"][0] == result.totals["trudy"][0] == 0
    clean = autograded_text(out, "honest")
    hostile_text = autograded_text(out, "mallory")
    assert "\x1b" not in hostile_text
    for word in ("<script>alert", "onerror=alert(2)>", 'href="javascript'):
        assert word not in hostile_text and word not in clean
    assert "&lt;script&gt;alert(1)" in hostile_text  # it is shown, as text


def autograded_text(out: Path, student: str) -> str:
    """All of a student's feedback pages."""
    pages = [out / "feedback" / student / ASSIGNMENT / f"{name}.html" for name in COURSE]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())
