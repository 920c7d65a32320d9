"""Files beside a notebook: the course's, the student's, and what code reads and writes."""

import io

import numpy as np

from tests.stock.cells import answer, check, code, filled, notebook, read_only
from tests.stock.course import Course, Files


def saved(array: np.ndarray) -> bytes:
    """An array as NumPy's own file."""
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


SOURCE = notebook(
    read_only("start", "import os\nwith open('data/numbers.txt') as f:\n    numbers = f.read()"),
    answer("double"),
    check("test_double", "assert double(2) == 4"),
    check("test_data", "assert numbers == '1 2 3'"),
    check("test_own", "assert own == 'yes'"),
    check("test_helper", "from course_helper import secret\nassert secret() == 42"),
)
DOUBLE = "def double(x):\n    return 2 * x\n"
COURSE_FILES: Files = {"data/numbers.txt": "1 2 3", "course_helper.py": "def secret(): return 42\n"}
# The answer's code, and the files that come with it.
STUDENTS: dict[str, tuple[str, Files]] = {
    "nothing": (DOUBLE, {}),
    "helper": (
        "from mine import double, own",
        {"mine.py": "def double(x):\n    return 2 * x\nown = 'yes'\n"},
    ),
    "package": (
        "from mine.tools import double\nfrom mine import own",
        {"mine/__init__.py": "own = 'yes'\n", "mine/tools.py": DOUBLE},
    ),
    "namespace": ("from mine.tools import double, own", {"mine/tools.py": DOUBLE + "own = 'yes'"}),
    "folder_on_path": (
        "import sys\nsys.path.insert(0, 'lib')\nfrom mine import double, own",
        {"lib/mine.py": DOUBLE + "own = 'yes'"},
    ),
    "helper_missing": ("from mine import double, own", {}),
    "run": ("%run mine.py", {"mine.py": DOUBLE + "own = 'yes'"}),
    "run_notebook": (
        "%run mine.ipynb",
        {"mine.ipynb": notebook(code(DOUBLE + "own = 'yes'"))},
    ),
    "reads_itself": (
        DOUBLE + "own = 'yes' if 'def double' in open('p1.ipynb').read() else 'no'",
        {},
    ),
    "reads_its_tests": (
        DOUBLE + "own = 'yes' if 'ass' + 'ert' in open('p1.ipynb').read() else 'no'",
        {},
    ),
    "own_data": (
        DOUBLE + "own = open('mine/words.txt').read()",
        {"mine/words.txt": "yes"},
    ),
    "own_data_deep": (DOUBLE + "own = open('a/b/c/d.txt').read()", {"a/b/c/d.txt": "yes"}),
    "own_binary": (
        DOUBLE + "import numpy as np\nown = 'yes' if np.load('a.npy').sum() == 0 else 'no'",
        {"a.npy": saved(np.zeros(1))},
    ),
    "edited_data": (DOUBLE + "own = 'yes'", {"data/numbers.txt": "9"}),
    "edited_helper": (
        DOUBLE + "own = 'yes'",
        {"course_helper.py": "def secret(): return 0\n"},
    ),
    "reads_course_file": (
        DOUBLE + "own = 'yes' if open('course_helper.py').read() else 'no'",
        {},
    ),
    "absolute": (
        DOUBLE + "import os\nown = open(os.path.abspath('data/numbers.txt')).read() and 'yes'",
        {},
    ),
    "listing": (
        DOUBLE + "import os\nown = 'yes' if 'data' in os.listdir('.') else 'no'",
        {},
    ),
    "glob": (DOUBLE + "import glob\nown = 'yes' if glob.glob('data/*.txt') else 'no'", {}),
    "pathlib": (
        DOUBLE + "from pathlib import Path\nown = Path('mine.txt').read_text().strip()",
        {"mine.txt": "yes\n"},
    ),
    "writes_and_reads": (
        DOUBLE + "open('out.txt', 'w').write('yes')\nown = open('out.txt').read()",
        {},
    ),
    "writes_folder": (
        DOUBLE + "import os\nos.makedirs('new/a')\nopen('new/a/b', 'w').write('yes')\n"
        "own = open('new/a/b').read()",
        {},
    ),
    "overwrites_own": (
        DOUBLE + "open('mine.txt', 'a').write('s')\nown = open('mine.txt').read()",
        {"mine.txt": "ye"},
    ),
    "overwrites_data": (
        DOUBLE + "open('data/numbers.txt', 'w').write('9')\nown = 'yes'",
        {},
    ),
    "changes_folder": (DOUBLE + "import os\nos.chdir('data')\nown = 'yes'", {}),
    "home": (
        DOUBLE + "from pathlib import Path\nown = 'yes' if Path.home().is_absolute() else 'no'",
        {},
    ),
    "odd_names": (
        DOUBLE + "own = open('größe 1.txt').read()",
        {"größe 1.txt": "yes", "a'b\"c.txt": "", "-rf": "", "#x#": "", ".hidden": "secret"},
    ),
    "hidden_file": (DOUBLE + "own = open('.mine').read()", {".mine": "yes"}),
    "ignored_files": (
        DOUBLE + "own = 'yes'",
        {"x.pyc": "x", "__pycache__/mine.cpython-311.pyc": "x", ".ipynb_checkpoints/x.txt": "x"},
    ),
    "many_files": (
        DOUBLE + "own = open('f/199').read()",
        {f"f/{number}": "yes" for number in range(200)},
    ),
    "large_file": (
        DOUBLE + "own = 'yes' if len(open('big.txt').read()) == 5 * 10**6 else 'no'",
        {"big.txt": "x" * 5 * 10**6},
    ),
    "test_file_of_that_name": (DOUBLE + "own = 'yes'", {"p1": "a file", "ps1/x": "a folder"}),
}

HEADER = notebook(code("from math import pi\nheader = 'yes'"))
FOOTER = notebook(code("footer = own"))
PLAIN = notebook(answer("double"), check("test_header", "assert header == 'yes' and pi > 3"))

COURSES = {
    "files": Course(
        "files that come with a notebook, and that code writes",
        {"p1.ipynb": SOURCE, **COURSE_FILES},
        {
            student: {"p1.ipynb": filled(SOURCE, double=text), **files}
            for student, (text, files) in STUDENTS.items()
        },
    ),
    "header": Course(
        "a header and a footer that come with the release; one student deleted them",
        {"p1.ipynb": PLAIN},
        {
            "kept": {
                "p1.ipynb": PLAIN | {"cells": HEADER["cells"] + PLAIN["cells"] + FOOTER["cells"]}
            },
            "deleted": {"p1.ipynb": PLAIN},
        },
        {"source/header.ipynb": HEADER, "source/footer.ipynb": FOOTER},
        'c.IncludeHeaderFooter.header = "source/header.ipynb"\n'
        'c.IncludeHeaderFooter.footer = "source/footer.ipynb"',
    ),
}
