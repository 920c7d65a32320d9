"""The command `grader`: one file for each of its commands."""

import typer

from grader.engine.quick_start import skip_grammars

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
from .surroundings import prepare
from .update import update
from .watch import watch

skip_grammars()

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grade a class of notebooks. Submissions are untrusted programs, and are treated so.",
)
app.callback()(prepare)
for command in (
    *(autograde, collect, export, feedback, grade, watch, update, extend, roster, doctor),
    *(new, build, mistakes, mutate, name, bundle),
):
    app.command()(command)
app.add_typer(send, name="send")
