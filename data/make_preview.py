"""Make preview.png, a glance at both data sets: `python data/make_preview.py`."""

from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).parent
COLUMNS = 6


def wall(pictures: np.ndarray) -> np.ndarray:
    """Lay pictures of one class side by side, three rows of them, with white seams.

    Args:
        pictures: uint8 (at least 18, 64, 64, 3).

    Returns:
        uint8 (height, width, 3).
    """
    framed = np.pad(pictures[: 3 * COLUMNS], ((0, 0), (2, 2), (2, 2), (0, 0)), constant_values=255)
    return np.vstack([np.hstack(list(row)) for row in framed.reshape(3, COLUMNS, 68, 68, 3)])


def main() -> None:
    """Draw training pictures of either class, and the training points of the flower."""
    with h5py.File(HERE / "coast.h5") as file:
        x, y = file["train_set_x"][:], file["train_set_y"][:]
    figure, axes = plt.subplots(1, 3, figsize=(12, 2.6), layout="constrained")
    for axis, label, title in ((axes[0], 1, "coast"), (axes[1], 0, "no coast")):
        axis.imshow(wall(x[y == label]), interpolation="nearest")
        axis.set_title(title)
        axis.axis("off")
    with h5py.File(HERE / "flower.h5") as file:
        x, y = file["train_set_x"][:], file["train_set_y"][:]
    axes[2].scatter(x[:, 0], x[:, 1], c=np.where(y == 1, "tab:blue", "tab:red"), s=6)
    axes[2].set_title("flower")
    axes[2].set_aspect("equal")
    figure.savefig(HERE / "preview.png", dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    main()
