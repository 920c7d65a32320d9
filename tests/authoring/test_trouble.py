"""An author's mistake is told when the assignment is built: a sentence, with a place."""

import pytest

from grader.engine.authoring.build import build
from grader.engine.authoring.cases import draw_cases
from grader.engine.authoring.folder import Folder, find_folder
from grader.engine.errors import AuthorError

from .conftest import NAME, Refused


def test_a_folder_that_is_not_there_is_told_how_to_start(folder: Folder) -> None:
    """No such assignment: grader new makes one."""
    with pytest.raises(AuthorError, match="grader new other"):
        build(find_folder(folder.root, "other"), lambda said: None)


def test_lessons_that_were_not_built_yet_are_told_apart_from_none(folder: Folder) -> None:
    """As in a fresh clone, where what is generated is not kept."""
    for path in folder.source.glob("*.ipynb"):
        path.unlink()
    with pytest.raises(AuthorError, match=r"not been made yet.*grader build .* --until cases"):
        folder.notebooks()
    for path in folder.lessons.glob("*.py"):
        path.unlink()
    with pytest.raises(AuthorError, match=r"holds no notebook\. Write lessons in"):
        folder.notebooks()


@pytest.mark.parametrize("name", ["Means", "1_means", "my means", "my-means", "../means", ""])
def test_a_name_that_no_package_can_have_is_refused(folder: Folder, name: str) -> None:
    """The folder of an assignment becomes a package of Python's."""
    with pytest.raises(AuthorError, match="cannot name an assignment"):
        find_folder(folder.root, name)


@pytest.mark.parametrize("file", ["__init__.py", "cases.py", "mistakes.py"])
def test_a_syntax_error_names_file_and_line(refused: Refused, file: str) -> None:
    """As a sentence, without a traceback."""
    said = refused(file, '"""\n\n', '"""\nthis is no program\n', until="cases")
    assert f"{NAME}/{file}, line " in said
    assert "SyntaxError" in said


@pytest.mark.parametrize("mistakes", ["(Mistake('f', 'a', 'b', 'c', ()))", "['f']", "None", "{}"])
def test_a_list_of_mistakes_that_is_none_is_told_how_it_looks(
    refused: Refused, mistakes: str
) -> None:
    """One pair of brackets without a comma among them."""
    said = refused("mistakes.py", "RIGHT = (", f"MISTAKES = {mistakes}\nRIGHT = (")
    assert "MISTAKES in " in said and "mistakes.py" in said
    assert "MISTAKES = (Mistake(…),), with the comma" in said


@pytest.mark.parametrize(
    "picture", ["![W of n[l]](shapes:W 2x3)", "![none](shapes:)", "![x](network:3-four-1)"]
)
def test_a_picture_that_cannot_be_drawn_is_named(refused: Refused, picture: str) -> None:
    """With the lesson that asks for it, and the forms that can be."""
    said = refused(f"lessons/1_{NAME}.py", "# A run of", f"# {picture}\n# A run of")
    assert f"1_{NAME}.py" in said
    assert picture in said
    assert "network:3-4-1" in said


SUM = '((".mean()", ".sum()"),)'
DEFINED = '@traits(returns=("means",))\ndef moving_mean(draw):'
CELL = '# %% function="moving_mean" points=2\n'
# By the file: what is written, what stands there then, and words of what is said.
SLIPS: dict[str, list[tuple[str, ...]]] = {
    "cases.py": [
        (
            "from grader",
            "import no_such_package\nfrom grader",
            "cases.py, line ",
            "no_such_package",
        ),
        ("draw.normal(5), 5", "draw.normal(5) / missing, 5", "cases.py, line ", "NameError"),
        ("draw.normal(5), 5", "draw.normal(5), 50", "case “one run of all”", "ValueError"),
        ("draw.normal(3), 4", "draw.normal(3), 3", "ValueError is expected", "gives an answer"),
        ("def moving_mean(", "def another(", "is checked in a notebook and has no cases"),
        ("moving_mean(draw):", "moving_mean(draw):\n    return", "moving_mean has no case"),
        ("one run of all", "runs of one", "called “runs of one”"),
        ('case("runs', '("runs', "must be made by case(…)"),
        ('returns=("means",)', 'gives=("means",)', "there is no trait gives", "returns"),
        ('("means",)', '("means")', "the trait returns is a tuple of texts"),
        ('returns=("means",)', 'elementwise="Z"', "an argument Z; it has values, width"),
        ("def moving_mean(draw):", "def moving_mean():", "no generator of cases"),
        (DEFINED, "moving_mean = 3\n\n\ndef f(draw):", "no generator of cases"),
        ("def moving_mean(draw):", "def moving_mean(draw):\n    pass\ndef f(draw):", "no gen"),
        ("draw.normal(7), 3", "__import__('numpy').random.randn(7), 3", "others each time"),
        ('"each run has a mean", ', "", "begins with two texts"),
        ('"runs of one"', '""', "begins with two texts"),
        (".raising(ValueError)", '.raising("ValueError")', "takes a class, such as ValueError"),
        (".raising(ValueError)", ".within(-1)", "within(…) takes a number above 0"),
        (".raising(ValueError)", '.within("1")', "within(…) takes a number above 0"),
        ('returns=("means",)', "returns=3", "the trait returns is a tuple of texts"),
        ('returns=("means",)', 'any_dtype="yes"', "the trait any_dtype is True"),
        ('returns=("means",)', 'start=("values",)', "the trait start is a text"),
        ("draw.normal(4), 1", "draw.normal(4), w=1", "it is moving_mean(values, width)"),
    ],
    "__init__.py": [
        ("    runs =", "    values[0] *= np.nan\n    runs =", "the reference gives nan"),
        ("    runs =", "    while True:\n        pass\n    runs =", "seconds of CPU time"),
        ("    runs =", "    values += 1\n    runs =", "change a copy and return that"),
        ("    runs =", "    values[0] = 0\n    runs =", "changed its inputs"),
        (".mean()", ".mean() + np.random.randn()", "fails its own case", "Give it a seed"),
        ("return np.array(", "return set(", "a value of type set", "a set as a sorted list"),
        ("moving_mean(", "moving_mean(a, b): return 0\ndef other(", "begin in a line of its own"),
    ],
    "mistakes.py": [
        (SUM, '(("- width + 1", "-  width"),)', "“last run forgotten” and “sums” apart"),
        ('".sum()"', '".mean() "', "no case of moving_mean finds the mistake “sums”"),
        ('moving_mean",\n        "sums"', 'f",\n        "sums"', "is of f, which no cell checks"),
        ('(".mean()"', '(".median()"', "“sums”: '.median()' is not in the reference's source"),
        ('".sum()"', '".sum("', "moving_mean", "SyntaxError"),
        ('mode="valid"', 'mode="same"', "refuses the right way “a convolution”"),
        (SUM, '(".mean()", ".sum()")', "each (old, new)"),
        (SUM, f'{SUM}, code="_"', "code is a tuple"),
        (SUM, f'{SUM}, code=("_(",)', "line of Python"),
        ('"sums"', "None", "begins with texts"),
        ('"sums"', '"last run forgotten"', "two are called “last run forgotten”"),
        ("MISTAKES = ", "MISTAKE = ", "has MISTAKE, and it is to be MISTAKES"),
        ("RIGHT = ", 'UNFINISHED = {"moving_mean": "sums"}\nRIGHT = ', "no dictionary of the form"),
    ],
    "lessons/1_means.py": [
        ('"moving_mean"', '"moving_median"', "no function moving_median"),
        (CELL, f"{CELL}\n{CELL}", "more than one cell checks moving_mean"),
        (" points=2", "", "the cell of moving_mean has no points"),
        ("# %% function", '# %% given="A"\n\n# %% function', "gives A, which is nowhere"),
        ("points=2", "points=-2", "has no points"),
        ("points=2", "points=NaN", "has no points"),
        ("points=2", "points=2\nmore = 1", "cannot hold more"),
        ("function=", "fucntion=", "says fucntion, and not function"),
        ('"setup"', '"set-up"', "says set-up, and not setup"),
        ('function="moving_mean"', "function=3", "which is no text"),
        ('function="moving_mean"', "function=moving_mean", "cannot be read"),
        ("# %% [markdown]\n# ##", "# %% [markdwon]\n# ##", "cannot be read"),
        ('# %% function="moving_mean" points=2', "", "checks a function"),
    ],
}


@pytest.mark.parametrize(
    ("file", "slip"), [(file, slip) for file, slips in SLIPS.items() for slip in slips]
)
def test_a_slip_of_an_author_is_told_with_what_to_do(
    folder: Folder, refused: Refused, file: str, slip: tuple[str, ...]
) -> None:
    """Never a traceback, and never a class that is graded by what was not meant."""
    with (folder.root / "nbgrader_config.py").open("a") as config:
        config.write("c.SubmissionLimits.call_seconds = 0.5\n")
    old, new, *words = slip
    said = refused(file, old, new)
    assert [word for word in words if word not in said] == []


def test_nan_is_asked_for_by_a_case(folder: Folder) -> None:
    """Where the docstring promises it."""
    path = folder.home / "cases.py"
    cases = path.read_text(encoding="utf-8").replace("draw.normal(4), 1)", "MISSING, 1).with_nan()")
    missing = "import numpy as np\n\nMISSING = np.array([1.0, np.nan])\n"
    path.write_text(cases.replace('"""\n\nfrom', f'"""\n{missing}from'), encoding="utf-8")
    build(folder, lambda said: None, until="cases")


def test_a_text_in_another_encoding_is_named_with_its_line(folder: Folder) -> None:
    """As an editor of another system saves it."""
    path = folder.lessons / f"1_{NAME}.py"
    path.write_bytes(path.read_bytes() + "# Übung".encode("latin-1"))
    with pytest.raises(AuthorError, match=r"line \d+: save it as UTF-8"):
        build(folder, lambda said: None)


def test_lessons_may_come_from_windows(folder: Folder) -> None:
    """With its line ends, and with the mark that its editors put first."""
    build(folder, lambda said: None, until="source")
    notebook = folder.source / f"1_{NAME}.ipynb"
    before = notebook.read_bytes()
    path = folder.lessons / f"1_{NAME}.py"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    build(folder, lambda said: None, until="source")
    assert notebook.read_bytes() == before


def test_a_function_without_a_docstring_is_noted(folder: Folder) -> None:
    """Its lesson may say all there is to say."""
    path = folder.home / "__init__.py"
    first, _, last = path.read_text(encoding="utf-8").split('    """')
    path.write_text(first + last.lstrip("\n"), encoding="utf-8")
    said: list[str] = []
    build(folder, said.append, until="source")
    assert any("moving_mean has no docstring" in line for line in said)


def test_a_trait_that_does_not_hold_is_told(folder: Folder) -> None:
    """A sum up to each place is not made element by element, though it has the same shape."""
    path, cases = folder.home / "__init__.py", folder.home / "cases.py"
    text = path.read_text(encoding="utf-8").replace("return np.array(", "return np.cumsum(values)(")
    path.write_text(text.partition("(values)(")[0] + "(values)\n", encoding="utf-8")
    traits = cases.read_text(encoding="utf-8").replace(
        '"means",)', '"means",), elementwise="values"'
    )
    cases.write_text(traits, encoding="utf-8")
    with pytest.raises(AuthorError, match=r"elementwise='values' says .* in other places too"):
        draw_cases(find_folder(folder.root, NAME), ("moving_mean",), 1, public=True)


def test_an_error_of_ones_own_is_one_of_its_kind(folder: Folder) -> None:
    """As it is where a student raises it."""
    path = folder.home / "__init__.py"
    text = path.read_text(encoding="utf-8").replace("raise ValueError(", "raise Wide(")
    path.write_text(text + "\n\nclass Wide(ValueError):\n    pass\n", encoding="utf-8")
    cases = draw_cases(find_folder(folder.root, NAME), ("moving_mean",), 1, public=True)
    assert cases[-1].raises == "ValueError"
