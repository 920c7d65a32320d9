"""The command `grader`: its parts are in commands/."""

import typer

from .commands.autograde import autograde
from .commands.doctor import doctor

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grade a class of notebooks. Submissions are untrusted programs, and are treated so.",
)
app.command()(autograde)
app.command()(doctor)


if __name__ == "__main__":
    app()
