"""The data sets are what data/README.md says, and a file that is none is refused in words."""

import hashlib
import importlib
import sys
from pathlib import Path
from types import ModuleType

import h5py
import numpy as np
import pytest

from grader import datasets
from grader.datasets import find_data, flatten, load_dataset
from grader.errors import DataError

DATA = Path(__file__).parents[1] / "data"
SPLITS = ("train", "valid", "test")


def script(name: str) -> ModuleType:
    """Import data/<name>.py, which is a script and no part of a package."""
    sys.path.insert(0, str(DATA))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(DATA))


@pytest.fixture(scope="module")
def coast() -> dict[str, np.ndarray]:
    """Every array of coast.h5."""
    with h5py.File(DATA / "coast.h5") as file:
        return {key: file[key][()] for key in file}


def classic(**changes: object) -> dict[str, object]:
    """A small data set in the classic layout; a change of None leaves the key out."""
    random = np.random.RandomState(0)
    arrays: dict[str, object] = {
        "train_set_x": random.randint(0, 256, (4, 2, 2, 3)).astype(np.uint8),
        "train_set_y": np.array([0, 1, 1, 0]),
        "test_set_x": random.randint(0, 256, (2, 2, 2, 3)).astype(np.uint8),
        "test_set_y": np.array([1, 0]),
        "list_classes": np.array([b"non-cat", b"cat"]),
    }
    return {key: value for key, value in (arrays | changes).items() if value is not None}


def write(path: Path, arrays: dict[str, object]) -> Path:
    """Write arrays, links and, for a dictionary, groups to an HDF5 file."""
    with h5py.File(path, "w") as file:
        for key, value in arrays.items():
            if isinstance(value, dict):
                file.create_group(key)
            elif isinstance(value, h5py.VirtualLayout):
                file.create_virtual_dataset(key, value)
            else:
                file[key] = value
    return path


def test_checksums_hold() -> None:
    """Every data file has the checksum of data/SHA256SUMS, and every data file is listed."""
    lines = (DATA / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {path.name for path in DATA.glob("*.h5")}
    for name, digest in sums.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, name


def test_readme_states_the_checksums() -> None:
    """The README repeats the checksums, so it speaks of these very files."""
    readme = (DATA / "README.md").read_text()
    for line in (DATA / "SHA256SUMS").read_text().splitlines():
        assert line.split()[0] in readme


def test_files_are_small() -> None:
    """A clone of the course stays light: coast.h5 under 6 MB, preview.png under 400 kB."""
    assert (DATA / "coast.h5").stat().st_size < 6_000_000
    assert (DATA / "preview.png").stat().st_size < 400_000


@pytest.mark.parametrize("split", SPLITS)
def test_coast_classes_are_balanced(coast: dict[str, np.ndarray], split: str) -> None:
    """Half of a split is coast; of the other half, half is sea and half is land."""
    x, y = coast[f"{split}_set_x"], coast[f"{split}_set_y"]
    sea = script("make_coast").sea_mask(x[y == 0]).mean(axis=(1, 2))
    assert y.sum() * 2 == len(y)
    assert np.sum(sea > 0.5) * 4 == np.sum(sea < 0.5) * 4 == len(y)


@pytest.mark.parametrize("split", SPLITS)
def test_coast_labels_follow_the_rule(coast: dict[str, np.ndarray], split: str) -> None:
    """Counting the sea's pixels again gives every label, and few pixels are near black."""
    make_coast = script("make_coast")
    x, y = coast[f"{split}_set_x"], coast[f"{split}_set_y"]
    assert x.dtype == np.uint8
    assert x.shape == (make_coast.PICTURES[split], 64, 64, 3)
    sea = make_coast.sea_mask(x).mean(axis=(1, 2))
    is_coast, is_plain = (sea >= 0.3) & (sea <= 0.7), (sea < 0.01) | (sea > 0.99)
    assert np.array_equal(np.where(y == 1, is_coast, is_plain), np.ones(len(y)))
    assert make_coast.black_mask(x).mean(axis=(1, 2)).max() <= 0.01


def test_sea_is_told_by_its_blue() -> None:
    """Deep, shelf and reef are sea; a lake, a forest, a desert, snow and red earth are not."""
    sea = [[2, 5, 20], [24, 65, 121], [56, 126, 134]]
    land = [[1, 2, 6], [21, 33, 9], [200, 170, 130], [250, 250, 255], [90, 55, 70]]
    colours = np.array(sea + land, dtype=np.uint8)
    assert script("make_coast").sea_mask(colours).tolist() == [True] * 3 + [False] * 5


def test_coast_splits_share_no_pixel(coast: dict[str, np.ndarray]) -> None:
    """Between tiles of different splits lie at least 16 columns, also over the map's edge."""
    covered = {}
    for split in SPLITS:
        first = coast[f"{split}_origin"][:, 1]
        assert first.min() >= 0
        assert first.max() + 64 <= 5400  # no tile reaches over the map's edge
        covered[split] = {int(c) + i for c in first for i in range(64)}
    for one, other in (("train", "valid"), ("train", "test"), ("valid", "test")):
        near = {(c + i) % 5400 for c in covered[one] for i in range(-16, 17)}
        assert not near & covered[other]


@pytest.mark.parametrize("split", SPLITS)
def test_coast_tiles_overlap_little(coast: dict[str, np.ndarray], split: str) -> None:
    """Inside a split no two tiles share more than the README says, and none lies near a pole."""
    origin = coast[f"{split}_origin"]
    shared = np.maximum(0, 64 - np.abs(origin[:, None] - origin[None])).prod(axis=2) / 64**2
    assert shared[~np.eye(len(origin), dtype=bool)].max() <= (0.375 if split == "train" else 0.25)
    assert origin[:, 0].min() >= 450
    assert origin[:, 0].max() + 64 <= 2250


def test_coast_states_its_origin() -> None:
    """The file itself names its source, its licence, whom to credit and its label rule."""
    with h5py.File(DATA / "coast.h5") as file:
        attributes = {name: text.decode() for name, text in file.attrs.items()}
    assert attributes == script("make_coast").ATTRIBUTES
    assert "NASA" in attributes["credit"]
    assert "MIT" in attributes["licence"]


def test_flower_comes_again_byte_for_byte(tmp_path: Path) -> None:
    """The script makes the very file that is in data/."""
    script("make_flower").main(tmp_path / "flower.h5")
    assert (tmp_path / "flower.h5").read_bytes() == (DATA / "flower.h5").read_bytes()


def test_flower_has_two_halves_and_two_seeds() -> None:
    """Each flower has 200 red and 200 blue points, and the test points are others."""
    data = load_dataset(DATA / "flower.h5")
    assert data.train_set_x.shape == data.test_set_x.shape == (400, 2)
    assert data.train_set_y.sum() == data.test_set_y.sum() == 200
    assert not np.intersect1d(data.train_set_x, data.test_set_x).size
    assert data.list_classes == ["red", "blue"]


def test_coast_loads() -> None:
    """The loader gives pictures as stored, labels as rows, and the names in label order."""
    data = load_dataset(str(DATA / "coast.h5"))
    assert data.train_set_x.shape == (400, 64, 64, 3)
    assert data.train_set_y.shape == (1, 400)
    assert data.train_set_y.dtype == np.int64
    assert data.valid_set_x is not None
    assert data.valid_set_y is not None
    assert data.valid_set_x.shape == data.test_set_x.shape == (100, 64, 64, 3)
    assert data.list_classes == ["no coast", "coast"]


@pytest.mark.parametrize("shape", [(4,), (1, 4), (4, 1)])
def test_classic_file_is_accepted(tmp_path: Path, shape: tuple[int, ...]) -> None:
    """Any file with the classic keys serves, with labels lying or standing; extras are ignored."""
    labels = np.array([0, 1, 1, 0]).reshape(shape)
    path = write(tmp_path / "cat.h5", classic(train_set_y=labels, extra=np.zeros(3)))
    data = load_dataset(path)
    assert data.train_set_y.tolist() == [[0, 1, 1, 0]]
    assert data.train_set_x.dtype == np.uint8
    assert data.valid_set_x is None
    assert data.valid_set_y is None
    assert data.list_classes == ["non-cat", "cat"]


def test_class_names_may_be_text(tmp_path: Path) -> None:
    """Names stored as variable-length text serve as well as bytes."""
    data = load_dataset(write(tmp_path / "cat.h5", classic(list_classes=["non-cat", "cat"])))
    assert data.list_classes == ["non-cat", "cat"]


def test_there_may_be_more_than_two_classes(tmp_path: Path) -> None:
    """As many as list_classes names; a label counts from 0."""
    labels = {"train_set_y": np.array([0, 2, 1, 2]), "list_classes": np.array([b"a", b"b", b"c"])}
    data = load_dataset(write(tmp_path / "three.h5", classic(**labels)))
    assert data.list_classes == ["a", "b", "c"]
    assert data.train_set_y.tolist() == [[0, 2, 1, 2]]


X = np.zeros((4, 2, 2, 3), dtype=np.uint8)
MISFITS: dict[str, tuple[dict[str, object], list[str]]] = {
    "missing key": ({"test_set_y": None}, ["missing test_set_y", "train_set_x", "README"]),
    "half a validation set": ({"valid_set_x": X}, ["missing valid_set_y"]),
    "rank 3": ({"train_set_x": X[..., 0]}, ["train_set_x", "(4, 2, 2)", "(m, h, w, 3)"]),
    "four channels": ({"train_set_x": np.zeros((4, 2, 2, 4), np.uint8)}, ["(4, 2, 2, 4)"]),
    "scalar": ({"train_set_x": np.uint8(1)}, ["train_set_x", "shape ()"]),
    "null": ({"train_set_x": h5py.Empty("f8")}, ["train_set_x", "empty"]),
    "one label short": ({"train_set_y": np.array([0, 1, 1])}, ["4 examples", "3 labels"]),
    "no examples": ({"test_set_x": X[:0]}, ["test_set_x", "zero examples"]),
    "no labels": ({"test_set_y": np.zeros(0)}, ["test_set_y", "zero labels"]),
    "other picture size": ({"test_set_x": X[:2, :1]}, ["test_set_x", "(1, 2, 3)", "(2, 2, 3)"]),
    "label 2": ({"train_set_y": np.array([0, 1, 2, 0])}, ["label 2", "0 or 1"]),
    "label one half": ({"train_set_y": np.array([0, 1, 0.5, 0])}, ["label 0.5", "0 or 1"]),
    "label NaN": ({"train_set_y": np.array([0, 1, np.nan, 0])}, ["label nan", "0 or 1"]),
    "label square": ({"train_set_y": np.zeros((2, 2))}, ["train_set_y", "(2, 2)", "(m,)"]),
    "label text": ({"train_set_y": np.array([b"0"] * 4)}, ["train_set_y", "as numbers"]),
    "one name": ({"list_classes": np.array([b"a"])}, ["(1,)", "two names"]),
    "label 3 of 3": (
        {"train_set_y": np.array([0, 1, 3, 2]), "list_classes": np.array([b"a", b"b", b"c"])},
        ["label 3", "from 0 to 2"],
    ),
    "label one half of 3": (
        {"train_set_y": np.array([0, 1, 0.5, 2]), "list_classes": np.array([b"a", b"b", b"c"])},
        ["label 0.5", "whole number from 0 to 2"],
    ),
    "names are numbers": ({"list_classes": np.array([0, 1])}, ["list_classes", "two names"]),
    "names are not UTF-8": ({"list_classes": np.array([b"\xff", b"b"])}, ["UTF-8"]),
    "group": ({"train_set_x": {}}, ["train_set_x", "group"]),
    "pictures as text": ({"train_set_x": np.full((4, 2), b"x")}, ["train_set_x", "uint8"]),
    "pictures as int64": ({"train_set_x": X.astype(np.int64)}, ["int64", "uint8", "float64"]),
    "pictures with NaN": ({"train_set_x": np.full((4, 2), np.nan)}, ["NaN", "leave"]),
    "external link": ({"train_set_x": h5py.ExternalLink("o.h5", "x")}, ["link", "copy"]),
    "soft link": ({"train_set_x": h5py.SoftLink("/test_set_x")}, ["link", "copy"]),
    "virtual": (
        {"train_set_x": h5py.VirtualLayout((4, 2, 2, 3), "u1")},
        ["train_set_x", "other files"],
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_misfit_is_explained(tmp_path: Path, name: str) -> None:
    """A file that is no data set is refused with its path, what came, and what to do."""
    changes, words = MISFITS[name]
    path = write(tmp_path / "mine.h5", classic(**changes))
    with pytest.raises(DataError) as caught:
        load_dataset(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)


def test_values_in_another_file_are_refused(tmp_path: Path) -> None:
    """A data set whose raw values lie in another file is not read: it could be any file."""
    (tmp_path / "raw").write_bytes(bytes(48))
    path = write(tmp_path / "mine.h5", classic(train_set_x=None))
    with h5py.File(path, "a") as file:
        raw = [(str(tmp_path / "raw"), 0, 48)]
        file.create_dataset("train_set_x", (4, 2, 2, 3), "u1", external=raw)
    with pytest.raises(DataError, match="other files"):
        load_dataset(path)


def test_huge_declared_size_is_refused_unread(tmp_path: Path) -> None:
    """A small file that declares terabytes is refused before anything is allocated."""
    path = write(tmp_path / "mine.h5", classic(train_set_x=None))
    with h5py.File(path, "a") as file:
        file.create_dataset("train_set_x", (10**6, 1024, 1024, 3), "u1", chunks=True)
    with pytest.raises(DataError, match=r"declares .* GB, and at most 2 GB"):
        load_dataset(path)


def test_missing_file_is_explained(tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(DataError, match=r"no file .*nowhere\.h5"):
        load_dataset(tmp_path / "nowhere.h5")


def test_folder_is_explained(tmp_path: Path) -> None:
    """A folder in place of a file is named as one."""
    with pytest.raises(DataError, match="is a folder"):
        load_dataset(tmp_path)


def test_other_file_is_explained(tmp_path: Path) -> None:
    """A file of another kind is refused, with what to do."""
    (tmp_path / "mine.h5").write_text("train_set_x\n")
    with pytest.raises(DataError, match=r"cannot be read as HDF5.*SHA256SUMS"):
        load_dataset(tmp_path / "mine.h5")


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_truncated_file_is_explained(tmp_path: Path, share: float) -> None:
    """A download that broke off is refused, wherever it broke off."""
    whole = (DATA / "flower.h5").read_bytes()
    (tmp_path / "mine.h5").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DataError, match="cut short"):
        load_dataset(tmp_path / "mine.h5")


def test_damaged_values_are_explained(tmp_path: Path) -> None:
    """A file whose compressed pictures are damaged is refused, not half read."""
    path = write(tmp_path / "mine.h5", classic(train_set_x=None))
    with h5py.File(path, "a") as file:
        x = file.create_dataset("train_set_x", data=X, compression="gzip")
        place, size = x.id.get_chunk_info(0).byte_offset, x.id.get_chunk_info(0).size
    raw = bytearray(path.read_bytes())
    raw[place : place + size] = b"\xff" * size
    path.write_bytes(raw)
    with pytest.raises(DataError, match="damaged"):
        load_dataset(path)


def test_data_is_found_from_a_folder_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook deep in the course finds data/<name> of the course by its bare name."""
    (tmp_path / "data").mkdir()
    path = write(tmp_path / "data" / "cat.h5", classic())
    below = tmp_path / "notebooks" / "network"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_data("cat.h5").samefile(path)
    assert load_dataset("cat.h5").list_classes == ["non-cat", "cat"]


def test_missing_data_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is nowhere is answered with every place, and with what to do."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError) as caught:
        load_dataset("no_such.h5")
    for word in (str(tmp_path / "data" / "no_such.h5"), "Looked for", "full path"):
        assert word in str(caught.value)


@pytest.mark.parametrize("name", ["", "../coast.h5", "/coast.h5", ".."])
def test_only_bare_names_are_looked_up(name: str) -> None:
    """find_data takes a name, never a path that could lead out of data/."""
    with pytest.raises(DataError, match="bare file name"):
        find_data(name)


def test_flatten_gives_one_picture_per_column() -> None:
    """Column i is picture i, row by row, divided by 255."""
    x = np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3)
    flat = flatten(x)
    assert flat.shape == (12, 2)
    assert flat.dtype == np.float64
    assert np.array_equal(flat[:, 1], x[1].ravel() / 255)


def test_flatten_leaves_floats_unscaled() -> None:
    """Points are only transposed: they are no brightness."""
    x = np.array([[1.5, -2.0], [3.0, 4.0], [5.0, 6.0]])
    assert np.array_equal(flatten(x), x.T)


@pytest.mark.parametrize("x", [np.zeros(3), np.zeros((0, 2)), np.zeros((2, 2), dtype=int)])
def test_flatten_explains_a_misfit(x: np.ndarray) -> None:
    """No examples, or a dtype whose scale is unknown, is an error in words."""
    with pytest.raises(DataError, match=r"expected|uint8"):
        flatten(x)


def test_dataset_is_frozen() -> None:
    """Nothing is replaced, or added by a slip of the pen, after loading."""
    data = load_dataset(DATA / "flower.h5")
    with pytest.raises(AttributeError):
        data.train_set_x = np.zeros(1)  # type: ignore[misc]
    assert datasets.Dataset.__slots__
