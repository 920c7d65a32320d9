"""Tricks on the second chance, where stand-ins answer for helpers that are wrong, and on what is
said of steps that are: they belong to 30 and 32."""

import json
from pathlib import Path

from tests.network import ASSIGNMENT, COURSE, notebook_of
from tests.tricks import Notebook, Trick

ROOT = Path(__file__).resolve().parents[2]
UNSOLVED = "not attempted"

# Every step but those that have no helper: each is wrong, and so asks for a second chance.
ARGUMENTS = "*args, **kwargs"
STEPS = [name for names in COURSE.values() for name in names if name != "compute_cost"]


def notebooks(body: str, before: str = "", own: dict[str, str] | None = None) -> dict[str, str]:
    """Write every other notebook of the assignment.

    Args:
        body: of each step; NAME stands for its name.
        before: a cell at the top of each notebook.
        own: sources of some steps, in place of it.
    """
    files = {}
    for name in COURSE:
        if name == "3_cost":
            continue
        path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for cell in cells:
            cell["outputs"] = []
            step = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            if step in STEPS:
                source = f"def {step}({ARGUMENTS}):\n{body.replace('NAME', repr(step))}"
                cell["source"] = (own or {}).get(step, source)
        added: Notebook = {
            "cell_type": "code",
            "execution_count": None,
            "id": "before",
            "metadata": {},
        }
        notebook["cells"] = [{**added, "outputs": [], "source": before}, *cells]
        files[f"{name}.ipynb"] = json.dumps(notebook)
    assert {notebook_of(step) + ".ipynb" for step in STEPS} == files.keys()
    return files


# Calls every stand-in that it can see, and gives back the first value that comes.
STAND_IN = (
    "        if getattr(getattr(globals()[name], '__code__', None), 'co_name', '') == 'ask':\n"
)
ASK_ALL = (
    "    for name in list(globals()):\n"
    + STAND_IN
    + "            for given in (args, args[:3], args[:2], args[:1], (args[0], *args[1]) if len(args) == 2 and isinstance(args[1], tuple) else args):\n"
    "                try:\n                    value = globals()[name](*given)\n"
    "                    if value is not None: return value\n"
    "                except Exception: pass\n"
)
LOOK = (
    "    import gc, inspect, sys, types\n    found = []\n"
    "    for one in gc.get_objects():\n"
    "        try:\n"
    "            if isinstance(one, types.CodeType): found.append(one)\n"
    "            if isinstance(one, types.FunctionType): found.append(one.__code__)\n"
    "        except Exception: pass\n"
    "    for code in found:\n"
    "        if code.co_name == NAME and '<reference>' in code.co_filename:\n"
    "            return types.FunctionType(code, {'np': __import__('numpy')})(*args, **kwargs)\n"
)
KEEP = (
    "    import builtins, os, pickle\n    store = getattr(builtins, 'store', {})\n"
    "    builtins.store = store\n"
    "    for name in list(globals()):\n"
    + STAND_IN
    + "            try: store[name] = globals()[name](*args)\n            except Exception: pass\n"
    "    for place in ('/tmp/store', 'store'):\n"
    "        try: pickle.dump(store, open(place, 'wb'))\n        except Exception: pass\n"
    "    return store.get(NAME)\n"
)
COMPILER = (
    "import builtins\nreal, real_exec, sources = builtins.compile, builtins.exec, []\n"
    "builtins.sources = sources\n"
    "def compile_(source, *a, **k):\n    sources.append(source)\n    return real(source, *a, **k)\n"
    "def exec_(source, *a, **k):\n    sources.append(source)\n    return real_exec(source, *a, **k)\n"
    "builtins.compile, builtins.exec = compile_, exec_"
)
FROM_SOURCES = (
    "    for source in list(sources):\n"
    "        if isinstance(source, str) and 'def ' + NAME in source and 'helper' not in source:\n"
    "            names = {'np': __import__('numpy')}\n"
    "            try:\n                real_exec(source, names)\n"
    "                return names[NAME](*args, **kwargs)\n            except Exception: pass\n"
)
LINE = (
    "    import gc\n    from grader.cases.plain import pack, unpack\n"
    "    line = next(o for o in gc.get_objects() if type(o).__name__ == 'Line')\n"
    "    packed, arrays = pack([list(args), {}])\n"
    "    line.send({'ask': ASKED, 'inputs': packed}, arrays)\n"
    "    reply, values = line.receive()\n"
    "    return unpack(reply['value'], values)\n"
)
# One call of a helper on what lies in the arguments: thin wrappers, none of which is the step.
THIN = {
    "linear_activation_forward": "def linear_activation_forward(A_prev, W, b, activation): return linear_forward(A_prev, W, b)",
    "L_model_forward": "def L_model_forward(X, p): return linear_activation_forward(X, p['W1'], p['b1'], 'sigmoid')",
    "linear_activation_backward": "def linear_activation_backward(dA, cache, activation): return linear_backward(dA, cache[0])",
    "L_model_backward": "def L_model_backward(AL, Y, caches):\n    a, w, b = linear_activation_backward(AL - Y, caches[-1], 'sigmoid')\n    return {'dA0': a, 'dW1': w, 'db1': b}",
    "two_layer_model": "def two_layer_model(X, Y, layers_dims, *a, **k): return initialize_parameters(*layers_dims), []",
    "L_layer_model": "def L_layer_model(X, Y, layers_dims, *a, **k): return initialize_parameters_scaled(layers_dims), []",
    "predict": "def predict(X, parameters): return L_model_forward(X, parameters)[0]",
}

TRICKS: dict[str, Trick] = {
    "30_calls_all_stand_ins": Trick(
        "every step is wrong, and gives back whatever a stand-in says",
        outcome=UNSOLVED,
        files=notebooks(ASK_ALL + "    return None"),
    ),
    "30_returns_the_helpers_value": Trick(
        "every step is one call of a helper, on its own arguments",
        outcome=UNSOLVED,
        files=notebooks("    return None", own=THIN),
    ),
    "30_looks_for_the_reference": Trick(
        "every code object in memory is looked at for the reference's",
        outcome=UNSOLVED,
        files=notebooks(LOOK + ASK_ALL + "    return None"),
    ),
    "30_replaces_the_compiler": Trick(
        "compile and exec keep the source of whatever they are given",
        outcome=UNSOLVED,
        files=notebooks(FROM_SOURCES + ASK_ALL + "    return None", COMPILER),
    ),
    "30_keeps_what_it_was_told": Trick(
        "what stand-ins say is kept for the judging of other steps, in memory and in files",
        outcome=UNSOLVED,
        files=notebooks(KEEP),
    ),
    "30_asks_for_itself": Trick(
        "the line to the judge is asked for the step's own value",
        outcome=UNSOLVED,
        files=notebooks(LINE.replace("ASKED", "NAME")),
    ),
    "30_asks_for_the_next": Trick(
        "the line to the judge is asked for a later step's value",
        outcome=UNSOLVED,
        files=notebooks(
            LINE.replace("ASKED", f"{STEPS!r}[min({STEPS!r}.index(NAME) + 1, {len(STEPS) - 1})]")
        ),
    ),
    "30_asks_in_the_first_round": Trick(
        "compute_cost, which has no helper, asks the judge for its own value",
        "def compute_cost(*args):\n" + LINE.replace("ASKED", "'compute_cost'"),
    ),
    "30_asks_without_end": Trick(
        "a stand-in is asked again and again",
        outcome=UNSOLVED,
        files=notebooks(
            "    return None",
            own={
                "linear_activation_backward": "def linear_activation_backward(dA, cache, activation):\n"
                "    while True:\n        try: linear_backward(dA, cache[0])\n        except TypeError: pass"
            },
        ),
    ),
    "30_asks_for_what_is_dear": Trick(
        "a stand-in is asked for arrays that no machine can hold, and for long loops",
        outcome=UNSOLVED,
        files=notebooks(
            "    return None",
            own={
                "linear_activation_forward": "def linear_activation_forward(A_prev, W, b, activation):\n"
                "    one = np.ones((24_000, 1))\n    for _ in range(99):\n"
                "        try: linear_forward(one.T, one, np.zeros((1, 1)))\n        except Exception: pass",
                "two_layer_model": "def two_layer_model(*args):\n    for _ in range(99):\n"
                "        try: initialize_parameters(10**6, 10**6, 10**6)\n        except Exception: pass",
                "L_layer_model": "def L_layer_model(*args):\n    for _ in range(99):\n"
                "        try: initialize_parameters_scaled([700] * 4000)\n        except Exception: pass",
            },
        ),
    ),
    "32_default_that_cannot_be_read": Trick(
        "a wrong function, behind which the cell defines it again with a default that is no value",
        outcome=UNSOLVED,
        files=notebooks(
            "    return None",
            own={
                "initialize_parameters": "def initialize_parameters(n_x, n_h, n_y):\n    return {}\n"
                "def initialize_parameters(n_x, n_h, n_y, seed={[]: 1}):\n    return {}"
            },
        ),
    ),
    "30_asks_with_what_is_not_plain": Trick(
        "a stand-in is given objects, endless lists and itself",
        outcome=UNSOLVED,
        files=notebooks(
            "    return None",
            own={
                "predict": "def predict(X, parameters):\n    endless = []\n    endless.append(endless)\n"
                "    for given in (object(), endless, predict, np.array([object()]), {1: 2}, 'x' * 10**6):\n"
                "        try: L_model_forward(given, given)\n        except TypeError: pass\n"
                "    return (X > 0).astype(float)"
            },
        ),
    ),
}
