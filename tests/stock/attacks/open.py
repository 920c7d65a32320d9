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
    "03_restores": (
        Attack(
            "the function replaces what NumPy's comparisons call, and the replacement goes by itself",
            WRONG + "import numpy.testing._private.utils as u, numpy._core.numeric as n\n"
            "def once(module, name, times, answer):\n    then = getattr(module, name)\n"
            "    left = [times]\n    def yes(*a, **k):\n        left[0] -= 1\n"
            "        if not left[0]: setattr(module, name, then)\n        return answer\n"
            "    setattr(module, name, yes)\n"
            "calls = iter([(u, 'assert_array_compare', 1, None), (n, 'isclose', 1, True),\n"
            "    (n, 'asarray', 2, np.zeros(3))])\n"
            "def double(x):\n    if isinstance(x, np.ndarray): once(*next(calls))\n"
            "    return 2 if type(x) is int and x == 1 else 0 * x",
        ),
        2,
    ),
    "39_memory": (
        Attack(
            "the function has what decides about the test return another word, by its address",
            "import ctypes, sys\ndef double(x):\n    frame = sys._getframe()\n    while frame:\n"
            "        words = frame.f_code.co_consts\n"
            "        if frame.f_code.co_name == 'decide' and 'failed' in words:\n"
            "            place = id(words) + 24 + 8 * words.index('failed')\n"
            "            ctypes.c_void_p.from_address(place).value = id('')\n"
            "        frame = frame.f_back\n    return 0 * x",
        ),
        12,
    ),
}
