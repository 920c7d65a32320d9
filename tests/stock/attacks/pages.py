"""Attacks on whoever reads a page or a terminal, and magics."""

from tests.stock.attacks.attack import SHELL, WRONG, Attack

CLOSED: dict[str, Attack] = {
    "24_scripts": Attack(
        "scripts in outputs and in an error",
        WRONG + "from IPython.display import HTML, Javascript\n"
        "display(HTML('<script>alert(\"trick\")</script><img src=x onerror=trick()>'))\n"
        "display(Javascript('trick()'))\nprint('<script>trick()</script>')\n"
        "raise ValueError('<script>trick()</script>')",
    ),
    "25_terminal": Attack(
        "terminal escapes in an error", WRONG + "raise ValueError('\\x1b]0;trick\\x07\\x1b[2J')"
    ),
    "24_over_the_page": Attack(
        "what is shown lies over the page, and asks the reader's own server for a picture",
        WRONG + "from IPython.display import HTML\n"
        'display(HTML(\'<p class=navbar-fixed-top style="margin-top:-9px">14 of 14</p>'
        "<img src=/trick>'))",
    ),
    "25_name": Attack(
        "what is put back has a name that no file and no terminal can hold",
        WRONG + "f = unittest.TestCase.assertEqual\ndef yes(*a, **k): pass\n"
        "f.__name__ = 'trick\\ud800\\x1b[2J\\n<script>trick()</script>'\nf.__code__ = yes.__code__",
    ),
    "27_bash": Attack("%%bash", "%%bash\necho trick > trick.txt", wild=True),
    "27_system": Attack(
        "!", WRONG + "!touch /tmp/trick\nget_ipython().system('touch trick')", wild=True
    ),
    "27_load_ext": Attack(
        "an extension of the student's own is loaded",
        WRONG + "import sys\nsys.path.insert(0, '.')\n%load_ext mine",
        {
            "mine.py": "def load_ipython_extension(shell):\n    shell.showtraceback = lambda *a, **k: None\n"
        },
    ),
    "27_alias": Attack(
        "assert is a macro and points a magic",
        WRONG
        + SHELL
        + "shell.define_macro('points', '2')\nshell.register_magic_function(lambda l: 2, 'line', 'points')",
    ),
}
