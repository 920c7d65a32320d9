"""`grader bundle NAME`: zip what a student gets, and nothing else.

A list of what goes in, never of what stays out: a new file is hidden until somebody decides
otherwise. From the course come the released folder, what the assignment's bundle.txt names, and
the notes for students; from this package a student's part.
"""

import contextlib
import re
import zipfile
from importlib import metadata
from pathlib import Path
from time import localtime

import nbformat
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import grader
from grader.cases.assignment import PUBLIC
from grader.engine.course.imports import imported
from grader.engine.course.submitted import START
from grader.engine.errors import AuthorError
from grader.rescue import RELEASED

from .folder import Folder
from .start import TROUBLE

NAMED = "bundle.txt"
OURS = (PUBLIC, RELEASED, Path(f"{START}.ipynb"), Path(TROUBLE.name))  # in no source folder
PACKAGE = Path(grader.__file__).resolve().parent
PARTS = ("", "cases", "diagnosis")
# What only an instructor needs is not in a learner's sidebar; JupyterLab reads this from the
# environment that the bundle is installed into.
PAGE_CONFIG = """{
  "disabledExtensions": {
    "@jupyter/nbgrader:course-list": true,
    "@jupyter/nbgrader:create-assignment": true,
    "@jupyter/nbgrader:formgrader": true
  }
}
"""
PYPROJECT = """[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
description = "{summary}"
requires-python = "{python}"
dependencies = [
{packages}
]

[tool.setuptools.packages.find]
include = ["grader*"]

[tool.setuptools.package-data]
grader = ["py.typed"]

[tool.setuptools.data-files]
"etc/jupyter/labconfig" = ["page_config.json"]
"""
ENVIRONMENT = """# conda env create --file environment.yml
name: {name}
channels:
  - conda-forge
dependencies:
  - python{python}
  - pip
{packages}
  - pip:
      - .
"""
README = """# {name}

Set up once, in this folder, with conda:

    conda env create --file environment.yml
    conda activate {project}

or with pip, in an environment of its own:

    pip install .

Then start JupyterLab with `jupyter lab`, and open `{first}`. Write your code where it says so, run
the cell with Shift+Enter, and run the check below it: it says at once whether the step is right.
Keep all the files of the notebook's folder where they are.
"""


def bundle_files(folder: Folder) -> dict[str, bytes]:
    """Collect the bundle's files: the path inside the bundle, and the content.

    Raises:
        AuthorError: the assignment has not been built, or a file that is named is not there.
    """
    released = f"notebooks/{folder.name}"
    files = {f"{released}/{name}": data for name, data in _released(folder).items()}
    for name in _named(folder):
        files[name] = _read(folder.root, name)
    first = min(name for name in files if name.endswith(".ipynb"))
    files |= _setting_up(folder, first, _used(files))
    files["grader/py.typed"] = (PACKAGE / "py.typed").read_bytes()
    for part in PARTS:
        for path in sorted((PACKAGE / part).glob("*.py")):
            files[f"grader/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    return files


def _released(folder: Folder) -> dict[str, bytes]:
    """Everything that nbgrader released, and nothing that was opened or run there since."""
    if not (folder.release / PUBLIC).is_file():
        raise AuthorError(f"{folder.release} has not been built. Run: grader build {folder.name}")
    # What lies there and in no source, such as .progress.json, is of somebody who worked there.
    from_source = {path.relative_to(folder.source) for path in folder.source.rglob("*")}
    found = {
        path.relative_to(folder.release): path.read_bytes()
        for path in sorted(folder.release.rglob("*"))
        if path.is_file()
        and not any(part[0] == "." for part in path.relative_to(folder.release).parts)
    }
    return {
        path.as_posix(): data
        for path, data in found.items()
        if not from_source or path in from_source or path in OURS
    }


def _named(folder: Folder) -> list[str]:
    """The files of the course that bundle.txt names, one a line."""
    listed = folder.home / NAMED
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def _read(root: Path, name: str) -> bytes:
    path = (root / name).resolve()
    if not path.is_file() or not path.is_relative_to(root):
        raise AuthorError(f"{NAMED} names {name}, which is no file in {root}.")
    if "solutions" in path.relative_to(root).parts:
        raise AuthorError(f"{NAMED} names {name}, which is hidden from students.")
    return path.read_bytes()


def _used(files: dict[str, bytes]) -> set[str]:
    """Name the packages that notebooks and modules of an assignment import."""
    sources = [data.decode() for name, data in files.items() if name.endswith(".py")]
    for name, data in files.items():
        if name.endswith(".ipynb"):
            cells = nbformat.reads(data.decode(), as_version=4).cells
            sources += [cell.source for cell in cells if cell.cell_type == "code"]
    owners = metadata.packages_distributions()
    return {
        owner
        for module in imported(sources, tried=False)
        for owner in owners.get(module.partition(".")[0], ())
    }


def _needed(name: str, found: set[str]) -> set[str]:
    """Add to what was found what an installed package needs, itself included."""
    if (plain := canonicalize_name(name)) not in found:
        found.add(plain)
        with contextlib.suppress(metadata.PackageNotFoundError):
            for one in map(Requirement, metadata.requires(name) or ()):
                if one.marker is None or one.marker.evaluate({"extra": ""}):
                    _needed(one.name, found)
    return found


def _setting_up(folder: Folder, first: str, used: set[str]) -> dict[str, bytes]:
    """What a student installs from: what this package needs, and what the notebooks use besides."""
    kit = metadata.distribution("layerwise")
    asked = [one for one in kit.requires or [] if "extra ==" not in one]
    there = _needed("layerwise", set())
    packages = [_ordered(one) for one in asked]
    packages += [
        f"{name}>={metadata.version(name)}"
        for name in sorted({canonicalize_name(one) for one in used} - there)
    ]
    project = kit.metadata["Name"]
    python = kit.metadata["Requires-Python"]
    pyproject = PYPROJECT.format(
        name=project,
        version=kit.version,
        summary=kit.metadata["Summary"],
        python=python,
        packages="\n".join(f'    "{one}",' for one in packages),
    )
    environment = ENVIRONMENT.format(
        name=project, python=python, packages="\n".join(f"  - {one}" for one in packages)
    )
    notes = folder.release.parent / "README.md"
    readme = README.format(name=folder.name, project=project, first=first)
    files = {
        "README.md": notes.read_bytes() if notes.is_file() else readme.encode(),
        "pyproject.toml": pyproject.encode(),
        "environment.yml": environment.encode(),
        "page_config.json": PAGE_CONFIG.encode(),
    }
    licence = PACKAGE.parent / "LICENSE"
    text = licence.read_text("utf-8") if licence.is_file() else kit.read_text("licenses/LICENSE")
    return {**files, "LICENSE": text.encode()} if text else files


def _ordered(requirement: str) -> str:
    """Write the lower bound first: metadata has the bounds in the order of the alphabet."""
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement).groups()  # type: ignore[union-attr]
    return name + ",".join(sorted(bounds.split(","), key=lambda bound: not bound.startswith(">")))


def write_bundle(folder: Folder, to: Path) -> Path:
    """Write the bundle into a folder; give its path."""
    files = bundle_files(folder)
    to.mkdir(parents=True, exist_ok=True)
    path = to / f"{folder.name}.zip"
    # Every file has the time of the release, so that the same release gives the same bundle.
    built = max(file.stat().st_mtime for file in folder.release.iterdir() if file.is_file())
    time = localtime(built)[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(f"{folder.name}/{name}", time)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return path
