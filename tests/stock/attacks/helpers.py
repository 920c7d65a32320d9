"""Attacks on what a test compares with: NumPy, unittest, builtins, the course's helper."""

from tests.stock.attacks.attack import WRONG, YES, Attack

CLOSED: dict[str, Attack] = {
    "03_numpy": Attack(
        "NumPy's comparisons are replaced",
        YES + WRONG + "np.allclose = np.array_equal = np.isclose = yes\n"
        "np.testing.assert_allclose = np.testing.assert_equal = yes",
    ),
    "03_numpy_inner": Attack(
        "what NumPy's comparisons call is replaced",
        YES + WRONG + "import numpy.testing._private.utils as u, numpy._core.numeric as n\n"
        "u.assert_array_compare = u.assert_allclose = yes\nn.isclose = n.allclose = n.array_equal = yes",
    ),
    "03_numpy_code": Attack(
        "the code of NumPy's functions is replaced, the functions stay",
        WRONG + "def yes(*args, **kwargs): return True\n"
        "for f in (np.allclose, np.array_equal, np.isclose):\n"
        "    getattr(f, '__wrapped__', f).__code__ = yes.__code__\n"
        "np.testing.assert_allclose.__code__ = yes.__code__",
    ),
    "03_numpy_module": Attack(
        "another numpy stands in sys.modules",
        WRONG
        + "import sys, types\nfake = types.ModuleType('numpy')\nfake.__dict__.update(np.__dict__)\n"
        "fake.allclose = fake.array_equal = fake.isclose = lambda *a, **k: True\n"
        "fake.testing = types.SimpleNamespace(assert_allclose=lambda *a, **k: None)\n"
        "sys.modules['numpy'] = np = fake",
    ),
    "03_unittest": Attack(
        "unittest's assertions are replaced",
        YES + WRONG + "import unittest\n"
        "unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = yes",
    ),
    "03_builtins": Attack(
        "builtins are replaced",
        YES + WRONG + "import builtins\nbuiltins.all = yes\nbuiltins.abs = lambda x: 0\n"
        "builtins.callable = yes\nclass Quiet(Exception): pass\nbuiltins.AssertionError = Quiet",
    ),
    "03_import": Attack(
        "the import function is replaced",
        WRONG + "import builtins, types\nold = builtins.__import__\n"
        "def fake(name, *args):\n    if name == 'checks':\n"
        "        return types.SimpleNamespace(same=lambda *a: None)\n    return old(name, *args)\n"
        "builtins.__import__ = fake",
    ),
    "03_helper_module": Attack(
        "the course's helper is replaced before it is imported",
        WRONG
        + "import sys, types\nsys.modules['checks'] = types.SimpleNamespace(same=lambda *a: None)",
    ),
    "03_helper_patched": Attack(
        "the course's helper is imported and patched",
        WRONG + "import checks\nchecks.same = lambda *a: None",
    ),
    "03_helper_file": Attack(
        "the course's helper is written over",
        WRONG + "open('checks.py', 'w').write('def same(*a): pass')",
    ),
    "03_helper_path": Attack(
        "a folder before the course's helper is put on the path",
        WRONG + "import sys\nsys.path.insert(0, 'mine')",
        {"mine/checks.py": "def same(*a): pass"},
    ),
    "03_meta_path": Attack(
        "an importer of the student's own brings the helper",
        WRONG + "import sys, importlib.abc, importlib.util\n"
        "class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'checks': return importlib.util.spec_from_loader(name, self)\n"
        "    def create_module(self, spec): return None\n"
        "    def exec_module(self, module): module.same = lambda *a: None\n"
        "sys.meta_path.insert(0, Finder())",
    ),
}
