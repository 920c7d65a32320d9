"""The cases of every function, one module per step; each is named like its function.

Public and hidden cases come from the same lines, so that neither finds a mistake that the other
cannot.
"""

from .draw import Draw

__all__ = ["Draw"]
