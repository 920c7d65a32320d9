"""Inside the sandbox: the classes whose methods decide how a test runs, and what hides them."""

import sys
from collections.abc import Iterator

from .frozen import HEAP_TYPE
from .guarded import CLASSES_OF, is_of_library
from .identity import are_same


def classes_of() -> Iterator[tuple[str, type]]:
    """Every class whose methods are looked at."""
    for name in CLASSES_OF:
        for key, value in list(vars(sys.modules[name]).items()) if name in sys.modules else ():
            if isinstance(value, type) and _is_of(value, name):
                yield f"{name}.{key}", value


class Classes:
    """The classes as they were when this was made."""

    def __init__(self) -> None:
        self._kept = {
            name: (one, type(one), one.__bases__, set(vars(one))) for name, one in classes_of()
        }

    def put_back(self) -> Iterator[str]:
        """Undo what hides a class's own methods: another metaclass or base, or a name put in."""
        for name, (one, kind, bases, names) in self._kept.items():
            if type(one) is not kind:
                type.__setattr__(one, "__class__", kind)
                yield f"{name}'s class"
            if not are_same(one.__bases__, bases):
                one.__bases__ = bases
                yield f"{name}'s bases"
            for key in [key for key in vars(one) if key not in names]:
                if key == "__getattr__" or any(key in vars(base) for base in one.__mro__[1:]):
                    now = vars(one)[key]
                    type.__delattr__(one, key)
                    if not is_of_library(now):
                        yield f"{name}.{key}"


def _is_of(one: type, module: str) -> bool:
    """Whether a class can be changed, and is the module's own, or its package's."""
    own = one.__module__.partition(".")[0] == module.partition(".")[0]
    return own and bool(one.__flags__ & HEAP_TYPE)
