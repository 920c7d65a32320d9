"""What an author writes with, and what is built of it.

cases.py         case, traits, Draw
mistakes/        Mistake, Right, Pair
"""

from .catalogue import Mistake, Pair, Right
from .draw import Draw
from .recipe import Recipe, case, traits

__all__ = ["Draw", "Mistake", "Pair", "Recipe", "Right", "case", "traits"]
