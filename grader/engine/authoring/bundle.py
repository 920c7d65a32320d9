"""`make bundle`: zip what a student gets, and nothing else.

A list of what goes in, never of what stays out: a new file is hidden until somebody decides
otherwise.
"""

import zipfile
from pathlib import Path

from grader.course import ASSIGNMENT, COURSE
from grader.engine.course.nbgrader_course import ROOT

NAME = "layerwise"
# A zip holds a time for each file; this one is the earliest it can hold, so that the same
# content always gives the same bundle.
TIME = (1980, 1, 1, 0, 0, 0)


def bundle_files(root: Path = ROOT) -> dict[str, bytes]:
    """Collect the bundle's files: the path inside the bundle, and the content."""
    files = {
        "README.md": (root / "notebooks" / "README.md").read_bytes(),
        "pyproject.toml": _student_pyproject((root / "pyproject.toml").read_text("utf-8")),
    }
    paths = [root / "LICENSE", root / "environment.yml", root / "grader" / "py.typed"]
    paths += [root / "notebooks" / ASSIGNMENT / f"{name}.ipynb" for name in COURSE]
    for part in ("", "cases", "diagnosis"):
        paths += sorted((root / "grader" / part).glob("*.py"))
    paths += [root / "grader" / "expected" / f"{name}.h5" for name in ("public", "public_mistakes")]
    paths += [root / "data" / name for name in ("coast.h5", "flower.h5", "NOTICE")]
    for path in paths:
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


def _student_pyproject(text: str) -> bytes:
    """Leave out what only an instructor has: the command, the extras, the tools' settings."""
    kept, keep = [], True
    for line in text.splitlines():
        if line.startswith("["):
            keep = not line.startswith(("[project.scripts]", "[project.optional", "[tool.pytest"))
            keep = keep and not line.startswith(("[tool.ruff", "[tool.mypy", "[[tool.mypy"))
        if keep:
            kept.append(line)
    return ("\n".join(kept).rstrip() + "\n").encode()


def write_bundle(folder: Path) -> Path:
    """Write the bundle into a folder; give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(bundle_files().items()):
            info = zipfile.ZipInfo(f"{NAME}/{name}", TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return path


if __name__ == "__main__":
    bundle = write_bundle(ROOT / "dist")
    print(f"{bundle.relative_to(ROOT)}: {bundle.stat().st_size / 2**20:.1f} MB, for students")
