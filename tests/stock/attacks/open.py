"""What earns points where tests run beside the student's code, and why it cannot be closed here.

The check mode, where a function is given inputs and another process judges, closes all of it.
"""

from tests.stock.attacks.attack import WRONG, YES, Attack

EQUAL = (
    "class Equal:\n"
    "    __eq__ = __lt__ = __le__ = lambda self, other: True\n"
    "    __ne__ = lambda self, other: False\n"
    "    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = lambda self, *other: self\n"
    "def double(x):\n    return Equal()\n"
)
# The attack, and how many of the 14 points it earns.
OPEN: dict[str, tuple[Attack, float]] = {
    "03_equal": (Attack("an object that is equal to everything", EQUAL), 12),
    "03_own_names": (
        Attack(
            "the notebook has its own all, abs and AssertionError",
            YES + WRONG + "all = yes\nabs = lambda x: 0\nclass AssertionError(Warning): pass\n"
            "class Never(int):\n    __ne__ = lambda self, other: False\n"
            "def double(x): return Never(0)",
        ),
        4,
    ),
    "03_points": (
        Attack(
            "the function sets the variable of the test",
            "def double(x):\n    globals()['points'] = 2\n    return 0 * x",
        ),
        2,
    ),
    "06_caller": (
        Attack(
            "the function reads the test that calls it",
            "import sys\ndef double(x):\n    consts = sys._getframe(1).f_code.co_consts\n"
            "    return next((c for c in consts if c == x + x), 0)",
        ),
        10,
    ),
}
