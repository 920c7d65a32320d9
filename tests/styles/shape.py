"""What a function is made as: a plain one, a lambda, an object, a method, behind a decorator …"""

import ast
import re
from collections.abc import Callable

Shape = Callable[[ast.FunctionDef], str]
SHAPES: dict[str, Shape] = {}


def shape(name: str, template: str) -> None:
    """Note one.

    INNER is the function, under another name; NAME its own; ARGS the names of its arguments;
    SIGNATURE these with their defaults.
    """

    def make(function: ast.FunctionDef) -> str:
        own = function.name
        inner = f"_inner_{own}"
        function.name = inner
        source = ast.unparse(function)
        arguments = ", ".join(one.arg for one in function.args.args)
        keywords = ", ".join(f"{one.arg}={one.arg}" for one in function.args.args)
        for one in function.args.args:
            one.annotation = None
        table = {
            "NAME": own,
            "ARGS": arguments,
            "KEYWORDS": keywords,
            "SIGNATURE": ast.unparse(function.args),
            "CALL": f"{inner}({arguments})",
            "INNER": inner,
        }
        text = re.sub(
            r"\b(NAME|ARGS|KEYWORDS|SIGNATURE|CALL|INNER)\b", lambda m: table[m[0]], template
        )
        return f"{source}\n\n{text}"

    SHAPES[name] = make


def text(name: str, change: Callable[[str], str]) -> None:
    """Note a way to set the text of a plain function."""
    SHAPES[name] = lambda function: change(ast.unparse(function))


text("plain", lambda source: source)
text("tabs", lambda s: re.sub(r"(?m)^(?: {4})+", lambda m: "\t" * (len(m[0]) // 4), s))
text("lines end as on Windows", lambda s: s.replace("\n", "\r\n"))
text("comments", lambda s: "# my try\n" + re.sub(r"(?m)^(    \w[^'\"\n]*)$", r"\1  # ok", s))
text("numpy by its name", lambda s: "import numpy\n" + re.sub(r"\bnp\.", "numpy.", s))
text("imports within", lambda s: re.sub(r"(?m)\A(def .*:)$", r"\1\n    import numpy as np", s))
shape("a helper", "def NAME(SIGNATURE):\n    return CALL")
shape("a helper by keywords", "def NAME(SIGNATURE):\n    return INNER(KEYWORDS)")
shape("a lambda", "NAME = lambda SIGNATURE: CALL")
shape("a partial", "import functools\nNAME = functools.partial(INNER)")
shape("another name", "NAME = INNER")
shape("anything", "def NAME(*args, **kwargs):\n    return INNER(*args, **kwargs)")
shape(
    "a decorator",
    "import functools\ndef noted(f):\n    @functools.wraps(f)\n    def wrapper(*a, **k):\n"
    "        return f(*a, **k)\n    return wrapper\n@noted\ndef NAME(SIGNATURE):\n    return CALL",
)
shape(
    "a decorator that forgets the name",
    "def noted(f):\n    def wrapper(*a, **k):\n        return f(*a, **k)\n    return wrapper\n"
    "@noted\ndef NAME(SIGNATURE):\n    return CALL",
)
shape(
    "an object that is called",
    "class Step:\n    def __call__(self, SIGNATURE):\n        return CALL\nNAME = Step()",
)
shape(
    "a bound method",
    "class Network:\n    def step(self, SIGNATURE):\n        return CALL\nNAME = Network().step",
)
shape(
    "a static method",
    "class Tools:\n    @staticmethod\n    def step(SIGNATURE):\n        return CALL\n"
    "NAME = Tools.step",
)
shape(
    "a closure",
    "def make():\n    def NAME(SIGNATURE):\n        return CALL\n    return NAME\nNAME = make()",
)
shape(
    "a generator",
    "def turns(ARGS):\n    yield CALL\ndef NAME(SIGNATURE):\n    return next(turns(ARGS))",
)
shape("errstate", "def NAME(SIGNATURE):\n    with np.errstate(all='ignore'):\n        return CALL")
shape("prints", "def NAME(SIGNATURE):\n    print('called', ARGS)\n    return CALL")
shape(
    "logs and warns",
    "import logging, warnings\ndef NAME(SIGNATURE):\n    logging.info('in')\n"
    "    warnings.warn('slow')\n    return CALL",
)
shape(
    "raises again",
    "def NAME(SIGNATURE):\n    try:\n        return CALL\n    except Exception:\n        raise",
)
shape("a global answer", "def NAME(SIGNATURE):\n    global last\n    last = CALL\n    return last")
shape(
    "typed", "import typing\ndef NAME(SIGNATURE) -> 'typing.Any':\n    '''Mine.'''\n    return CALL"
)
shape(
    "a saved state",
    "def NAME(SIGNATURE):\n    state = np.random.get_state()\n    answer = CALL\n"
    "    np.random.set_state(state)\n    return answer",
)
shape(
    "copies of what came",
    "import copy\ndef NAME(SIGNATURE):\n    ARGS_ = copy.deepcopy((ARGS,))\n"
    "    return INNER(*ARGS_)",
)

# What comes back is turned into what is as good.
BACK = """
def back(one):
    if isinstance(one, (tuple, list)):
        return SEQUENCE
    if isinstance(one, dict):
        return MAPPING
    if isinstance(one, np.ndarray):
        return ARRAY
    return one
def NAME(SIGNATURE):
    return back(CALL)
"""


def back(name: str, array: str, mapping: str = "", sequence: str = "") -> None:
    """Note one."""
    template = BACK.replace("ARRAY", array)
    template = template.replace("MAPPING", mapping or "{k: back(v) for k, v in one.items()}")
    shape(name, template.replace("SEQUENCE", sequence or "type(one)(map(back, one))"))


back("arrays: copies", "one.copy()")
back("arrays: of Fortran", "np.asfortranarray(one)")
back("arrays: windows", "np.repeat(one, 2, axis=-1)[..., ::2] if one.ndim else one")
back("arrays: read only", "np.lib.stride_tricks.as_strided(one, writeable=False)")
back("arrays: turned twice", "one.T.copy().T")
back("dictionaries: reversed", "one", "{k: back(one[k]) for k in reversed(list(one))}")
back("dictionaries: ordered", "one", "__import__('collections').OrderedDict(one)")
back("dictionaries: with a default", "one", "__import__('collections').defaultdict(list, one)")
back("sequences: lists", "one", sequence="list(map(back, one))")
back("sequences: tuples", "one", sequence="tuple(map(back, one))")
back(
    "sequences: named",
    "one",
    sequence="__import__('collections').namedtuple('T', ['f%d' % i for i in range(len(one))])"
    "(*map(back, one))",
)
