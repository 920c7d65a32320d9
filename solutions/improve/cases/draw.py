"""Draw the random inputs of the cases."""

import numpy as np

from grader.engine import authoring
from solutions.improve import model_forward

Arrays = dict[str, np.ndarray]


class Draw(authoring.Draw):
    """Random inputs from one seed, networks among them."""

    def twelve(self) -> list[int]:
        """Sizes for twelve layers, so that keys have two digits."""
        return [*self.sizes(6), *self.sizes(6), 1]

    def rate(self) -> float:
        """A factor between 0.1 and 0.9."""
        return float(self.uniform(0.15, 0.9, 1)[0])

    def labels(self, m: int) -> np.ndarray:
        """Labels 0.0 and 1.0, (1, m); where there is room, both occur."""
        labels = self.random.randint(0, 2, size=(1, m)).astype(float)
        if m > 1:
            labels[0, 0], labels[0, -1] = 1.0, 0.0
        return labels

    def classes(self, C: int, m: int) -> np.ndarray:
        """Whole numbers from 0 to C-1, (1, m); where there is room, every class occurs."""
        labels = self.random.randint(0, C, size=(1, m))
        if m >= C:
            labels[0, :C] = self.random.permutation(C)
        return labels

    def columns(self, C: int, m: int) -> np.ndarray:
        """Labels as columns with a single 1, (C, m)."""
        return np.eye(C)[:, self.classes(C, m)[0]]

    def parameters(self, dims: list[int]) -> Arrays:
        """Weights and biases of ordinary size, so that every term counts."""
        found = {}
        for l in range(1, len(dims)):
            found[f"W{l}"] = self.normal(dims[l], dims[l - 1], scale=np.sqrt(dims[l - 1]))
            found[f"b{l}"] = self.normal(dims[l], 1)
        return found

    def gradients(self, parameters: Arrays) -> Arrays:
        """A gradient for each parameter, and some others that a backward pass leaves."""
        grads = {f"d{name}": self.normal(*theta.shape) for name, theta in parameters.items()}
        return {"dA0": self.normal(2, 2), **grads}

    def velocity(self, parameters: Arrays) -> Arrays:
        """An average of gradients for each parameter, of either sign."""
        return {f"d{name}": self.normal(*theta.shape) for name, theta in parameters.items()}

    def squares(self, parameters: Arrays) -> Arrays:
        """An average of squares for each parameter, none near zero."""
        return {f"d{n}": abs(self.normal(*a.shape)) + 0.5 for n, a in parameters.items()}

    def shuffled(self, table: Arrays) -> Arrays:
        """The same dictionary, its keys put in in another order: the last are the first."""
        keys = list(table)
        return {key: table[key] for key in [*keys[1::2][::-1], *keys[::2]]}

    def network(self, dims: list[int], m: int) -> tuple[np.ndarray, Arrays]:
        """X and parameters of a network in which every layer of relu is half open.

        Drawn again while one is shut or wide open for all: such a network would hide mistakes,
        whatever the seed that an instructor chose.
        """
        while True:
            X, parameters = self.normal(dims[0], m), self.parameters(dims)
            _, activations = model_forward(X, parameters)
            hidden = activations[1:]
            if all((A > 0).any() and (A == 0).any() for A in hidden):
                return X, parameters
