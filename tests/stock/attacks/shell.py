"""Attacks on the shell that runs a test: transformers, compilers, handlers of exceptions."""

from tests.stock.attacks.attack import SHELL, WRONG, Attack

CLOSED: dict[str, Attack] = {
    "04_ast_transformer": Attack(
        "a transformer of the syntax tree deletes assert",
        WRONG + "import ast\nclass T(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "    def visit_Expr(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(T())",
    ),
    "04_ast_points": Attack(
        "a transformer adds the points",
        WRONG + "import ast\nclass T(ast.NodeTransformer):\n"
        "    def visit_Module(self, node): return ast.parse('2')\n"
        "get_ipython().ast_transformers.append(T())",
    ),
    "04_input_transformer": Attack(
        "a transformer of the text empties the test",
        WRONG + SHELL + "shell.input_transformers_cleanup.append(lambda lines: ['2\\n'])\n"
        "shell.input_transformers_post.append(lambda lines: ['2\\n'])",
    ),
    "04_transformer_manager": Attack(
        "the manager of transformers is patched",
        WRONG + SHELL + "shell.input_transformer_manager.transform_cell = lambda text: '2\\n'\n"
        "type(shell.input_transformer_manager).transform_cell = lambda self, text: '2\\n'",
    ),
    "04_compile": Attack(
        "the shell's compiler is replaced",
        WRONG + SHELL + "import ast, builtins\nold = builtins.compile\n"
        "builtins.compile = lambda text, *a, **k: old('2', *a, **k)\n"
        "ast.parse = lambda *a, **k: old('2', 'x', 'exec', ast.PyCF_ONLY_AST)\n"
        "shell.compile.ast_parse = ast.parse\ntype(shell.compile).ast_parse = ast.parse",
    ),
    "05_do_execute": Attack(
        "the kernel's do_execute is replaced",
        WRONG + SHELL + "async def done(*a, **k):\n"
        "    return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "shell.kernel.do_execute = done",
    ),
    "05_run_cell": Attack(
        "the shell's run_cell and run_code are replaced",
        WRONG + SHELL + "async def ran(*a, **k): return False\n"
        "for owner in (shell, type(shell), type(shell).__mro__[1]):\n"
        "    owner.run_code = ran\n    owner.run_ast_nodes = ran\n    owner.run_cell = lambda *a, **k: None",
    ),
    "05_exec": Attack(
        "exec and eval are replaced",
        WRONG + "import builtins\nbuiltins.exec = builtins.eval = lambda *a, **k: None",
    ),
    "10_custom_exc": Attack(
        "a handler of exceptions says nothing",
        WRONG + "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)",
    ),
    "10_showtraceback": Attack(
        "showtraceback says nothing",
        WRONG + "import IPython.core.interactiveshell as i\nshell = get_ipython()\n"
        "for owner in (i.InteractiveShell, type(shell), shell):\n"
        "    owner.showtraceback = owner._showtraceback = owner.showsyntaxerror = lambda *a, **k: None",
    ),
    "10_showtraceback_none": Attack(
        "showtraceback is no function",
        WRONG
        + "import IPython.core.interactiveshell as i\ni.InteractiveShell.showtraceback = None",
    ),
    "10_excepthook": Attack(
        "sys.excepthook and the traceback module say nothing",
        WRONG + "import sys, traceback\nsys.excepthook = lambda *a: None\n"
        "traceback.format_exception = traceback.print_exc = lambda *a, **k: []",
    ),
    "10_post_run": Attack(
        "a callback after each cell clears what was shown",
        WRONG + "from IPython.display import clear_output\n"
        "def after(result=None):\n    clear_output()\n"
        "    if result: result.error_in_exec = result.error_before_exec = None; result.result = 2\n"
        "shell = get_ipython()\nfor event in ('post_run_cell', 'post_execute'):\n"
        "    shell.events.register(event, after)",
    ),
}

CLOSED["41_namespace"] = Attack(
    "the notebook's names are a table that gives another answer for one of them",
    WRONG
    + """
class Names(dict):
    def __getitem__(self, key):
        return (lambda x: 2 * x) if key == 'double' else dict.__getitem__(self, key)
get_ipython().user_ns = Names(get_ipython().user_ns)
""",
)
