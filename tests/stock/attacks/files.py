"""Attacks by files that shadow what a test or a kernel loads."""

from tests.stock.attacks.attack import WRONG, Attack

CLOSED: dict[str, Attack] = {
    "08_numpy": Attack(
        "a file numpy.py is handed in",
        WRONG,
        {
            "numpy.py": "from types import SimpleNamespace\ntesting = SimpleNamespace()\n"
            "testing.assert_allclose = allclose = array_equal = isclose = lambda *a, **k: True\n"
            "arange = lambda x: 1\n"
        },
    ),
    "08_unittest": Attack(
        "files unittest.py and checks.py are handed in",
        WRONG,
        {
            "unittest.py": "class TestCase:\n    assertEqual = assertTrue = lambda *a: None\n",
            "checks.py": "def same(*a): pass\n",
            "sitecustomize.py": "import builtins\nbuiltins.all = lambda *a: True\n",
            "usercustomize.py": "import builtins\nbuiltins.all = lambda *a: True\n",
        },
    ),
    "08_kernel": Attack(
        "files are handed in that shadow what a kernel loads",
        WRONG,
        {
            name: "raise SystemExit(0)\n"
            for name in ("ipykernel_launcher.py", "IPython.py", "json.py", "ast.py", "traitlets.py")
        },
    ),
    "08_package": Attack(
        "a folder numpy/ is handed in",
        WRONG,
        {"numpy/__init__.py": "allclose = array_equal = isclose = lambda *a, **k: True\n"},
    ),
}
