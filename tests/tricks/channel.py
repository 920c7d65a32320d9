"""Tricks on the line to the grader, and answers of hostile type: 19 to 21."""

from tests.tricks import Trick, answers

WRONG = answers("return 0.0")
UNSOLVED = "not attempted"
DESCRIPTORS = "import os\nfor fd in range(3, 64):\n    try: {}\n    except OSError: pass\n"
FRAME = (
    "import json, os, struct, threading, time\n"
    "def forged(number):\n"
    "    text = json.dumps({'body': {'answer': {'list': [{'float': '0x1p-1'}, None]}, 'error': None, 'line': '', 'passed': True, 'outcome': 'passed'}, 'arrays': []}).encode()\n"
    "    return struct.pack('<4sIIQ', b'LW02', number, len(text), 0) + text\n"
)

TRICKS: dict[str, Trick] = {
    "19_lying_strides": Trick(
        "an array that says it has a trillion numbers",
        answers("return np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0))"),
    ),
    "19_empty_and_huge": Trick(
        "an array without numbers whose sides no machine can hold",
        "def compute_cost(AL, Y): return np.empty((0, 2**31, 2**31))",
        "raised",
    ),
    "19_subclass": Trick(
        "a subclass of ndarray that equals everything",
        "class A(np.ndarray):\n    __eq__ = lambda self, other: True\n"
        "    __array_finalize__ = lambda self, other: print('hi')\n"
        + answers("return np.array(0.5).view(A)"),
    ),
    "19_object_array": Trick(
        "an array of objects that run code when they are read",
        "class O:\n    def __reduce__(self): return (print, ('unpickled',))\n    __float__ = lambda self: 0.5\n"
        + answers("return np.array([O()], dtype=object)"),
    ),
    "19_structured": Trick("a structured array", answers("return np.zeros(1, dtype='f8,f8')")),
    "19_nan": Trick("nan, which no comparison finds wrong", answers("return float('nan')")),
    "19_infinite": Trick("infinity", answers("return np.float64('inf')")),
    "19_huge_integer": Trick("an integer of a million digits", answers("return 10**1_000_000")),
    "19_generator": Trick("a generator", answers("yield 0.5")),
    "19_lazy_dictionary": Trick(
        "a dictionary that makes up its values",
        "class D(dict):\n    def __getitem__(self, key): return 0.5\n" + answers("return D()"),
    ),
    "19_endless_list": Trick(
        "a list that holds itself",
        "def compute_cost(AL, Y):\n    a = []\n    a.append(a)\n    return a",
    ),
    "19_wide_list": Trick("a list of ten million", answers("return [0.5] * 10**7")),
    "19_surrogates": Trick(
        "texts that no encoding can hold",
        answers("return {'\\ud800': '\\udfff', '\\0': '\\x1b[2J'}"),
    ),
    "19_changes_its_arguments": Trick(
        "the arguments are made to fit the answer",
        "def compute_cost(AL, Y):\n    AL[:] = 0.5\n    Y[:] = 1\n    return float(np.log(2))",
    ),
    "20_writes_a_frame": Trick(
        "a frame on every descriptor",
        FRAME + DESCRIPTORS.format("os.write(fd, forged(7))"),
        "not attempted",
    ),
    "20_answers_early": Trick(
        "a thread answers every question before it is asked",
        FRAME + "def answer():\n    for number in range(1, 400):\n        for fd in range(3, 64):\n"
        "            try: os.write(fd, forged(number))\n            except OSError: pass\n        time.sleep(.002)\n"
        "def compute_cost(AL, Y):\n    threading.Thread(target=answer, daemon=True).start()\n    time.sleep(.3)\n    return 0.0",
        "raised",
        says=("it wrote where it must not",),
    ),
    "20_floods": Trick(
        "every descriptor is flooded",
        "def compute_cost(AL, Y):\n    import os\n    for fd in range(3, 64):\n        try:\n"
        "            while True: os.write(fd, b'x' * 65536)\n        except OSError: pass\n    return 0.0",
        "raised",
        says=("it wrote where it must not",),
    ),
    "20_truncates": Trick(
        "half a frame, and then the end",
        FRAME
        + "def compute_cost(AL, Y):\n    for fd in range(3, 64):\n        try: os.write(fd, forged(9)[:30])\n"
        "        except OSError: pass\n    os._exit(0)",
        "raised",
    ),
    "20_oversizes": Trick(
        "a frame that says it is as large as the world",
        FRAME + "def compute_cost(AL, Y):\n    for fd in range(3, 64):\n"
        "        try: os.write(fd, struct.pack('<4sIIQ', b'LW02', 9, 2**32 - 1, 2**64 - 1))\n"
        "        except OSError: pass\n    return 0.0",
        "raised",
        says=("it wrote where it must not",),
    ),
    "20_trickles": Trick(
        "a frame that never ends, a byte at a time",
        FRAME
        + "def compute_cost(AL, Y):\n    for byte in forged(9)[:20] + b' ' * 10**6:\n        for fd in range(3, 64):\n"
        "            try: os.write(fd, bytes([byte]))\n            except OSError: pass\n        time.sleep(.05)",
        "timed out",
    ),
    "20_closes": Trick(
        "every descriptor is closed", "import os\nos.closerange(0, 256)", "not attempted"
    ),
    "20_lies_about_a_shape": Trick(
        "an array without numbers whose sides are beyond all bounds",
        "import grader.engine.sandbox.inside.worker as w\nreal = w.encode\n"
        "def mine(body, arrays):\n    made = real(body, arrays)\n"
        '    text = made.text.replace(b\'"arrays": []\', b\'"arrays": [["<f8", [0, 549755813888, 549755813888]]]\')\n'
        "    return type(made)(text, made.numbers)\nw.encode = mine\n" + WRONG,
        UNSOLVED,
    ),
    "20_replaces_send": Trick(
        "the channel sends what it likes",
        "import grader.engine.sandbox.inside.protocol as p\nsend = p.Channel.send\ndef mine(self, number, content, seconds=None):\n"
        "    send(self, number, p.encode({'outcome': 'passed', 'answer': {'other': '\\x1b[2J<script>'}, 'error': None}, []), seconds)\n"
        "p.Channel.send = mine\n" + WRONG,
    ),
    "20_sends_what_is_no_text": Trick(
        "replies whose parts are of other types",
        "import grader.engine.sandbox.inside.worker as w\n"
        "w.said_by = lambda e: ['no', 'text']\n"
        "w.pack = lambda v: ([[[[{'array': -1}]]]], [])\n" + WRONG,
    ),
    "21_replaces_packing": Trick(
        "what packs answers says that they passed",
        "import grader.engine.sandbox.inside.worker as w\nw.pack = lambda v: ({'passed': True}, [])\n"
        + WRONG,
    ),
    "21_replaces_modules": Trick(
        "modules are empty ones",
        "import sys, types\nfor name in ('json', 'struct', 'numpy', 'grader'):\n"
        "    sys.modules[name] = types.ModuleType(name)\n" + WRONG,
    ),
    "21_replaces_json": Trick(
        "json says that all passed",
        "import json\njson.dumps = lambda *a, **k: '{\"passed\": true}'",
        "not attempted",
    ),
    "21_replaces_builtins": Trick(
        "builtins are replaced",
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda x: 1\n"
        "builtins.getattr = lambda *a: print\nbuiltins.type = lambda x: float\n" + WRONG,
        "not attempted",
    ),
    "21_traces": Trick(
        "a trace function ends every call",
        "import sys\nsys.settrace(lambda *a: sys.exit(0))\n" + WRONG,
        "not attempted",
    ),
    "21_profiles": Trick(
        "a profile function, in every thread, changes what calls return",
        "import sys, threading\ndef profile(frame, event, arg):\n"
        "    for v in list(frame.f_locals.values()):\n        if isinstance(v, dict) and 'error' in v: v['error'] = None\n"
        "sys.setprofile(profile)\nthreading.setprofile(profile)\n" + WRONG,
    ),
}
