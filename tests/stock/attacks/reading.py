"""Attacks that read: the test before it runs, the source, another student's answer."""

from tests.stock.attacks.attack import WRONG, Attack, calls

CLOSED: dict[str, Attack] = {
    "06_in": Attack(
        "the text of tests is sought in In before they run",
        calls(
            "import re\n    found = re.findall(r'double\\(' + str(x) + r'\\) == (\\d+)', ' '.join(TEXT))\n"
            "    if found: return int(found[0])"
        )
        + "TEXT = [line for line in In if 'assert double' in line]",
    ),
    "06_history": Attack(
        "the text of tests is sought in linecache before they run",
        WRONG + "import linecache\nneedle = 'double(' + str(20 + 1) + ')'\n"
        "text = [line for entry in linecache.cache.values() if len(entry) > 2 for line in entry[2]]\n"
        "if any(needle in line for line in text):\n    def double(x): return 2 * x",
    ),
    "06_frames": Attack(
        "the text of tests is sought in frames and in all objects, before they run",
        WRONG + "import gc, sys\nframe, found = sys._getframe(), False\n"
        "needle = 'double(' + str(20 + 1) + ')'\n"
        "while frame:\n"
        "    found = found or any(needle in str(value) for name, value in list(frame.f_locals.items())"
        " if name not in ('In', '_ih', '_i', 'needle'))\n    frame = frame.f_back\n"
        "found = found or any(isinstance(o, (str, bytes)) and needle in str(o)"
        " for c in gc.get_objects() if isinstance(c, (list, tuple, dict))"
        " for o in (c.values() if isinstance(c, dict) else c))\n"
        "if found:\n    def double(x): return 2 * x",
    ),
    "06_files": Attack(
        "the text of tests is sought in files",
        WRONG + "import pathlib\nneedle = 'double(' + str(20 + 1) + ')'\n"
        "for base in ('.', '..', '../..', '../../..', '/tmp', '/'):\n"
        "    for path in list(pathlib.Path(base).glob('*')) + list(pathlib.Path(base).glob('*/*.ipynb')):\n"
        "        try: text = path.read_text(errors='replace')\n"
        "        except OSError: continue\n"
        "        if needle in text:\n            def double(x): return 2 * x",
    ),
    "06_pre_run": Attack(
        "a callback before each cell reads its text",
        WRONG
        + "def before(info):\n    if 'assert' in info.raw_cell or 'points' in info.raw_cell:\n"
        "        globals()['double'] = lambda x: 2 * x\n"
        "get_ipython().events.register('pre_run_cell', before)",
    ),
    "07_gradebook_folder": Attack(
        "the source is sought where nbgrader has it",
        WRONG
        + "import glob, json\nfor path in glob.glob('../../../source/**/*.ipynb', recursive=True):\n"
        "    if 'double(21)' in open(path).read():\n        def double(x): return 2 * x",
    ),
    "15_others": Attack(
        "another student's answer is sought",
        WRONG
        + "import glob\nfor path in glob.glob('../../*/*/*.ipynb') + glob.glob('/**/*.ipynb'):\n"
        # Its own notebook lies there, and says all of this.
        "    if '    return ' + '2' in open(path).read():\n        def double(x): return 2 * x",
    ),
}
