"""An author's mistake is told when the assignment is built: a sentence, with a place."""

import pytest

from grader.engine.authoring.build import build
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


def test_an_import_that_is_missing_names_file_and_line(refused: Refused) -> None:
    """Whatever a file raises when it is imported is told with its place."""
    said = refused("cases.py", "from grader", "import no_such_package\nfrom grader")
    assert "cases.py, line " in said
    assert "no_such_package" in said


def test_cases_that_raise_name_file_and_line(refused: Refused) -> None:
    """An error of the author's own, between two cases."""
    said = refused("cases.py", "draw.normal(5), 5", "draw.normal(5) / missing, 5")
    assert "cases.py, line " in said
    assert "NameError" in said


def test_a_case_that_its_own_reference_fails_is_named(refused: Refused) -> None:
    """The reference raises where an answer is expected; the case and the line are told."""
    said = refused("cases.py", "draw.normal(5), 5", "draw.normal(5), 50")
    assert "moving_mean, case “one run of all”" in said
    assert "ValueError" in said


def test_an_answer_where_an_error_is_promised_is_named(refused: Refused) -> None:
    """The docstring promises an error, and the reference has none."""
    said = refused("cases.py", "draw.normal(3), 4", "draw.normal(3), 3")
    assert "ValueError is expected, and the reference gives an answer" in said


def test_a_reference_that_is_not_steady_fails_its_own_case(refused: Refused) -> None:
    """Random numbers without a seed cannot be checked."""
    said = refused("__init__.py", ".mean()", ".mean() + np.random.randn()")
    assert "the reference fails its own case" in said


def test_a_reference_that_changes_its_arguments_fails_its_own_case(refused: Refused) -> None:
    """A student who did the same would fail too."""
    said = refused("__init__.py", "    runs =", "    values[0] = 0\n    runs =")
    assert "changed its inputs" in said


def test_an_answer_that_is_no_plain_data_is_named(refused: Refused) -> None:
    """A set has no order; the text says what may be returned."""
    said = refused("__init__.py", "return np.array(", "return set(")
    assert "a value of type set" in said
    assert "lists, tuples" in said


def test_a_function_without_cases_is_named(refused: Refused) -> None:
    """Every function that a cell checks has cases."""
    said = refused("cases.py", "def moving_mean(", "def another(")
    assert "moving_mean is checked in a notebook and has no cases" in said


def test_a_function_with_no_case_at_all_is_named(refused: Refused) -> None:
    """A generator that yields nothing is no check."""
    said = refused("cases.py", "def moving_mean(draw):\n", "def moving_mean(draw):\n    return\n")
    assert "moving_mean has no case" in said


def test_two_cases_of_one_title_are_refused(refused: Refused) -> None:
    """A student could not tell which one failed."""
    assert "called “runs of one”" in refused("cases.py", "one run of all", "runs of one")


def test_what_is_no_case_is_refused(refused: Refused) -> None:
    """A generator yields what case(…) makes."""
    assert "must be made by case(…)" in refused("cases.py", 'case("runs', '("runs')


def test_a_check_cell_without_a_function_is_named(refused: Refused) -> None:
    """A lesson asks for what the reference does not have."""
    said = refused("lessons/1_means.py", 'function="moving_mean"', 'function="moving_median"')
    assert "no function moving_median" in said


def test_a_function_that_two_cells_check_is_named(refused: Refused) -> None:
    """Its points would count twice."""
    cell = '# %% function="moving_mean" points=2\n'
    assert "more than one cell checks moving_mean" in refused(
        "lessons/1_means.py", cell, f"{cell}\n{cell}"
    )


def test_points_that_are_missing_are_told(refused: Refused) -> None:
    """Of a cell that gives marks."""
    said = refused("lessons/1_means.py", " points=2", "", until="cases")
    assert "moving_mean" in said and "points" in said


def test_something_given_that_is_nowhere_is_named(refused: Refused) -> None:
    """A lesson shows a class of the reference that does not exist."""
    said = refused("lessons/1_means.py", "# %% function", '# %% given="Account"\n\n# %% function')
    assert "gives Account, which is nowhere" in said


def test_a_body_in_the_line_of_its_def_is_refused(refused: Refused) -> None:
    """What stands there would go to students."""
    said = refused(
        "__init__.py", "def moving_mean(", "def moving_mean(values, width): return 0\ndef other("
    )
    assert "moving_mean: its body must begin in a line of its own" in said


def test_two_mistakes_that_no_case_tells_apart_are_named(refused: Refused) -> None:
    """Neither could ever be named to a student."""
    said = refused("mistakes.py", '((".mean()", ".sum()"),)', '(("- width + 1", "-  width"),)')
    assert "tells the mistakes “last run forgotten” and “sums” apart" in said


def test_a_mistake_that_passes_every_case_is_named(refused: Refused) -> None:
    """It is no mistake, or a case is missing."""
    said = refused("mistakes.py", '".sum()"', '".mean() "')
    assert "no case of moving_mean finds the mistake “sums”" in said


def test_a_mistake_of_an_unknown_function_is_named(refused: Refused) -> None:
    """A slip in its first word."""
    said = refused("mistakes.py", '"moving_mean",\n        "sums"', '"moving",\n        "sums"')
    assert "“sums” is of moving, which no cell checks" in said


def test_an_edit_that_does_not_fit_is_named(refused: Refused) -> None:
    """The reference has changed, and the mistake's edit with it must."""
    said = refused("mistakes.py", '(".mean()"', '(".median()"')
    assert "“sums”: '.median()' is not in the reference's source of moving_mean" in said


def test_a_mistake_that_is_no_program_is_named(refused: Refused) -> None:
    """Its text is shown."""
    said = refused("mistakes.py", '".sum()"', '".sum("')
    assert "moving_mean" in said and "SyntaxError" in said


def test_a_right_way_that_is_refused_is_named_with_the_case(refused: Refused) -> None:
    """What is right must pass, however it looks."""
    said = refused("mistakes.py", 'mode="valid"', 'mode="same"')
    assert "case “seven numbers, in runs of three” refuses the right way “a convolution”" in said


def test_a_trait_that_does_not_exist_is_named(refused: Refused) -> None:
    """With those that there are."""
    said = refused("cases.py", 'returns=("means",)', 'gives=("means",)')
    assert "there is no trait gives" in said and "returns" in said


def test_names_of_parts_are_a_tuple(refused: Refused) -> None:
    """A forgotten comma would name each letter."""
    said = refused("cases.py", '("means",)', '("means")')
    assert "the trait returns is a tuple of texts" in said


def test_a_trait_of_an_argument_that_is_none_is_named(refused: Refused) -> None:
    """With the arguments that there are."""
    said = refused("cases.py", 'returns=("means",)', 'elementwise="Z"')
    assert "name an argument Z; it has values, width" in said


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
# By the file: what is written, what stands there then, and words of what is said.
SLIPS = {
    "cases.py": [
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
        (".mean()", ".mean() + np.random.randn()", "Give it a seed"),
        ("return np.array(", "return {1}; (", "a set as a sorted list"),
    ],
    "mistakes.py": [
        (SUM, '(".mean()", ".sum()")', "each (old, new)"),
        (SUM, f'{SUM}, code="_"', "code is a tuple"),
        (SUM, f'{SUM}, code=("_(",)', "line of Python"),
        ('"sums"', "None", "begins with texts"),
        ('"sums"', '"last run forgotten"', "two are called “last run forgotten”"),
        ("MISTAKES = ", "MISTAKE = ", "has MISTAKE, and it is to be MISTAKES"),
        ("RIGHT = ", 'UNFINISHED = {"moving_mean": "sums"}\nRIGHT = ', "no dictionary of the form"),
    ],
    "lessons/1_means.py": [
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
    ("file", "old", "new", "said"),
    [(file, *slip) for file, slips in SLIPS.items() for slip in slips],
)
def test_a_slip_of_an_author_is_told_with_what_to_do(
    folder: Folder, refused: Refused, file: str, old: str, new: str, said: str
) -> None:
    """Never a traceback, and never a class that is graded by what was not meant."""
    with (folder.root / "nbgrader_config.py").open("a") as config:
        config.write("c.SubmissionLimits.call_seconds = 0.5\n")
    assert said in refused(file, old, new)


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
