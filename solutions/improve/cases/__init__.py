"""The cases of every function, one module a step; each is named like its function."""

from .draw import Draw
from .initialize import initialize_parameters_he, initialize_parameters_xavier

__all__ = ["Draw", "initialize_parameters_he", "initialize_parameters_xavier"]
