"""Draw the random inputs of cases. An assignment may add draws of its own in a subclass."""

import numpy as np


class Draw:
    """Random inputs from one seed.

    RandomState, because NumPy promises never to change its stream. With `decimals`, numbers
    are rounded, so that a student can read them and reckon by hand.
    """

    def __init__(self, seed: int, decimals: int | None) -> None:
        self.random = np.random.RandomState(seed)
        self._decimals = decimals
        self.public = decimals is not None

    def normal(self, *shape: int, scale: float = 1.0) -> np.ndarray:
        """Normal numbers of variance 1 / scale**2."""
        return self._rounded(self.random.randn(*shape) / scale)

    def uniform(self, low: float, high: float, *shape: int) -> np.ndarray:
        """Numbers between two bounds."""
        return self._rounded(self.random.uniform(low, high, size=shape))

    def whole(self, low: int, high: int) -> int:
        """One whole number, from low to high, both included."""
        return int(self.random.randint(low, high + 1))

    def sizes(self, count: int, most: int = 7) -> list[int]:
        """Sizes from 2 to `most`, no two the same."""
        return [int(n) for n in self.random.permutation(np.arange(2, most + 1))[:count]]

    def seed(self) -> int:
        """A seed to hand to a function."""
        return int(self.random.randint(1_000, 1_000_000))

    def _rounded(self, numbers: np.ndarray) -> np.ndarray:
        if self._decimals is None:
            return numbers
        # Adding 0.0 turns -0.0, which would look odd to a reader, into 0.0.
        return np.round(numbers, self._decimals) + 0.0
