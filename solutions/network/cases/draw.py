"""Draw the random inputs of the cases of a network."""

import numpy as np

from grader.cases.compare import compare
from grader.engine import authoring
from solutions.network import L_model_backward, L_model_forward

LAYERS = 12


class Draw(authoring.Draw):
    """Random inputs from one seed, networks among them."""

    def far(self) -> np.ndarray:
        """Numbers far out on both sides, and a zero between them: shape (1, 7).

        exp overflows from 709.8 on, and is 0 from -745.2 on: the ends lie beyond both.
        """
        Z = np.array([[-900.0, -720.0, -40.0, 0.0, 40.0, 720.0, 900.0]])
        return Z + self.normal(1, 7) * (Z != 0)

    def labels(self, n: int, m: int) -> np.ndarray:
        """Labels 0.0 and 1.0; where there is room, both occur in every row."""
        labels = self.random.randint(0, 2, size=(n, m)).astype(float)
        if m > 1:
            labels[:, 0], labels[:, -1] = 1.0, 0.0
        return labels

    def probabilities(self, n: int, m: int) -> np.ndarray:
        """Probabilities well inside 0 to 1."""
        return self.uniform(0.05, 0.95, n, m)

    def network(
        self, layer_dims: list[int], m: int
    ) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        """X, Y and parameters of a network in which every gradient counts.

        Drawn again while a whole layer of relu is off, or the predictions all fall on one
        side: such a network would hide mistakes, whatever the seed that an instructor chose.
        Drawn again, too, while a harmless 1e-8 would show, which a student adds against log(0) or
        0 / 0: where a prediction is close to 0 or 1, or a gradient cancels to nearly nothing.
        """
        while True:
            X, Y = self.normal(layer_dims[0], m), self.labels(layer_dims[-1], m)
            parameters = self.parameters(layer_dims)
            AL, caches = L_model_forward(X, parameters)
            grads = L_model_backward(AL, Y, caches)
            one_sided = m > 3 and (AL > 0.5).all(axis=1).any() | (AL <= 0.5).all(axis=1).any()
            near = (AL < 0.05).any() or (AL > 0.95).any()
            guarded = L_model_backward(AL + np.where(Y == 1, 1e-8, -1e-8), Y, caches)
            shows = compare(guarded, grads) is not None
            dull = not all(grad.any() for grad in grads.values())
            if not (dull or one_sided or near or shows):
                return X, Y, parameters

    def deep(self, outputs: int = 1) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        """A network of twelve layers, so that keys have two digits: three units a layer."""
        return self.network([*[3] * LAYERS, outputs], 2)

    def shuffled(self, table: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The same dictionary, its keys put in in another order: the last are the first."""
        keys = list(table)
        order = [*keys[::-1][::2], *keys[::2]]
        return {key: table[key] for key in order}

    def parameters(self, layer_dims: list[int]) -> dict[str, np.ndarray]:
        """Weights and biases of ordinary size, so that every term counts."""
        parameters = {}
        for l in range(1, len(layer_dims)):
            # Divided so that Z is of ordinary size whatever the layer before.
            scale = np.sqrt(layer_dims[l - 1])
            parameters[f"W{l}"] = self.normal(layer_dims[l], layer_dims[l - 1], scale=scale)
            parameters[f"b{l}"] = self.normal(layer_dims[l], 1)
        return parameters
