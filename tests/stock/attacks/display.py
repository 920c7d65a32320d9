"""Attacks on how a value becomes points: display hooks and formatters."""

from tests.stock.attacks.attack import SHELL, WRONG, Attack, calls

CLOSED: dict[str, Attack] = {
    "02_displayhook": Attack(
        "the display hook is given the points", WRONG + SHELL + "shell.displayhook(2)"
    ),
    "02_displayhook_in_call": Attack(
        "the function gives the display hook the points when a test calls it",
        calls("get_ipython().displayhook(2)"),
    ),
    "02_result_in_call": Attack(
        "the function runs a cell of its own, whose value is shown",
        calls("get_ipython().run_cell('2')"),
    ),
    "02_error_in_call": Attack(
        "the function shows the points and then raises",
        "def double(x):\n    import sys\n    sys.displayhook(2)\n    raise ValueError",
    ),
    "02_semicolon": Attack(
        "the last cell before a test ends in a semicolon, which hides a value", WRONG + "x = 1;"
    ),
    "02_sys_displayhook": Attack(
        "sys.displayhook is replaced",
        WRONG + "import sys\nold = sys.displayhook\nsys.displayhook = lambda value: old(2)",
    ),
    "02_shell_displayhook": Attack(
        "the shell's display hook is replaced",
        WRONG + SHELL + "old = shell.displayhook\n"
        "class Hook(type(old)):\n    def __call__(self, result=None): super().__call__(2)\n"
        "shell.displayhook.__class__ = Hook",
    ),
    "02_formatter_for_int": Attack(
        "a formatter shows every int as the points",
        WRONG + SHELL + "plain = shell.display_formatter.formatters['text/plain']\n"
        "plain.for_type(int, lambda value, printer, cycle: printer.text('2'))",
    ),
    "02_formatter_class": Attack(
        "the formatter's class is patched",
        WRONG + "import IPython.core.formatters as f\n"
        "f.PlainTextFormatter.__call__ = lambda self, value: '2'\n"
        "f.DisplayFormatter.format = lambda self, *a, **k: ({'text/plain': '2'}, {})",
    ),
    "02_pretty": Attack(
        "IPython's printer is patched",
        WRONG
        + "import IPython.lib.pretty as p\np.RepresentationPrinter.pretty = lambda s, o: s.text('2')",
    ),
}
