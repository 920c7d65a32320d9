"""Draw the random inputs of the cases."""

from grader.engine import authoring


class Draw(authoring.Draw):
    """Random inputs from one seed."""

    def twelve(self) -> list[int]:
        """Sizes for twelve layers, so that keys have two digits."""
        return [*self.sizes(6), *self.sizes(6), 1]
