"""The command `grader`: one file for each of its commands."""

import sys

import typer

from .autograde import autograde
from .build import build
from .bundle import bundle
from .collect import collect
from .doctor import doctor
from .export import export
from .extend import extend
from .feedback import feedback
from .grade import grade
from .mistakes import mistakes
from .mutate import mutate
from .name import name
from .new import new
from .roster import roster
from .send import send
from .update import update
from .watch import watch

# nbformat loads jsonschema, and that a library for web addresses in other alphabets, which builds
# 38 grammars first: a second in every process. No notebook is judged by the form of an address, and
# jsonschema goes on where the library is not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grade a class of notebooks. Submissions are untrusted programs, and are treated so.",
)
app.command()(autograde)
app.command()(collect)
app.command()(export)
app.add_typer(send, name="send")
app.command()(feedback)
app.command()(grade)
app.command()(watch)
app.command()(update)
app.command()(extend)
app.command()(roster)
app.command()(doctor)
app.command()(new)
app.command()(build)
app.command()(mistakes)
app.command()(mutate)
app.command()(name)
app.command()(bundle)
