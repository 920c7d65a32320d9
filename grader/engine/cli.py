"""The command `grader`: its parts are in commands/."""

import typer

from .commands.autograde import autograde
from .commands.collect import collect
from .commands.doctor import doctor
from .commands.export import export
from .commands.feedback import feedback
from .commands.grade import grade
from .commands.watch import watch

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grade a class of notebooks. Submissions are untrusted programs, and are treated so.",
)
app.command()(autograde)
app.command()(collect)
app.command()(export)
app.command()(feedback)
app.command()(grade)
app.command()(watch)
app.command()(doctor)


if __name__ == "__main__":
    app()
