"""Make shore.h5, satellite pictures of four kinds: sea, land, and a shore of either direction.

    python data/make_shore.py              download the picture of the Earth, then cut it
    python data/make_shore.py bmng.jpg     cut a picture of the Earth that is already here

The picture of the Earth, the rule of the labels and the split are those of make_coast.py; the
pictures are half as high and half as wide, so that there are more of them, and fewer overlap.
"""

import sys
from pathlib import Path

import make_coast
import numpy as np
from make_coast import SHA256, black_mask, sea_mask
from make_flower import write_dataset

HERE = Path(__file__).parent
SIDE = 32  # pixels of a tile's side
PICTURES = {"train": 800, "valid": 200, "test": 200}
KINDS = (b"sea", b"land", b"shore north to south", b"shore east to west")
APART = SIDE / 4  # pixels between the middle of the sea and that of the land, at least
TIMES = 2  # how much more of that in one direction than in the other

ATTRIBUTES = {
    **make_coast.ATTRIBUTES,
    "title": "Shore: 32x32 RGB pictures of the Earth from space: sea (0), land (1), a shore that "
    "runs north to south (2) or east to west (3)",
    "origin": "Cut by data/make_shore.py from bmng.jpg (5400x2700, Blue Marble: Next Generation) "
    f"as shipped in {make_coast.PACKAGE} on PyPI; sha256 of bmng.jpg {SHA256}",
    "label_rule": "sea (0): over 99 % of the pixels are sea; land (1): under 1 %; shore: 30 to "
    "70 %, and the middle of the sea lies at least 8 pixels from that of the land: north to south "
    "(2) where it lies at least twice as far to the east or west as to the north or south, east "
    "to west (3) the other way round; other tiles are not used. A pixel is sea if B >= R + 10 and "
    "B >= G + 7. Tiles with over 1 % of near-black pixels that are not sea (lakes, ocean "
    "trenches) are not used",
}


def apart(sea: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Say how far the middle of the sea lies from that of the land, in every tile.

    Args:
        sea: bool (height, width).
        rows, columns: int (n,), the first row and column of each tile.

    Returns:
        float64 (2, n): pixels to the south, and to the east; 0 where there is only one of both.
    """
    found = np.zeros((2, len(rows)))
    for i, (row, column) in enumerate(zip(rows, columns, strict=True)):
        tile = sea[row : row + SIDE, column : column + SIDE]
        if tile.any() and not tile.all():
            found[:, i] = np.argwhere(tile).mean(axis=0) - np.argwhere(~tile).mean(axis=0)
    return found


def cut(rgb: np.ndarray) -> dict[str, np.ndarray]:
    """Cut all three splits out of the picture of the Earth, as many of each kind.

    Half of the sea is shelf sea, as bright as the sea at a shore.

    Args:
        rgb: uint8 (2700, 5400, 3).

    Returns:
        The arrays of the file by name.
    """
    make_coast.SIDE = SIDE  # what places, tile_means and pick go by
    random = np.random.RandomState(0)
    arrays, sea = {}, sea_mask(rgb)
    for split, count in PICTURES.items():
        rows, columns = make_coast.places(split, rgb.shape[1])
        share = make_coast.tile_means(sea, rows, columns)
        clear = make_coast.tile_means(black_mask(rgb), rows, columns) <= 0.01
        bright = make_coast.tile_means(rgb[..., 2], rows, columns) > 60
        south, east = np.abs(apart(sea, rows, columns))
        shore = clear & (share >= 0.3) & (share <= 0.7) & (np.hypot(south, east) >= APART)
        each = count // len(KINDS)
        kinds = [
            (clear & (share > 0.99) & bright, each // 2),
            (clear & (share > 0.99) & ~bright, each - each // 2),
            (clear & (share < 0.01), each),
            (shore & (east >= TIMES * south), each),
            (shore & (south >= TIMES * east), each),
        ]
        origin = np.zeros((0, 2), dtype=np.int64)
        for fits, need in kinds:
            tiles = random.permutation(np.stack([rows[fits], columns[fits]], axis=1))
            origin = np.vstack([origin, make_coast.pick(tiles, origin, need)])
        order = random.permutation(count)
        tiles = [rgb[r : r + SIDE, c : c + SIDE] for r, c in origin[order]]
        arrays[f"{split}_set_x"] = np.stack(tiles)
        arrays[f"{split}_set_y"] = order // each
        arrays[f"{split}_origin"] = origin[order]
    arrays["list_classes"] = np.array(KINDS)
    return arrays


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    write_dataset(HERE / "shore.h5", cut(make_coast.open_picture(given)), ATTRIBUTES)
