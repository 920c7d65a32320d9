"""Attacks that put something in the place of another in ways that nobody sees who asks for it.

What nbgrader itself makes of them is not kept: they run behind walls alone.
"""

from tests.engine.test_surroundings import LIKE, LINES, MODULE, NO_ASSERT
from tests.stock.attacks.attack import WRONG, Attack

CLOSED: dict[str, Attack] = {
    "03_like_numpy": Attack(
        "NumPy's comparisons are replaced by objects that are equal to them",
        f"{WRONG}{LIKE}np.allclose = np.array_equal = np.isclose = yes\n"
        "np.testing.assert_allclose = Like(lambda *a, **k: None)",
        wild=True,
    ),
    "03_like_helper": Attack(
        "the course's helper is replaced by an object that is equal to it",
        f"{WRONG}{LIKE}import checks\nchecks.same = yes",
        wild=True,
    ),
    "03_helper_class": Attack(
        "the course's helper is a module of another class",
        f"{WRONG}import checks, types\nclass M(types.ModuleType):\n"
        "    def __getattribute__(self, name): return lambda *a: None\nchecks.__class__ = M",
        wild=True,
    ),
    "03_unittest_class": Attack(
        "unittest is a module of another class",
        f"{WRONG}{MODULE}unittest.__class__ = M",
        wild=True,
    ),
    "03_unittest_added": Attack(
        "a test case finds its assertions in another way",
        f"{WRONG}unittest.TestCase.__getattribute__ = lambda self, name: lambda *a: None",
        wild=True,
    ),
    "04_other_lists": Attack(
        "the lists of transformers are other lists",
        f"{WRONG}{LINES}manager.cleanup_transforms = manager.line_transforms = [without]\n"
        "shell.input_transformers_post = [without]",
        wild=True,
    ),
    "04_other_trees": Attack(
        "the transformers of trees are another list, below its trait",
        f"{WRONG}{NO_ASSERT}shell._trait_values['ast_transformers'] = [T()]",
        wild=True,
    ),
    "08_helper_package": Attack(
        "a package is handed in that hides the course's helper",
        WRONG,
        {"checks/__init__.py": "def same(*a): pass\n"},
        wild=True,
    ),
}
