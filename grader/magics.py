"""Make plain Python of a notebook's cell."""

import ast
import re

# %magic, !command, ?name, name?, and the first two behind an assignment.
# What follows the first blanks begins with none: a line is not to be tried in many ways.
_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*|\w[\w, ]*=\s*[%!][\w%!].*)$")
_WATCHERS = ("%%time", "%%timeit", "%%capture", "%%prun")


def without_magics(source: str) -> str:
    """Blank what only IPython understands: %magics, !commands, a trailing question mark.

    A cell that belongs to another language (%%bash) becomes empty; one that is only
    watched (%%time) keeps its body. Line numbers stay as they are.
    """
    lines = source.split("\n")
    first = lines[0].strip()
    if first.startswith("%%"):
        if first.split()[0] not in _WATCHERS:
            return ""
        lines[0] = ""
        source = "\n".join(lines)
    if not any(sign in source for sign in "%!?"):
        return source
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        # Only a cell that is not Python as it stands can hold a magic; a line that starts
        # with % inside a text or a formula is left alone where the cell parses.
        lines = [_blanked(line) for line in lines]
    return "\n".join(lines)


def _blanked(line: str) -> str:
    return _MAGIC.sub(r"\1pass", line)
