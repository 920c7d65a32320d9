"""Attacks within the process: its end, threads, tracers, other modules."""

from tests.stock.attacks.attack import THREAD, WRONG, YES, Attack, calls

CLOSED: dict[str, Attack] = {
    "12_exit": Attack("the process ends at once", WRONG + "import os\nos._exit(0)"),
    "12_exit_in_call": Attack("the process ends in a test", calls("import os; os._exit(0)")),
    "12_system_exit": Attack("SystemExit in a test", calls("raise SystemExit(0)")),
    "12_kill_parent": Attack(
        "signals for everybody",
        WRONG + "import os, signal\nfor pid in (os.getppid(), 0, -1, 1):\n"
        "    try: os.kill(pid, signal.SIGKILL)\n    except OSError: pass",
        wild=True,
    ),
    "12_abort": Attack("the process crashes", calls("import ctypes; ctypes.string_at(0)")),
    "14_thread_patches": Attack(
        "a thread patches all the time",
        WRONG + "def work():\n    yes = lambda *a, **k: True\n    while True:\n"
        "        np.allclose = np.array_equal = np.isclose = np.testing.assert_allclose = yes\n"
        "        unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = yes\n"
        "        time.sleep(0)\n" + THREAD,
    ),
    "14_thread_lower": Attack(
        "a thread that threading does not know patches all the time",
        WRONG + "import _thread, time\ndef work():\n    while True:\n"
        "        np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
        "        time.sleep(0)\n_thread.start_new_thread(work, ())\ntime.sleep(0.2)",
    ),
    "14_thread_points": Attack(
        "a thread sets the points all the time",
        WRONG
        + "def work():\n    while True:\n        globals()['points'] = 2\n        time.sleep(0)\n"
        + THREAD,
    ),
    "14_thread_displays": Attack(
        "a thread displays the points all the time",
        WRONG
        + "def work():\n    while True:\n        get_ipython().displayhook(2)\n        time.sleep(0.001)\n"
        + THREAD,
    ),
    "14_atexit": Attack(
        "something is left for the end",
        WRONG + "import atexit\natexit.register(lambda: open('late.txt', 'w').write('x'))\n"
        "atexit.register(print, '2')",
    ),
    "14_del": Attack(
        "a finaliser displays the points",
        WRONG
        + "class D:\n    def __del__(self): get_ipython().displayhook(2)\nd = D()\nd.me = d\ndel d",
    ),
    "21_trace": Attack(
        "a tracer looks at tests, and leaves their lines out",
        WRONG + "import sys, threading\ndef trace(frame, event, arg):\n"
        "    if event == 'line' and 'double' in frame.f_code.co_names:\n"
        "        try: frame.f_lineno = max(l for *_, l in frame.f_code.co_lines() if l)\n"
        "        except Exception: pass\n    return trace\n"
        "sys.settrace(trace)\nthreading.settrace(trace)",
    ),
    "21_profile": Attack(
        "a profiler looks at tests",
        WRONG + "import sys\ndef profile(frame, event, arg):\n"
        "    frame.f_globals['points'] = 2\nsys.setprofile(profile)",
    ),
    "21_modules": Attack(
        "modules of the worker are emptied",
        WRONG + "import sys\nfor name, module in list(sys.modules.items()):\n"
        "    if name.split('.')[0] in ('grader', 'nbgrader', 'nbformat'):\n"
        "        for key in list(vars(module)):\n            setattr(module, key, lambda *a, **k: 2)",
    ),
    "21_json": Attack(
        "struct, json and repr are replaced",
        WRONG + "import builtins, json, struct\nbuiltins.repr = builtins.str = lambda *a: '2'\n"
        "builtins.float = lambda *a: 2.0\njson.dumps = lambda *a, **k: '2'\nstruct.pack = lambda *a: b'2'",
    ),
    "21_warnings": Attack(
        "warnings and streams are swallowed",
        WRONG + "import io, sys\nsys.stdout = sys.stderr = sys.__stderr__ = io.StringIO()",
    ),
    "05_outputs_in_call": Attack(
        "the function makes the process forget errors, when a test calls it",
        "import gc\ndef double(x):\n    outputs = getattr(get_ipython(), 'outputs', None)\n"
        "    if outputs: type(outputs).error = lambda self, *a: None\n    return 0 * x",
    ),
    "03_patch_in_call": Attack(
        "the function patches when a test calls it",
        calls("import unittest; unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = yes")
        + YES,
    ),
}
