"""Make flower.h5, the flower of red and blue points: `python data/make_flower.py`."""

import sys
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).parent
ATTRIBUTES = {
    "title": "Planar flower: 400 + 400 points in the plane, red (0) or blue (1)",
    "origin": "Made by data/make_flower.py from seeds 1 (train) and 2 (test); no outside source",
    "licence": "As the course itself",
    "label_rule": "The half of the flower, by angle, for which the point was drawn",
}


def flower(seed: int, m: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Draw the points of a flower with petals r = 4 sin(4 t), half of it red and half blue.

    Args:
        seed: seed of the random stream.
        m: number of points, an even number.

    Returns:
        x: float64 (m, 2), the points; y: int64 (m,), 0 for red and 1 for blue.
    """
    random = np.random.RandomState(seed)
    half = m // 2
    x = np.zeros((m, 2))
    for colour in range(2):
        t = np.linspace(colour * 3.12, (colour + 1) * 3.12, half) + random.randn(half) * 0.2
        r = 4 * np.sin(4 * t) + random.randn(half) * 0.2
        x[colour * half : (colour + 1) * half] = np.c_[r * np.sin(t), r * np.cos(t)]
    # Two processors may differ in the last bit of a sine; rounded, the file is the same on both.
    return np.round(x, 9), np.repeat(np.array([0, 1], dtype=np.int64), half)


def write_dataset(path: Path, arrays: dict[str, np.ndarray], attributes: dict[str, str]) -> None:
    """Write arrays and attributes to an HDF5 file, the same bytes every time.

    Args:
        path: the file; it is replaced.
        arrays: name -> array; uint8 pictures are compressed, the rest is too small to gain.
        attributes: name -> text, set on the file itself.
    """
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            options = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
            packed = options if array.dtype == np.uint8 else {}
            # A time of writing would make every run a different file.
            file.create_dataset(name, data=array, track_times=False, **packed)
        for name, text in attributes.items():
            data = text.encode()
            file.attrs.create(name, data, dtype=h5py.string_dtype("utf-8", len(data)))


def main(path: Path) -> None:
    """Write the flower to path."""
    train_x, train_y = flower(seed=1)
    test_x, test_y = flower(seed=2)
    arrays = {
        "train_set_x": train_x,
        "train_set_y": train_y,
        "test_set_x": test_x,
        "test_set_y": test_y,
        "list_classes": np.array([b"red", b"blue"]),
    }
    write_dataset(path, arrays, ATTRIBUTES)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "flower.h5")
