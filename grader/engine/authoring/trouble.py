"""What is told to an author whose folder does not fit together: a sentence with a place."""

import traceback
from pathlib import Path


def place_of(error: BaseException, home: Path) -> str:
    """Say which line of an author's an error comes from: the innermost in a folder."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(home):
            return f"{frame.filename}, line {frame.lineno}"
    return str(home)
