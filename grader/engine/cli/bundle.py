"""`grader bundle`: zip what students get of an assignment."""

from pathlib import Path
from typing import Annotated

import typer

from grader.errors import LayerwiseError

from .say import console, fail


def bundle(
    name: Annotated[str, typer.Argument(help="The assignment.")],
    course: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
    to: Annotated[
        Path | None, typer.Option(help="Where the zip goes; COURSE/dist if not said.")
    ] = None,
) -> None:
    """Zip what students get: the released folder, a student's part of the kit, how to set up.

    Data outside of the assignment's folder is named in solutions/NAME/bundle.txt, one path a line.

    Example: grader bundle network
    """
    from grader.engine.authoring.bundle import write_bundle
    from grader.engine.authoring.folder import find_folder

    try:
        folder = find_folder(course, name)
        path = write_bundle(folder, to or folder.root / "dist")
    except LayerwiseError as error:
        fail(str(error))
    size = path.stat().st_size / 2**20
    console.print(f"{path}: {size:.1f} MB, for students", soft_wrap=True, markup=False)
