"""`make site`: gather the pages of the course, and have MkDocs make a static site of them.

`python docs/site/build.py --course` leaves the solutions out, for a class that is still at work.
"""

import argparse
import importlib
import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

Nav = list[dict[str, Any]]  # as MkDocs has it: titles, each with a page or with more of them
ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / ".work" / "site" / "pages"
GUIDES = (
    *("authoring", "instructors", "grading", "any-course", "collecting", "elsewhere"),
    *("containers", "cluster", "any-course-marks", "attacks", "glossary"),
)
FIRST = "network"  # the assignments that go on from it come behind it
BUILDS = re.compile(r"\*\*You will build\*\* (.+?)\.?(?:<br>)?$", re.MULTILINE)
OUTSIDE = re.compile(r"\]\((?:\.\./)+(?!docs/)([^)#\s]+)([^)]*)\)")


def main() -> None:
    """Gather, then build; a link that leads nowhere fails the build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--course", action="store_true", help="leave the solutions out")
    without = parser.parse_args().course
    sys.path.insert(0, str(ROOT))
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for part in ("site.css", "iframe-worker.js"):
        shutil.copy(Path(__file__).with_name(part), PAGES)
    nav = [{"Layerwise": "index.md"}, *_assignments(without), {"For instructors": _guides()}]
    (PAGES / "index.md").write_text(_index(nav), encoding="utf-8")
    config = Path(__file__).with_name("mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("../../.work/site/pages", str(PAGES))
    config = config.replace("../../.work/site/html", str(PAGES.parent / "html"))
    config = config.replace("../..]", f"{ROOT}]").replace("[formulas.py]", f"[{_hook()}]")
    written = PAGES.parent / "mkdocs.yml"
    written.write_text(f"{config}nav: {_yaml(nav)}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-f", str(written)]
    done = subprocess.run(command, cwd=ROOT, check=False)
    print(f"site: {PAGES.parent / 'html' / 'index.html'}")
    sys.exit(done.returncode)


def _hook() -> Path:
    return Path(__file__).with_name("formulas.py")


def _assignments(without: bool) -> Nav:
    """A section for each assignment: its lessons, its solutions, its mistakes, its symbols."""
    found = []
    homes = [path.parent for path in (ROOT / "solutions").glob("*/__init__.py")]
    for home in sorted(homes, key=lambda home: (home.name != FIRST, home.name)):
        name = home.name
        to = PAGES / name
        to.mkdir()
        notebooks = ROOT / "notebooks" / name if without else home / "solved"
        lessons = []
        for notebook in sorted(notebooks.glob("[1-9]*.ipynb")):
            shutil.copy(notebook, to)
            lessons.append({_title(notebook): f"{name}/{notebook.name}"})
        parts: Nav = [{"Lessons": lessons}]
        if not without:
            (to / "solutions.md").write_text(_solutions(name, to), encoding="utf-8")
            (to / "mistakes.md").write_text(_mistakes(name), encoding="utf-8")
            parts += [{"Solutions": f"{name}/solutions.md"}, {"Mistakes": f"{name}/mistakes.md"}]
        for page in sorted((home / "lessons").glob("*.md")):
            shutil.copy(page, to)
            parts.append({page.stem.capitalize(): f"{name}/{page.name}"})
        shutil.copy(ROOT / "notebooks" / name / "troubleshooting.md", to)
        parts.append({"Troubleshooting": f"{name}/troubleshooting.md"})
        found.append({name: parts})
    return found


def _solutions(name: str, lessons: Path) -> str:
    """Every module of the reference, in the order of the lessons, and its functions in its own.

    Below a function's name stand the formulas that its lesson gives for it.
    """
    from grader.cases.assignment import read_assignment

    package = importlib.import_module(f"solutions.{name}")
    steps = read_assignment(ROOT / "notebooks" / name / "public.h5").functions
    modules = dict.fromkeys(getattr(package, step).__module__ for step in steps)
    formulas = _formulas(lessons)
    lines = [f"# The solutions of {name}", ""]
    for module in map(importlib.import_module, modules):
        lines += [f"## {inspect.getdoc(module)}", ""]
        for function, there in vars(module).items():  # as they stand in the file
            if inspect.isfunction(there) and there.__module__ == module.__name__:
                lines += [f"### `{function}`", "", "\n\n".join(formulas.get(function, ())), ""]
                lines += ["```python", inspect.getsource(there).rstrip(), "```", ""]
    return "\n".join(lines)


def _formulas(lessons: Path) -> dict[str, list[str]]:
    """The formulas on a line of their own between a stub and the heading above it, by its name."""
    found: dict[str, list[str]] = {}
    for path in sorted(lessons.glob("*.ipynb")):
        above: list[str] = []
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                last = re.split(r"^## ", source, flags=re.MULTILINE)
                above = [] if len(last) > 1 else above
                above += re.findall(r"\$\$.+?\$\$", last[-1], re.DOTALL)
            elif cell["metadata"].get("nbgrader", {}).get("solution"):
                found[cell["metadata"]["nbgrader"]["grade_id"]] = above
    return found


def _mistakes(name: str) -> str:
    """What learners get wrong, by function, with the hints folded."""
    from grader.engine.authoring.catalogue import read_catalogue
    from grader.engine.authoring.folder import find_folder

    lines = [f"# What learners get wrong in {name}", ""]
    function = ""
    for mistake in read_catalogue(find_folder(ROOT, name)).mistakes:
        if mistake.function != function:
            function = mistake.function
            lines += [f"## `{function}`", ""]
        lines += [f'??? note "{mistake.misconception.replace(chr(34), chr(39))}"']
        lines += [f"    {mistake.hint}", ""]
    return "\n".join(lines)


def _guides() -> Nav:
    """The instructors' pages. What they say of files outside of docs/ is said, and no link."""
    listed: Nav = []
    for name in GUIDES:
        text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        (PAGES / f"{name}.md").write_text(OUTSIDE.sub(r"] (`\1`)", text), encoding="utf-8")
        listed.append({name.replace("-", " ").capitalize(): f"{name}.md"})
    for folder in ("screenshots", "containers"):
        shutil.copytree(ROOT / "docs" / folder, PAGES / folder)
    for picture in (ROOT / "docs").glob("*.png"):
        shutil.copy(picture, PAGES)
    return listed


def _title(notebook: Path) -> str:
    return _opening(notebook).splitlines()[0].removeprefix("# ")


def _opening(notebook: Path) -> str:
    return "".join(json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]["source"])


def _index(nav: Nav) -> str:
    """The first page: what each lesson builds, and what else there is of its assignment."""
    lines = [
        "# Layerwise",
        "",
        "A course in which you build a deep neural network from nothing but NumPy, one checked",
        "step at a time, and a grader for courses of any kind.",
        "",
        "![A stub in JupyterLab, and the check below it](screenshots/lab.png)",
        "",
    ]
    for section in nav[1:-1]:
        for name, parts in section.items():
            lines += [f"## {name}", ""]
            lessons, *others = parts
            for title, path in (pair for one in lessons["Lessons"] for pair in one.items()):
                builds = BUILDS.search(_opening(PAGES / path))
                lines.append(f"- [{title}]({path})" + (f": {builds[1]}" if builds else ""))
            lines += ["", f"Beside them: {_links(others)}.", ""]
    lines += ["## For instructors", "", f"{_links(nav[-1]['For instructors'])}.", ""]
    return "\n".join(lines)


def _links(pages: Nav) -> str:
    return ", ".join(f"[{title}]({path})" for one in pages for title, path in one.items())


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON is YAML


if __name__ == "__main__":
    main()
