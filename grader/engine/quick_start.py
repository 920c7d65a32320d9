"""What a process of the grader does not load, called before anything else is imported.

Not in a worker: what a student imports is there.
"""

import sys


def skip_grammars() -> None:
    """Spare a process a second.

    nbformat loads jsonschema, and that a library for web addresses in other alphabets, which builds
    38 grammars first. No notebook is judged by the form of an address, and jsonschema goes on
    where the library is not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
