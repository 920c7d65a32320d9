"""Tricks to carry a hidden case's numbers out, past whoever blanks them: all belong to 7."""

from tests.tricks import Trick, answers

RAISED = "the function raised {}"  # and not a word more
RAISE = "def compute_cost(AL, Y):\n    x = float(AL.ravel()[0])\n    raise {}\n"

TRICKS: dict[str, Trick] = {
    "07_raises_a_number": Trick(
        "the numbers as they are",
        answers("raise ValueError(AL, Y)"),
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "07_raises_spaced_digits": Trick(
        "digits with spaces",
        RAISE.format("ValueError(' '.join(repr(x)))"),
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "07_raises_hex": Trick(
        "hexadecimal digits",
        RAISE.format("ValueError(x.hex())"),
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "07_raises_words": Trick(
        "digits as words",
        "WORDS = 'nil one two three four five six seven eight nine'.split()\n"
        + RAISE.format("KeyError(' '.join(WORDS[int(c)] for c in repr(x) if c.isdigit()))"),
        "raised",
        says=(RAISED.format("KeyError"),),
    ),
    "07_raises_a_known_message": Trick(
        "a message of Python's own form, with a name that is a number",
        RAISE.format("NameError(f\"name 'n{int(x * 10**9)}' is not defined\")"),
        "raised",
        says=(RAISED.format("NameError: name '…' is not defined"),),
    ),
    "07_names_an_exception": Trick(
        "an exception type that is named for the number",
        RAISE.format("type('E' + repr(x), (Exception,), {})('no')"),
        "raised",
        says=(RAISED.format("an exception"),),
    ),
    "07_names_a_type": Trick(
        "a value whose type is named for the numbers",
        answers("return type('T' + repr(AL), (), {})()"),
        says=("not a value that is no plain data",),
    ),
    "07_names_a_number": Trick(
        "a value whose type is named for one number",
        answers("return type(f'T{int(abs(AL.ravel()[0]) * 10**9)}', (), {})()"),
        says=("not another type",),
    ),
    "07_names_a_property": Trick(
        "a type whose name is answered by code",
        "class Meta(type):\n    @property\n    def __name__(cls): return 'passed'\n"
        "class Named(metaclass=Meta): pass\n" + answers("return Named()"),
        says=("not another type",),
    ),
    "07_names_fields": Trick(
        "a dtype whose fields are named for the numbers",
        answers("return np.zeros(1, [(repr(AL), 'f8')])"),
        says=("not a value that is no plain data",),
    ),
    "07_names_keys": Trick(
        "keys that are the numbers",
        answers("return {repr(v): 1.0 for v in AL.ravel()}"),
        says=("not a dict",),
    ),
    "07_gives_a_shape": Trick(
        "a shape that is the numbers",
        answers("return np.zeros([0] + [int(abs(v) * 10**5) for v in AL.ravel()[:2]])"),
        says=("the shape is another one",),
    ),
    "07_writes_a_line": Trick(
        "the line that raises is replaced in the cache of lines",
        "import linecache\ndef compute_cost(AL, Y):\n"
        "    for name in list(linecache.cache):\n"
        "        linecache.cache[name] = (1, None, [repr(AL.tolist())] * 99, name)\n"
        "    raise ValueError",
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "07_writes_a_place": Trick(
        "the place that raised, and the reply itself, are made up",
        "import grader.engine.sandbox.inside.worker as w\nreal = w.encode\n"
        "def mine(body, arrays):\n    return real(body | {'line': 'in n' + str(seen) + ', line 3: x'}, arrays)\n"
        "w.encode = mine\nseen = 0\n"
        "def compute_cost(AL, Y):\n    global seen\n    seen = int(abs(AL.ravel()[0]) * 10**9)\n    raise ValueError",
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "07_prints_it_later": Trick(
        "what a call has seen is printed by a thread, by exit handlers, and by a later cell",
        "import atexit, builtins, threading, time\nbuiltins.seen = []\n"
        "threading.Thread(target=lambda: [print('seen', seen) or time.sleep(.1) for _ in range(99)], daemon=True).start()\n"
        "atexit.register(lambda: print('seen', seen))\n"
        "def compute_cost(AL, Y):\n    seen.append(AL)\n    print('seen', AL)\n    return 0.0\n"
        "class Last:\n    def __del__(self): print('seen', seen)\nlast = Last()\nprint('seen', seen)",
    ),
    "07_reads_the_memory": Trick(
        "a cell looks for inputs in the worker's memory, through ctypes and every object",
        "import ctypes, gc, sys\n"
        "print([o for o in gc.get_objects() if isinstance(o, np.ndarray) and o.size][:3])\n"
        "print(ctypes.string_at(id(sys.modules), 64))\n"
        "print([k for m in list(sys.modules.values()) for k in vars(m) if 'hidden' in k.lower()][:9])\n"
        + answers("return 0.0"),
    ),
    "07_warns": Trick(
        "warnings are shown by code of its own",
        "import warnings\nwarnings.showwarning = lambda *a, **k: print('passed')\n"
        + answers("warnings.warn(repr(AL)); raise Warning(repr(Y))"),
        "raised",
        says=(RAISED.format("an exception"),),
    ),
    "07_reads_hidden_values": Trick(
        "the hidden values, or a solution, are sought on the disk",
        "import os, h5py\nfound = [os.path.join(d, n) for d, _, names in os.walk('/') for n in names\n"
        "    if n in ('hidden.h5', 'cost.py', 'gradebook.db') or d.endswith('solutions')]\n"
        "hidden = h5py.File(found[0], 'r')\n" + answers("return hidden"),
        "not attempted",
    ),
    "07_imports_the_solution": Trick(
        "the solution is imported",
        "try:\n    from solutions import compute_cost\nexcept ImportError:\n"
        "    from grader.engine.course.assignment import load_assignment as compute_cost",
        "not attempted",
    ),
}
