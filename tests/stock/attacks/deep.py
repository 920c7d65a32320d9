"""Attacks on what runs a test: its line to the grader, timers, types of results, audit hooks.

The answers are as wrong as ever; what they say to the grader, or keep from it, is the trick.
"""

from tests.stock.attacks.attack import WRONG, Attack, calls

# Answers this question, with any number that was found, and all later ones with their own.
ROGUE = """
def rogue(numbers, steal=True):
    import json, os
    from grader.engine.sandbox.inside.protocol import HEADER, MAGIC
    text = json.dumps({"body": {"verdict": "", "outputs": [], "late": False, "changed": []},
                       "arrays": [["|u1", [0]]]}).encode()
    def answer(number):
        for fd in range(3, 64):
            try: os.write(fd, HEADER.pack(MAGIC, number & 0xFFFFFFFF, len(text), 0) + text)
            except OSError: pass
    for number in numbers: answer(number)
    while steal:
        for fd in range(3, 64):
            try: data = os.read(fd, 2**20)
            except OSError: continue
            if data[:4] == MAGIC: answer(HEADER.unpack(data[:HEADER.size])[1])
"""
# All numbers that frames, generators and their locals hold, the deepest first.
FOUND = """
def found(frames):
    numbers, seen = [], set()
    def look(thing, depth=0):
        if id(thing) in seen or depth > 4: return
        seen.add(id(thing))
        if type(thing) is int and thing > 2**16: numbers.append(thing)
        elif type(thing) is bytes and 8 <= len(thing) < 100:
            numbers.append(int.from_bytes(thing[4:8], 'little'))
        elif isinstance(thing, dict): [look(one, depth + 1) for one in list(thing.values())]
        elif isinstance(thing, (list, tuple)): [look(one, depth + 1) for one in thing]
        else:
            for name in ('gi_frame', '__self__', '__wrapped__', 'f_locals', '__closure__',
                         'cell_contents', '__dict__'):
                try: look(getattr(thing, name), depth + 1)
                except Exception: pass
    for frame in frames:
        while frame:
            look(frame.f_locals); frame = frame.f_back
    return numbers[-300:]
"""
IN_CALL = WRONG + ROGUE + FOUND
SEES = (
    "for event in ('settrace', 'setprofile'):\n    try: getattr(sys, event)(see)\n"
    "    except RuntimeError: pass\n"
)
# What it is told has passed, whatever has become of it; the length of a frame stays.
MIDDLE = (
    "import fcntl, os, socket, stat, threading\nfor fd in range(3, 64):\n"
    "    try: flags = stat.S_ISFIFO(os.fstat(fd).st_mode) and fcntl.fcntl(fd, fcntl.F_GETFL)\n"
    "    except OSError: continue\n    if flags & os.O_WRONLY: break\n"
    "ours, theirs = socket.socketpair()\nreal = os.dup(fd)\nos.dup2(theirs.fileno(), fd)\n"
    "def hand_on():\n    while True:\n        data = ours.recv(2**20)\n"
    '        data = data.replace(b\'"verdict": "failed"\', b\'"verdict": ""      \')\n'
    "        os.write(real, data.replace(b'\"error\"', b'\"other\"'))\n"
    "threading.Thread(target=hand_on, daemon=True).start()\n"
)
INSIDE = (
    "from grader.engine.sandbox.inside import dialogue, hooks, outputs, protocol, shell, testcell\n"
)
SILENT = (
    "import IPython.core.interactiveshell as i\nclass Quiet(list):\n"
    "    append = extend = insert = __setitem__ = __iadd__ = lambda self, *a: None\n"
)

CLOSED: dict[str, Attack] = {
    "39_frames": Attack(
        "the function seeks the line to the grader in the frames below it, and answers itself",
        IN_CALL + "def double(x):\n    import sys\n    rogue(found([sys._getframe()]))\n",
        wild=True,
    ),
    "39_traceback": Attack(
        "the same by the frames of a traceback",
        IN_CALL + "def double(x):\n    try: 1 / 0\n    except ZeroDivisionError as e:\n"
        "        rogue(found([e.__traceback__.tb_frame]))\n",
        wild=True,
    ),
    "39_in_own_cell": Attack(
        "a cell of the student's own answers for itself and then for the tests",
        IN_CALL + "import sys\nrogue(found([sys._getframe()]))",
        wild=True,
    ),
    "39_generators": Attack(
        "generators are sought among all objects",
        IN_CALL + "import gc\nfrom types import GeneratorType\n"
        "def double(x):\n    rogue(found([o.gi_frame for o in gc.get_objects()"
        " if isinstance(o, GeneratorType) and o.gi_frame]))\n",
        wild=True,
    ),
    "39_referents": Attack(
        "the stacks of frames are read by the collector",
        IN_CALL + "import gc, sys\ndef double(x):\n    frame, frames = sys._getframe(), []\n"
        "    while frame:\n        frames += [o.gi_frame for o in gc.get_referents(frame)"
        " if hasattr(o, 'gi_frame')]\n        frame = frame.f_back\n    rogue(found(frames))\n",
        wild=True,
    ),
    "39_referrers": Attack(
        "whoever holds the words of the protocol is sought",
        IN_CALL + "import gc, os\ndef double(x):\n"
        "    held = [o for one in (os.read, os.write) for o in gc.get_referrers(one)]\n"
        "    rogue(found([getattr(o, 'gi_frame', None) for o in held]))\n",
        wild=True,
    ),
    "39_thread_steals": Attack(
        "a thread takes the questions off the line, and answers them",
        IN_CALL
        + "import threading\nthreading.Thread(target=rogue, args=([],), daemon=True).start()",
        wild=True,
    ),
    "39_answers_on_their_way": Attack(
        "the line to the grader leads to a thread, which hands on other answers than were given",
        WRONG + MIDDLE,
        wild=True,
    ),
    "39_current_frames": Attack(
        "a thread looks into the main thread while it waits for the grader",
        IN_CALL + "import sys, threading, time\ndef watch():\n    while True:\n"
        "        frames = list(sys._current_frames().values())\n"
        "        rogue(found(frames), steal=False) if len(frames) > 5 else time.sleep(0.001)\n"
        "threading.Thread(target=watch, daemon=True).start()",
    ),
    "39_signal_frame": Attack(
        "a timer's handler is given the frame that waits for the grader",
        IN_CALL + "import signal\nkept = []\ndef ring(number, frame):\n"
        "    if any('key' in f for f in (frame.f_locals, (frame.f_back or frame).f_locals)):\n"
        "        rogue(found([frame]))\n"
        "for number in (signal.SIGALRM, signal.SIGPROF, signal.SIGVTALRM):\n"
        "    signal.signal(number, ring)\n"
        "for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF, signal.ITIMER_VIRTUAL):\n"
        "    signal.setitimer(timer, 0.001, 0.001)",
        wild=True,
    ),
    "39_profiler": Attack(
        "a profiler is given the frames of whoever talks to the grader",
        IN_CALL + "import sys\ndef see(frame, event, arg):\n"
        "    if 'key' in frame.f_locals and 'turn' in frame.f_locals: rogue(found([frame]))\n"
        + SEES,
        wild=True,
    ),
    "39_collector": Attack(
        "the collector calls back while the grader is talked to",
        IN_CALL + "import gc, sys\ndef called(phase, info):\n    frame = sys._getframe(1)\n"
        "    if 'key' in frame.f_locals and 'turn' in frame.f_locals: rogue(found([frame]))\n"
        "gc.callbacks.append(called)\ngc.set_threshold(1)",
        wild=True,
    ),
    "39_last_words": Attack(
        "the test's value looks around when it goes",
        IN_CALL + "import sys\nclass Last:\n    def __eq__(self, other): raise ValueError(self)\n"
        "    def __del__(self):\n        frame = sys._getframe(1)\n"
        "        while frame:\n            if 'key' in frame.f_locals: rogue(found([frame]))\n"
        "            frame = frame.f_back\n"
        "def double(x): return Last()",
        wild=True,
    ),
    "39_parts_replaced": Attack(
        "the parts of the dialogue are replaced",
        WRONG + INSIDE + "passed = lambda *a: ''\n"
        "dialogue.decide = testcell.shown = testcell.before = passed\n"
        "testcell.ready = lambda shell, body: ((passed, (), None, {}), None)\n"
        "testcell.after = lambda *a: ([], None, frozenset())\n"
        "hooks.Kept.put_back = lambda self: []\nhooks.Kept.keep = lambda self, only=None: None",
    ),
    "39_code_replaced": Attack(
        "their code is replaced, the functions stay",
        WRONG + INSIDE + "def passed(*a, **k): return ''\nfor function in (dialogue.decide,"
        " testcell.after, hooks.Kept.put_back):\n    try: function.__code__ = passed.__code__\n"
        "    except RuntimeError: pass",
    ),
    "39_builtins_of_parts": Attack(
        "what the parts look up is put before the builtins",
        WRONG + INSIDE + "for module in (dialogue, hooks, outputs, shell, testcell):\n"
        "    module.callable = lambda thing: False\n    module.type = lambda *a: int\n"
        "    module.sorted = lambda *a, **k: []\nimport builtins\n"
        "builtins.callable = lambda thing: False\nbuiltins.sorted = lambda *a, **k: []\n"
        "np.allclose = np.array_equal = np.isclose = np.testing.assert_allclose = lambda *a, **k: True\n"
        "unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = lambda *a: None\n"
        "builtins.all = lambda *a: True",
    ),
    **{
        f"40_{name.lower()}": Attack(
            f"a {name} timer empties the list of errors",
            WRONG + "import signal\ndef ring(*_):\n    outputs = get_ipython().outputs\n"
            "    outputs.all.clear(); outputs.all = []\n"
            f"signal.signal(signal.{signal}, ring)\nsignal.setitimer(signal.{timer}, 0.001, 0.001)",
        )
        for name, signal, timer in (
            ("PROF", "SIGPROF", "ITIMER_PROF"),
            ("REAL", "SIGALRM", "ITIMER_REAL"),
            ("VIRTUAL", "SIGVTALRM", "ITIMER_VIRTUAL"),
        )
    },
    "40_in_call": Attack(
        "the function starts the timer when a test calls it",
        "import signal\ndef ring(*_): get_ipython().outputs.all.clear()\ndef double(x):\n"
        "    signal.signal(signal.SIGALRM, ring)\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)\n    return 0 * x",
    ),
    "40_interrupt": Attack(
        "the handler of interrupts is the student's, and the function interrupts itself",
        "import signal, _thread\ndef double(x):\n"
        "    signal.signal(signal.SIGINT, lambda *a: get_ipython().outputs.all.clear())\n"
        "    _thread.interrupt_main()\n    return 0 * x",
    ),
    "40_thread_clears": Attack(
        "a thread empties the list of errors",
        WRONG + "import threading, time\ndef work():\n    while True:\n"
        "        get_ipython().outputs.all.clear(); time.sleep(0.0005)\n"
        "threading.Thread(target=work, daemon=True).start()",
    ),
    "41_outputs_class": Attack(
        "the class of the outputs is replaced by one that is silent",
        "def double(x):\n    outputs = get_ipython().outputs\n"
        "    class Silent(type(outputs)):\n        error = write = lambda self, *a: None\n"
        "    outputs.__class__ = Silent\n    return 0 * x",
    ),
    "41_list": Attack(
        "the list of outputs is one that drops what is put into it",
        SILENT + "def double(x):\n    get_ipython().outputs.all = Quiet()\n    return 0 * x",
    ),
    "41_result": Attack(
        "the result of an execution forgets its errors",
        SILENT + "class Never:\n    def __get__(self, *a): return None\n"
        "    def __set__(self, *a): pass\ndef double(x):\n"
        "    i.ExecutionResult.error_in_exec = i.ExecutionResult.error_before_exec = Never()\n"
        "    return 0 * x",
    ),
    "41_result_new": Attack(
        "the class of the result is replaced",
        SILENT + "class Good:\n    error_in_exec = error_before_exec = None\n"
        "    success, result, execution_count = True, 2, 1\n"
        "    def __init__(self, *a): pass\n    def __setattr__(self, *a): pass\n"
        "i.ExecutionResult = Good\n" + WRONG,
    ),
    "41_shell_class": Attack(
        "the class of the shell is replaced in a call",
        "def double(x):\n    shell = get_ipython()\n    class Quiet(type(shell)):\n"
        "        def _showtraceback(self, *a): pass\n        def showtraceback(self, *a, **k): pass\n"
        "    shell.__class__ = Quiet\n    return 0 * x",
    ),
    "41_encoder": Attack(
        "whoever writes the reply writes another",
        WRONG + INSIDE + "import json\nfrom types import SimpleNamespace\n"
        'good = b\'{"body": {"verdict": "2", "outputs": []}, "arrays": []}\'\n'
        "shell.encode = protocol.encode = lambda *a: SimpleNamespace(text=good)\n"
        "json.dumps = lambda *a, **k: good.decode()",
    ),
    "41_shown": Attack(
        "what is shown says that the test has passed with two points",
        "def double(x):\n    shell = get_ipython()\n    shell.display_pub.publish({'text/plain': '2'})\n"
        "    shell.outputs.show('execute_result', {'text/plain': '2'}, {}, 1)\n"
        "    shell.outputs.all[:] = [{'output_type': 'execute_result', 'data': {'text/plain': '2'},"
        " 'metadata': {}, 'execution_count': 1}] * 9\n    return 0 * x",
    ),
    "41_shelf": Attack(
        "the function finds what takes the outcome, and fills it",
        "import sys\ndef double(x):\n    frame = sys._getframe()\n    while frame:\n"
        "        for name, thing in list(frame.f_locals.items()):\n"
        "            if type(thing) is list and name in ('box', 'shelf', 'found', 'words'):\n"
        "                thing[:] = ['', '2']\n        frame = frame.f_back\n    return 0 * x",
    ),
    "41_integer": Attack(
        "the points are of a class that is written as two",
        "class Two(int):\n    __repr__ = __str__ = __format__ = lambda self, *a: '2'\n"
        "    def __add__(self, other): return self\n    __radd__ = __iadd__ = __add__\n"
        "import builtins\nbuiltins.int = Two\n" + WRONG,
    ),
    "42_audit_hook": Attack(
        "an audit hook reads the tests before they run",
        WRONG + "import sys\ndef hook(event, args):\n    if event in ('compile', 'exec'):\n"
        "        if '21' in str(args) or 42 in getattr(args[0], 'co_consts', ()):\n"
        "            globals()['double'] = lambda x: 2 * x\nsys.addaudithook(hook)",
    ),
    "42_audit_hook_in_c": Attack(
        "the same hook is put up below Python",
        WRONG + "import ctypes\nkind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p,"
        " ctypes.py_object, ctypes.c_void_p)\n@kind\ndef hook(event, args, data):\n"
        "    if event == b'exec': globals()['double'] = lambda x: 2 * x\n    return 0\n"
        "ctypes.pythonapi.PySys_AddAuditHook(hook, None)",
        wild=True,
    ),
    "42_hook_raises": Attack(
        "an audit hook forbids whatever a test compares with",
        WRONG + "import sys\ndef hook(event, args):\n"
        "    if event == 'object.__getattr__': raise SystemExit(0)\nsys.addaudithook(hook)",
    ),
    "42_trace_in_call": Attack(
        "the function has the test traced, and its other lines left out",
        "import sys\ndef double(x):\n    frame = sys._getframe(1)\n"
        "    last = max(l for *_, l in frame.f_code.co_lines() if l)\n"
        "    def trace(f, event, arg):\n"
        "        if event == 'line' and f is frame: f.f_lineno = last\n        return trace\n"
        "    try: sys.settrace(trace)\n    except RuntimeError: pass\n"
        "    frame.f_trace = trace\n    return 0 * x",
    ),
    "42_trace_below": Attack(
        "the frames below the test are traced, and go another way",
        "import sys\ndef double(x):\n    def trace(f, event, arg):\n"
        "        if event == 'line' and f.f_code.co_name == 'decide': f.f_lineno += 3\n"
        "        return trace\n    frame = sys._getframe()\n    while frame:\n"
        "        frame.f_trace = trace\n        frame = frame.f_back\n"
        "    try: sys.settrace(trace)\n    except RuntimeError: pass\n    return 0 * x",
    ),
    "42_trace_all_threads": Attack(
        "tracers are set for every thread",
        WRONG + "import sys, threading\ndef trace(f, e, a): f.f_globals['points'] = 2\n"
        "for name in ('settrace', 'setprofile', 'settrace_all_threads', 'setprofile_all_threads'):\n"
        "    for owner in (sys, threading):\n"
        "        try: getattr(owner, name)(trace)\n        except (AttributeError, RuntimeError): pass",
    ),
    "42_monitoring": Attack(
        "the test is monitored, where this Python can",
        WRONG + "import sys\nwatch = getattr(sys, 'monitoring', None)\ndef see(code, *a):\n"
        "    globals()['points'] = 2\n    if 42 in code.co_consts: globals()['double'] = lambda x: 2 * x\n"
        "if watch:\n    watch.use_tool_id(1, 'x')\n"
        "    for event in (watch.events.LINE, watch.events.PY_START, watch.events.CALL):\n"
        "        watch.register_callback(1, event, see)\n    watch.set_events(1, 2**14 - 1)",
    ),
    "42_profile_in_call": Attack(
        "the function has the test profiled, and sets the points of every line",
        "import sys\ndef double(x):\n    names = sys._getframe(1).f_globals\n"
        "    def see(frame, event, arg):\n        if 'points' in names: names['points'] = 2\n"
        "    try: sys.setprofile(see)\n    except RuntimeError: return 0 * x\n    return 0 * x",
    ),
    "42_code_in_call": Attack(
        "NumPy's code is replaced in a call, and puts itself back",
        WRONG + "held = [getattr(f, '__wrapped__', f) for f in"
        " (np.allclose, np.array_equal, np.isclose, np.testing.assert_allclose)]\n"
        "then = [f.__code__ for f in held]\ndef yes(*a, **k):\n"
        "    import __main__ as m\n    for f, code in zip(m.held, m.then): f.__code__ = code\n"
        "    return True\ndef double(x):\n    for f in held:\n        try: f.__code__ = yes.__code__\n"
        "        except RuntimeError: pass\n    return 0 * x",
    ),
    "42_left_in_call": Attack(
        "builtins and NumPy are patched in a call, and stay so",
        calls(
            "import builtins, numpy\n    builtins.all = builtins.callable = lambda *a: True\n"
            "    builtins.abs = lambda x: 0\n    numpy.allclose = lambda *a, **k: True"
        ),
    ),
    **{
        f"42_{name}": Attack(f"{name} is the student's", WRONG + source)
        for name, source in {
            "atexit": "import atexit\natexit.register(get_ipython().displayhook, 2)",
            "codecs": "import codecs\ncodecs.register(lambda name: None)\n"
            "codecs.register_error('strict', lambda e: ('2', e.end))",
            "showwarning": "import warnings\nwarnings.showwarning = lambda *a, **k: None\n"
            "warnings.simplefilter('ignore')",
            "unraisablehook": "import sys, threading\nsys.unraisablehook = print\n"
            "threading.excepthook = print",
            "importer_cache": "import sys\nsys.path_importer_cache.clear()\n"
            "sys.path_importer_cache['.'] = None\nsys.path[:] = ['.']",
            "errcall": "np.seterrcall(lambda *a: None)\nnp.seterr(all='call')",
            "printoptions": "np.set_printoptions(formatter={'all': lambda x: '2'})",
            "switching": "import sys\nsys.setswitchinterval(1e-6)\nsys.setrecursionlimit(10**6)",
            "observers": "shell = get_ipython()\nshell.observe(lambda change: None)\n"
            "shell.set_custom_exc = shell.showtraceback = lambda *a, **k: None",
            "policy": "import asyncio\nclass Policy(asyncio.DefaultEventLoopPolicy):\n"
            "    def new_event_loop(self): return None\nasyncio.set_event_loop_policy(Policy())",
            "runner": "shell = get_ipython()\nshell.loop_runner = lambda coro: None\n"
            "shell.autoawait = True",
            "finders": "import sys\nsys.path_hooks.insert(0, lambda path: None)\n"
            "sys.meta_path.clear()",
            "weakrefs": "import weakref\nclass W: pass\nw = W()\n"
            "weakref.finalize(w, get_ipython().displayhook, 2)\ndel w",
            "frozen_types": "import unittest\nunittest.TestCase.__bases__ = (type('B', (), {}),)",
            "exceptions": "import builtins\nclass Never(type):\n"
            "    __instancecheck__ = __subclasscheck__ = lambda *a: False\n"
            "for name in ('Exception', 'BaseException', 'AssertionError'):\n"
            "    setattr(builtins, name, Never(name, (), {}))",
        }.items()
    },
}

CLOSED["39_finds_what_puts_back"] = Attack(
    "an answer looks through all frames for what puts things back, and disarms it",
    WRONG
    + """
import sys, ast
class D(ast.NodeTransformer):
    def visit_Module(self, node): return ast.parse('2')
def disarm():
    frame = sys._getframe()
    while frame is not None:
        for thing in list(frame.f_locals.values()):
            kept = getattr(thing, 'kept', thing)
            if hasattr(kept, 'put_back'): kept.put_back = lambda *a, **k: []
            if hasattr(thing, 'state'): thing.state[2] = 0
        frame = frame.f_back
disarm()
get_ipython().ast_transformers.append(D())
""",
)
CLOSED["41_builtins_of_its_own"] = Attack(
    "the notebook has builtins of its own, whose import gives modules that agree with everything",
    WRONG
    + """
import builtins
own, real = dict(vars(builtins)), builtins.__import__
class Agree:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __bool__(self): return True
    def __eq__(self, other): return True
own['__import__'] = lambda n, *a, **k: Agree() if n.partition('.')[0] in ('numpy', 'checks', 'unittest') else real(n, *a, **k)
globals()['__builtins__'] = own
""",
)
CLOSED["41_methods_of_classes"] = Attack(
    "methods of the classes that tests use agree with everything",
    WRONG
    + """
import collections, unittest.mock
import numpy as np
unittest.mock.NonCallableMock.assert_called_once_with = lambda *a, **k: None
collections.Counter.__eq__ = np.poly1d.__eq__ = lambda *a: True
""",
)
