"""Find and read a data set; whatever does not fit is said in a sentence, not in a traceback."""

from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from .errors import DataError

MAX_BYTES = 2 * 1024**3  # declared sizes are summed up and refused before anything is allocated
LAYOUT = "see data/README.md for the layout of a data set"


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """One data set: m examples to train on, and others to validate and to test on.

    x is as stored, examples first: uint8 (m, h, w, 3) for pictures, or float (m, n).
    y is int64 (1, m), each label 0 ... C-1. valid_set_x and valid_set_y are None together.
    list_classes holds the names of the C labels, in order.
    """

    train_set_x: np.ndarray
    train_set_y: np.ndarray
    test_set_x: np.ndarray
    test_set_y: np.ndarray
    list_classes: list[str]
    valid_set_x: np.ndarray | None = None
    valid_set_y: np.ndarray | None = None


def find_data(name: str) -> Path:
    """Find data/<name> in the working folder, or in the nearest folder above that has it.

    Args:
        name: a file's bare name, such as "coast.h5".

    Returns:
        The path of the file.

    Raises:
        DataError: there is no such file, or name is more than a name.
    """
    if name in ("", "..") or Path(name).name != name:
        raise DataError(f'a bare file name such as "coast.h5" was expected, not {name!r}')
    here = Path.cwd()
    tried = [folder / "data" / name for folder in (here, *here.parents)]
    for path in tried:
        if path.is_file():
            return path
    looked = "\n".join(f"  {path}" for path in tried)
    raise DataError(
        f"there is no data set {name!r}. Looked for\n{looked}\n"
        "Open the notebook inside the course's folder, or give the full path of the file."
    )


def load_dataset(path: str | Path) -> Dataset:
    """Read a data set from an HDF5 file with the classic keys.

    The keys are train_set_x, train_set_y, test_set_x, test_set_y, list_classes, and, if the file
    has a validation set, valid_set_x and valid_set_y. Other keys are left alone. Labels may be
    stored as (m,), (1, m) or (m, 1).

    Args:
        path: the file; a bare name that is no file here is looked up by find_data.

    Returns:
        The data set, checked.

    Raises:
        DataError: the file is missing, is no HDF5 file, or does not hold such a data set.
    """
    path = Path(path)
    if not path.exists() and path.name == str(path):
        path = find_data(path.name)
    if path.is_dir():
        raise DataError(f"{path} is a folder; give the path of an HDF5 file inside it.")
    if not path.exists():
        raise DataError(f"there is no file {path}. Check the path, or give a name in data/.")
    try:
        # A course's shared folder may be read-only or know no locks; reading needs none.
        with h5py.File(path, "r", locking="best-effort") as file:
            return _read(file)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        raise DataError(
            f"{path} cannot be read as HDF5: it is another kind of file, cut short or damaged. "
            f"Fetch it again, and compare it with data/SHA256SUMS. ({error})"
        ) from None


def flatten(x: np.ndarray) -> np.ndarray:
    """Lay out examples one per column, as the network takes them.

    The dtype decides on the scale: uint8 is brightness, 0 to 255, and is divided by 255; floats
    are measurements and stay as they are. So one function serves pictures and points alike.

    Args:
        x: uint8 or float, (m, ...), examples first, for instance (m, h, w, 3) or (m, n).

    Returns:
        float64 (n, m), with n the numbers of one example, for instance h * w * 3.

    Raises:
        DataError: x is of another dtype, or holds no examples.
    """
    if x.ndim < 2 or x.size == 0:
        raise DataError(f"examples of shape (m, ...) were expected, not {x.shape}.")
    _check_dtype("x", x.dtype)
    columns = x.reshape(len(x), -1).T.astype(np.float64)
    return columns / 255 if x.dtype == np.uint8 else columns


def _read(file: h5py.File) -> Dataset:
    """Check what the file declares, then read it, then check what it holds."""
    needed = ["train_set_x", "train_set_y", "test_set_x", "test_set_y", "list_classes"]
    there = list(file)  # names only: asking `key in file` would follow a link out of the file
    if "valid_set_x" in there or "valid_set_y" in there:
        needed += ["valid_set_x", "valid_set_y"]
    missing = [key for key in needed if key not in there]
    if missing:
        keys = ", ".join(there[:20]) or "none"
        raise DataError(f"missing {', '.join(missing)}; the keys there are: {keys}; {LAYOUT}.")
    stored = {key: _stored(file, key) for key in needed}
    size = sum(entry.size * max(entry.dtype.itemsize, 1) for entry in stored.values())
    if size > MAX_BYTES:
        raise DataError(
            f"it declares {size / 1024**3:.1f} GB, and at most {MAX_BYTES / 1024**3:.0f} GB are "
            "read; keep fewer or smaller examples."
        )
    x = {key: _examples(key, entry) for key, entry in stored.items() if key.endswith("_x")}
    names = _class_names(stored["list_classes"])
    y = {k: _labels(k, entry, len(names)) for k, entry in stored.items() if k.endswith("_y")}
    for key, labels in y.items():
        pictures = x[f"{key[:-1]}x"]
        if len(pictures) != labels.shape[1]:
            raise DataError(
                f"{key[:-1]}x holds {len(pictures)} examples, but {key} holds {labels.shape[1]} "
                "labels; store one label per example."
            )
    for key, pictures in x.items():
        if pictures.shape[1:] != x["train_set_x"].shape[1:]:
            raise DataError(
                f"one example of {key} has shape {pictures.shape[1:]}, but one of train_set_x has "
                f"{x['train_set_x'].shape[1:]}; bring all examples to one shape."
            )
    return Dataset(list_classes=names, **x, **y)


def _stored(file: h5py.File, key: str) -> h5py.Dataset:
    """Get a data set that lies in this very file; others could lead anywhere on the disk."""
    advice = "copy its values into the file itself"
    if not isinstance(file.get(key, getlink=True), h5py.HardLink):
        raise DataError(f"{key} is a link to another place; {advice}.")
    entry = file[key]
    if not isinstance(entry, h5py.Dataset):
        raise DataError(f"{key} is a group, where a data set was expected; {LAYOUT}.")
    if entry.is_virtual or entry.external:
        raise DataError(f"the values of {key} are kept in other files; {advice}.")
    if entry.shape is None:
        raise DataError(f"{key} is empty; {LAYOUT}.")
    return entry


def _check_dtype(key: str, dtype: np.dtype) -> None:
    if dtype != np.uint8 and dtype.kind != "f":
        raise DataError(
            f"{key} is of dtype {dtype}; store pictures as uint8 (0 to 255) and other numbers "
            "as float64."
        )


def _examples(key: str, entry: h5py.Dataset) -> np.ndarray:
    """Read x: pictures or rows of numbers, at least one, all finite."""
    shape = entry.shape
    if len(shape) != 2 and not (len(shape) == 4 and shape[3] == 3):
        raise DataError(
            f"{key} has shape {shape}; (m, h, w, 3) was expected for pictures, or (m, n)."
        )
    if entry.size == 0:
        raise DataError(f"{key} has shape {shape}: zero examples, or examples without numbers.")
    _check_dtype(key, entry.dtype)
    x: np.ndarray = entry[()]
    if not np.isfinite(x).all():
        raise DataError(f"{key} holds NaN or infinite values; leave those examples out.")
    return x


def _labels(key: str, entry: h5py.Dataset, classes: int) -> np.ndarray:
    """Read y as int64 (1, m), each label one of so many classes."""
    shape = entry.shape
    if len(shape) != 1 and not (len(shape) == 2 and 1 in shape):
        raise DataError(f"{key} has shape {shape}; (m,) was expected, one label per example.")
    if entry.size == 0:
        raise DataError(f"{key} has shape {shape}: zero labels.")
    if entry.dtype.kind not in "biuf":
        raise DataError(f"{key} is of dtype {entry.dtype}; store the labels as numbers: 0, 1, …")
    y: np.ndarray = entry[()].reshape(1, -1)
    wrong = y[~np.isin(y, np.arange(classes))]  # NaN is none of them
    if wrong.size:
        known = "0 or 1" if classes == 2 else f"a whole number from 0 to {classes - 1}"
        raise DataError(
            f"{key} holds the label {wrong[0]}; every label must be {known}, one for each name in "
            "list_classes."
        )
    labels: np.ndarray = y.astype(np.int64)
    return labels


def _class_names(entry: h5py.Dataset) -> list[str]:
    """Read the names, in the order of the labels: two or more."""
    text = entry.dtype.kind == "S" or h5py.check_string_dtype(entry.dtype) is not None
    if len(entry.shape) != 1 or entry.size < 2 or not text:
        raise DataError(
            f"list_classes has shape {entry.shape} and dtype {entry.dtype}; two names or more "
            'were expected, such as [b"no coast", b"coast"].'
        )
    try:
        return [name.decode() for name in entry[()].tolist()]
    except UnicodeDecodeError:
        raise DataError("list_classes is not UTF-8 text; store the names as bytes.") from None
