"""The cases of every function, one module a step; each is named like its function."""

from .draw import Draw

__all__ = ["Draw"]
