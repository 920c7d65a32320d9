"""What IPython offers and students use: each has a right answer beside it, in a cell of its own."""

from tests.stock.cells import answer, check, filled, notebook
from tests.stock.course import Course

SOURCE = notebook(
    answer("double"),
    check("test_double", "assert double(2) == 4\nassert double(3) == 6", 2),
    check("test_value", "1.5 if double(2) == 4 else 0", 2),
    check("test_name", "assert seen == 'yes'", 1),
)
DOUBLE = "def double(x):\n    return 2 * x\n"
# Code of the answer; `seen = 'yes'` shows how far it came.
CELLS: dict[str, str] = {
    "plain": DOUBLE + "seen = 'yes'",
    "matplotlib": "%matplotlib inline\n" + DOUBLE + "seen = 'yes'",
    "matplotlib_bare": "%matplotlib\n" + DOUBLE + "seen = 'yes'",
    "config": "%config InlineBackend.figure_format = 'retina'\n" + DOUBLE + "seen = 'yes'",
    "autoreload": "%load_ext autoreload\n%autoreload 2\n" + DOUBLE + "seen = 'yes'",
    "precision": "%precision 3\n" + DOUBLE + "seen = 'yes'",
    "time_cell": "%%time\n" + DOUBLE + "seen = 'yes'",
    "time_line": DOUBLE + "%time seen = 'yes'",
    "timeit_cell": "%%timeit -n1 -r1\n" + DOUBLE + "seen = 'yes'",
    "timeit_line": DOUBLE + "%timeit -n1 -r1 double(2)\nseen = 'yes'",
    "timeit_value": DOUBLE + "t = %timeit -n1 -r1 -o double(2)\nseen = 'yes' if t.best else 0",
    "capture": "%%capture out\n" + DOUBLE + "seen = 'yes'\nprint(1)",
    "writefile": "%%writefile mine.py\n" + DOUBLE + "seen = 'yes'",
    "prun": DOUBLE + "%prun -q double(2)\nseen = 'yes'",
    "env": DOUBLE + "%env COLOUR=yes\nimport os\nseen = os.environ['COLOUR']",
    "cd": DOUBLE + "%cd /tmp\nseen = 'yes'",
    "pwd": DOUBLE + "here = %pwd\nimport os\nseen = 'yes' if here == os.getcwd() else 'no'",
    "who_ls": DOUBLE + "names = %who_ls\nseen = 'yes' if 'double' in names else 'no'",
    "alias": DOUBLE + "%alias_magic t timeit\nseen = 'yes'",
    "xmode": "%xmode Plain\n" + DOUBLE + "seen = 'yes'",
    "pylab": "%pylab inline\n" + DOUBLE + "seen = 'yes'",
    "reset": "seen = 'yes'\n%reset -f\n" + DOUBLE,
    "html_magic": "%%html\n<b>" + DOUBLE + "</b>",
    "latex_magic": "%%latex\n$x$",
    "javascript_magic": "%%javascript\nalert(1)",
    "markdown_magic": "%%markdown\n# x",
    "python_magic": "%%python\n" + DOUBLE + "seen = 'yes'",
    "own_magic": (
        "from IPython.core.magic import register_line_magic\n@register_line_magic\n"
        "def mine(line): return line\n" + DOUBLE + "seen = 'yes'\n%mine yes"
    ),
    "own_magic_value": (
        "from IPython.core.magic import register_line_magic\n@register_line_magic\n"
        "def mine(line): return line\n" + DOUBLE + "seen = %mine yes"
    ),
    "unknown_magic": DOUBLE + "%no_such\nseen = 'yes'",
    "await": "import asyncio\n" + DOUBLE + "await asyncio.sleep(0)\nseen = 'yes'",
    "async_for": (
        DOUBLE + "async def words():\n    yield 'yes'\nasync for seen in words():\n    pass"
    ),
    "asyncio_run": (
        DOUBLE + "import asyncio\nasync def f(): return 'yes'\nseen = asyncio.run(f())"
    ),
    "underscore": DOUBLE + "seen = 'yes' if _ == '' else repr(_)",
    "out": DOUBLE + "seen = 'yes' if Out == {} and isinstance(In, list) else 'no'",
    "get_ipython": DOUBLE + "get_ipython().run_line_magic('time', 'seen = \"yes\"')",
    "run_cell": DOUBLE + "get_ipython().run_cell('seen = \"yes\"')",
    "push": DOUBLE + "get_ipython().push({'seen': 'yes'})",
    "user_ns": DOUBLE + "get_ipython().user_ns['seen'] = 'yes'",
    "display": DOUBLE + "from IPython.display import HTML\ndisplay(HTML('<b>x</b>'))\nseen = 'yes'",
    "markdown": DOUBLE + "from IPython.display import Markdown\nseen = 'yes'\nMarkdown('x')",
    "image": DOUBLE + "from IPython.display import Image\nImage(url='x.png')\nseen = 'yes'",
    "progress": (
        DOUBLE + "from IPython.display import clear_output\nfor i in range(3):\n    print(i)\n"
        "    clear_output(wait=True)\nseen = 'yes'"
    ),
    "tqdm": DOUBLE + "from tqdm import tqdm\nfor i in tqdm(range(3)):\n    pass\nseen = 'yes'",
    "tqdm_notebook": (
        DOUBLE + "from tqdm.notebook import tqdm\nfor i in tqdm(range(3)):\n    pass\nseen = 'yes'"
    ),
    "widget": (
        DOUBLE + "import ipywidgets\nipywidgets.interact(lambda x: x, x=(0, 3))\nseen = 'yes'"
    ),
    "plot": DOUBLE + "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nseen = 'yes'",
    "many_plots": (
        DOUBLE + "import matplotlib.pyplot as plt\nfor i in range(25):\n    plt.figure()\n"
        "seen = 'yes'"
    ),
    "own_backend": (
        "import matplotlib\nmatplotlib.use('Agg')\n" + DOUBLE + "import matplotlib.pyplot as plt\n"
        "plt.plot([1])\nplt.savefig('p.png')\nseen = 'yes'"
    ),
    "input": DOUBLE + "name = input('?')\nseen = 'yes'",
    "input_caught": DOUBLE + "try:\n    input('?')\nexcept Exception:\n    seen = 'yes'",
    "sys_exit": DOUBLE + "import sys\nsys.exit(0)\nseen = 'yes'",
    "exit": DOUBLE + "seen = 'yes'\nexit()",
    "quit_bare": DOUBLE + "seen = 'yes'\nquit",
    "help": DOUBLE + "?double\nseen = 'yes'",
    "help_builtin": DOUBLE + "help(double)\nseen = 'yes'",
    "source_help": DOUBLE + "double??\nseen = 'yes'",
    "question_len": DOUBLE + "len?\nseen = 'yes'",
    "auto_call": DOUBLE + "/print 1\nseen = 'yes'",
    "quotes": DOUBLE + ";print a\nseen = 'yes'",
    "unicode": "# Größe 😀\n" + DOUBLE + "größe = 'yes'\nseen = größe",
    "prompt": ">>> def double(x):\n...     return 2 * x\n>>> seen = 'yes'",
    "ipython_prompt": "In [1]: def double(x):\n   ...:     return 2 * x\n\nIn [2]: seen = 'yes'",
    "leading_spaces": "    def double(x):\n        return 2 * x\n    seen = 'yes'",
    "tabs": "def double(x):\n\treturn 2 * x\nseen = 'yes'",
    "no_newline_magic": DOUBLE + "seen = 'yes'; %time pass",
    "shell": DOUBLE + "!echo hello\nseen = 'yes'",
    "shell_value": DOUBLE + "found = !echo yes\nseen = found[0]",
    "pip": DOUBLE + "%pip --version\nseen = 'yes'",
    "pip_shell": "!pip install numpy\n" + DOUBLE + "seen = 'yes'",
    "ls": DOUBLE + "%ls\nseen = 'yes'",
    "bash": "%%bash\necho hello",
    "subprocess": DOUBLE + "import subprocess\nsubprocess.run(['true'])\nseen = 'yes'",
    "syntax_error": DOUBLE + "seen = = 'yes'",
    "error_after": DOUBLE + "seen = 'yes'\nraise ValueError",
    "error_before": "raise ValueError\n" + DOUBLE + "seen = 'yes'",
    "recursion": DOUBLE + "seen = 'yes'\ndef f(): f()\nf()",
    "long_message": DOUBLE + "seen = 'yes'\nraise ValueError('x' * 10**6)",
    "many_lines": DOUBLE + "seen = 'yes'\nfor i in range(20000): print(i)",
    "long_line": DOUBLE + "seen = 'yes'\nprint('x' * 10**6)",
    "prints_in_function": "def double(x):\n    print(x)\n    return 2 * x\nseen = 'yes'",
    "displays_in_function": "def double(x):\n    display(x)\n    return 2 * x\nseen = 'yes'",
    "stderr_in_function": (
        "import sys\ndef double(x):\n    print(x, file=sys.stderr)\n    return 2 * x\nseen = 'yes'"
    ),
    "warns_in_function": (
        "import warnings\ndef double(x):\n    warnings.warn('slow')\n    return 2 * x\nseen = 'yes'"
    ),
    "numpy_value": "import numpy as np\ndef double(x):\n    return np.float64(2 * x)\nseen = 'yes'",
    "matrix_value": "import numpy as np\ndef double(x):\n    return np.full(2, 2 * x)\nseen = 'yes'",
    "lazy_import": "def double(x):\n    import numpy\n    return 2 * x\nseen = 'yes'",
    "class_with_main": (
        "class C:\n    pass\nimport pickle\npickle.dumps(C())\n" + DOUBLE + "seen = 'yes'"
    ),
    "deep_copy": "import copy\n" + DOUBLE + "d = copy.deepcopy(double)\nseen = 'yes'",
    "dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1\n"
        + DOUBLE
        + "seen = 'yes'"
    ),
    "inspect_source": DOUBLE + "import inspect\nseen = 'yes' if inspect.getsource(double) else ''",
    "decorator": (
        "import functools\n@functools.lru_cache\ndef double(x):\n    return 2 * x\nseen = 'yes'"
    ),
    "globals": DOUBLE + "globals()['seen'] = 'yes'",
    "random": DOUBLE + "import random\nrandom.seed(3)\nseen = 'yes' if random.random() < 1 else ''",
    "thread": (
        DOUBLE + "import threading\nt = threading.Thread(target=lambda: globals().update("
        "seen='yes'))\nt.start()\nt.join()"
    ),
    "pool": (
        DOUBLE + "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool:\n    seen, = pool.map(str, ['yes'])"
    ),
    "temp_file": (
        DOUBLE + "import tempfile\nwith tempfile.TemporaryFile('w+') as f:\n    f.write('yes')\n"
        "    f.seek(0)\n    seen = f.read()"
    ),
    "environment": DOUBLE + "import os\nseen = 'yes' if os.environ['NBGRADER_EXECUTION'] else ''",
    "main": DOUBLE + "if __name__ == '__main__':\n    seen = 'yes'",
    "hidden_name": DOUBLE + "_seen = 'yes'\nseen = _seen",
    "shadows_builtin": "list = [1]\nstr = 'x'\n" + DOUBLE + "seen = 'yes'",
    "shadows_print": "print = None\n" + DOUBLE + "seen = 'yes'",
    "shadows_display": "display = None\n" + DOUBLE + "seen = 'yes'",
    "semicolons": "double = lambda x: 2 * x; seen = 'yes';",
    "comment_only": "# nothing",
    "empty": "",
    "magic_comment": "# %time\n" + DOUBLE + "seen = 'yes'",
    "future": "from __future__ import annotations\n" + DOUBLE + "seen: missing = 'yes'",
    "del_after": DOUBLE + "seen = 'yes'\ndel double",
    "sklearn_like_repr": (
        "class M:\n    def _repr_html_(self): return '<b>'\n    def __repr__(self): return 'M'\n"
        + DOUBLE
        + "seen = 'yes'\nM()"
    ),
    "logging": DOUBLE + "import logging\nlogging.basicConfig(level=10)\nseen = 'yes'",
    "warnings_off": DOUBLE + "import warnings\nwarnings.filterwarnings('ignore')\nseen = 'yes'",
    "printoptions": DOUBLE + "import numpy as np\nnp.set_printoptions(precision=2)\nseen = 'yes'",
    "seterr": DOUBLE + "import numpy as np\nnp.seterr(all='raise')\nseen = 'yes'",
    "recursion_limit": DOUBLE + "import sys\nsys.setrecursionlimit(5000)\nseen = 'yes'",
    "path": DOUBLE + "import sys\nsys.path.append('lib')\nseen = 'yes'",
    "signal": DOUBLE + "import signal\nsignal.alarm(0)\nseen = 'yes'",
    "gc": DOUBLE + "import gc\ngc.collect()\nseen = 'yes'",
    "atexit": DOUBLE + "import atexit\natexit.register(print, 'bye')\nseen = 'yes'",
}

COURSES = {
    "features": Course(
        "what IPython offers, in the cell of an answer",
        {"p1.ipynb": SOURCE},
        {student: {"p1.ipynb": filled(SOURCE, double=cell)} for student, cell in CELLS.items()},
    )
}
