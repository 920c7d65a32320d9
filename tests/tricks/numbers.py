"""Tricks to carry a hidden number out in words that are allowed: all belong to 33.

Each takes n, a number below a thousand that is made of the case's own, and would show it.
"""

from collections.abc import Callable

from tests.tricks import Notebook, Trick
from tests.tricks.judging import cell_of

NUMBER = "def compute_cost(AL, Y):\n    n = int(abs(float(AL.ravel()[0])) * 10**9) % 997\n    "
RAISED = "the function raised {}"
SOME = "not another type"


def shows(body: str) -> str:
    """A compute_cost that does this with n."""
    return NUMBER + body.replace("\n", "\n    ") + "\n"


def in_its_cell(source: str, lines: int) -> Callable[[Notebook], None]:
    """The same in the cell of compute_cost itself, with so many lines that could raise."""

    def edit(notebook: Notebook) -> None:
        cases = "".join(f"    if n == {i}: raise ValueError\n" for i in range(lines))
        cell_of(notebook, "compute_cost")["source"] = source + cases

    return edit


TRICKS: dict[str, Trick] = {
    "33_names_of_arguments": Trick(
        "the names of missing arguments spell the number",
        shows(
            "f = eval(f\"lambda {', '.join('N' + c + str(i) for i, c in enumerate(str(n)))}: 0\")\nf()"
        ),
        "raised",
        says=(RAISED.format("TypeError: …() missing … required positional arguments: …"),),
    ),
    "33_name_of_a_function": Trick(
        "the name of a function that is called wrongly",
        shows("def f(): pass\nf.__qualname__ = 'relu'[n % 4:]\nf(1)"),
        "raised",
        says=(RAISED.format("TypeError: …() takes … positional arguments but … given"),),
    ),
    "33_name_that_is_not_defined": Trick(
        "one of the submission's own names is said to be undefined",
        shows("raise NameError(f\"name '{['np', 'AL', 'Y', 'n'][n % 4]}' is not defined\")"),
        "raised",
        says=(RAISED.format("NameError: name '…' is not defined"),),
    ),
    "33_key_that_is_missing": Trick(
        "a key of the course's, with the number of a layer",
        shows("raise KeyError(f'W{n % 100}')"),
        "raised",
        says=(RAISED.format("KeyError: '…'"),),
    ),
    "33_line_that_raises": Trick(
        "a thousand lines, of which the n-th raises",
        edit=in_its_cell(NUMBER.rstrip() + "\n", 997),
        outcome="raised",
        says=(RAISED.format("ValueError"),),
    ),
    "33_line_that_is_made_up": Trick(
        "the reply names a line and a cell of its own choice",
        "import grader.engine.sandbox.inside.stand_in as line\nreal, seen = line.encode, []\n"
        "def mine(body, arrays):\n"
        "    at = ['3_cost.ipynb, cell ' + str(seen[-1] % 9), seen[-1]] if seen else None\n"
        "    return real(body | {'at': at} if 'answer' in body else body, arrays)\n"
        "line.encode = mine\n" + shows("seen.append(n)\nraise ValueError"),
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "33_words_of_its_own": Trick(
        "words that stood in the submission before, chosen by the number",
        "WORDS = 'nil one two three four five six seven eight nine'.split()\n"
        + shows("raise ValueError(WORDS[n % 10])"),
        "raised",
        says=(RAISED.format("ValueError"),),
    ),
    "33_type_of_its_own": Trick(
        "an exception whose type stood in the submission before",
        "class E0(Exception): pass\nclass E1(Exception): pass\n" + shows("raise [E0, E1][n % 2]"),
        "raised",
        says=(RAISED.format("an exception"),),
    ),
    "33_type_of_a_value": Trick(
        "a value whose type stood in the submission before",
        "class T0: pass\nclass T1: pass\n" + shows("return [T0, T1][n % 2]()"),
        says=(SOME,),
    ),
    "33_length_of_a_list": Trick(
        "a list of n numbers", shows("return [0.5] * n"), says=("not a list",)
    ),
    "33_keys_of_a_dictionary": Trick(
        "keys of the course's own",
        shows("return {f'W{n % 10}': 1, f'b{n // 10}': 1}"),
        says=("not a dict",),
    ),
    "33_sides_of_an_array": Trick(
        "sides that are the number",
        shows("return np.zeros((n + 50, n // 10 + 40))"),
        says=("the shape is another one",),
    ),
    "33_sides_in_a_message": Trick(
        "shapes that do not fit, of sizes that are the number",
        shows("np.zeros((n + 50, 2)) + np.zeros((n + 60, 3))"),
        "raised",
        says=("operands could not be broadcast together with shapes … …",),
    ),
    "33_sizes_in_a_message": Trick(
        "a product that does not fit, of such sizes",
        shows("np.zeros((2, n + 50)) @ np.zeros((n + 60, 3))"),
        "raised",
        says=("(size … is different from …)",),
    ),
    "33_index_in_a_message": Trick(
        "an index that is the number",
        shows("np.zeros(40)[n + 50]"),
        "raised",
        says=("index … is out of bounds for axis … with size …",),
    ),
    "33_count_in_a_message": Trick(
        "so many values to unpack",
        shows("exec(','.join('abcdefghijkl'[: n % 10 + 2]) + ' = [1]')"),
        "raised",
        says=("not enough values to unpack (expected …, got …)",),
    ),
    "33_exit_code": Trick(
        "the number is an exit code",
        shows("__import__('os')._exit(n % 250 + 1)"),
        "raised",
        says=("the call did not come back: the process ended itself",),
    ),
    "33_damaged_frame": Trick(
        "the way in which a frame is damaged",
        "import os\n"
        + shows(
            "for fd in range(3, 64):\n    try: os.write(fd, [b'x' * 99, b'LW02' + b'\\xff' * 99][n % 2])\n"
            "    except OSError: pass\nos._exit(0)"
        ),
        "raised",
        says=("the call did not come back: it wrote where it must not",),
    ),
    "33_unknown_dtype": Trick(
        "the width of a text",
        shows("return np.array('x' * n)"),
        says=("not a value that is no plain data",),
    ),
}
