"""How an author writes down a case: `case(title, why, *args, **kwargs)`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from grader.cases.case import Traits
from grader.engine.errors import AuthorError

from .draw import Draw


@dataclass(frozen=True, slots=True)
class Recipe:
    """A case without its answer, which the reference gives.

    title, why: the student reads both: what the case is, and what it is there to find.
    args, kwargs: the inputs.
    raises: the error that the docstring promises here; empty where an answer is expected.
    defaults: the case is there for these defaults alone; a signature that shows them is believed.
    slack: how far a number may be off besides.
    nan: the reference may give nan, and it is right there.
    """

    title: str
    why: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    raises: str = ""
    defaults: dict[str, Any] = field(default_factory=dict)
    slack: float = 0.0
    nan: bool = False

    def raising(self, error: type[Exception]) -> "Recipe":
        """Have the case expect an error."""
        if not (isinstance(error, type) and issubclass(error, Exception)):
            raise AuthorError(f"raising(…) takes a class, such as ValueError, and not {error!r}.")
        return replace(self, raises=error.__name__)

    def for_defaults(self, **defaults: Any) -> "Recipe":
        """Spare the call, which takes long, where the signature has these defaults."""
        return replace(self, defaults=defaults)

    def within(self, slack: float) -> "Recipe":
        """Let numbers be off by this much, where the contract leaves them open; nan never is."""
        if type(slack) not in (int, float) or not slack > 0:
            raise AuthorError(f"within(…) takes a number above 0, and not {slack!r}.")
        return replace(self, slack=slack)

    def with_nan(self) -> "Recipe":
        """Say that nan is meant where the reference gives it; it is right there alone."""
        return replace(self, nan=True)


def case(title: str, why: str, /, *args: Any, **kwargs: Any) -> Recipe:
    """Write down one case of a function.

    Args:
        title: what it is, such as "two units, four examples".
        why: what it is there to find.
        *args: the inputs by position; **kwargs: those by name.
    """
    if not (isinstance(title, str) and title.strip() and isinstance(why, str)):
        raise AuthorError(
            "case(title, why, …) begins with two texts, what it is and what it is there to find, "
            f"and not with {title!r:.60} and {why!r:.60}."
        )
    return Recipe(title, why, args, kwargs)


READ = {"arguments", "signature", "used"}  # from the reference itself
Cases = TypeVar("Cases", bound=Callable[[Any], Iterator[Recipe]])
Named = Callable[[Draw], Iterator[Recipe]]


def traits(**special: Any) -> Callable[[Cases], Cases]:
    """Say what is special about a function's answers: see grader.cases.case.Traits."""
    known = {field.name for field in fields(Traits)} - READ
    if unknown := special.keys() - known:
        raise AuthorError(
            f"there is no trait {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}."
        )
    for name, said in special.items():
        kind = type(getattr(Traits(), name))
        texts = said if kind is tuple and isinstance(said, tuple) else ()
        if type(said) is not kind or not all(isinstance(text, str) for text in texts):
            wanted = {tuple: "a tuple of texts: ('sum',)", str: "a text", bool: "True"}[kind]
            raise AuthorError(f"the trait {name} is {wanted}, and not {said!r:.60}.")
    found = Traits(**special)

    def mark(cases: Cases) -> Cases:
        vars(cases)["traits"] = found
        return cases

    return mark


def traits_of(cases: Named) -> Traits:
    """Give what `traits` said; where it said nothing, nothing is special."""
    found: Traits = getattr(cases, "traits", Traits())
    return found
