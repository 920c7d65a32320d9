"""`hand_in()`, and a button for it: pack what is to be handed in, and look at it once more."""

from pathlib import Path

from grader.cases.assignment import assignment_here

from .notebook import writing
from .overview import PASSES, looked_at, present


def hand_in() -> Path:
    """Write one zip to hand in, check every step that is saved, and say what is missing.

    The zip holds the assignment's notebooks and nothing else; every learning platform takes it.
    It is written whatever the checks say: a part is worth handing in too.

    Returns:
        The path of the zip, beside the notebooks.

    Raises:
        NoAssignment: there is no file of cases beside this notebook.
        NotWritable: nothing can be written here.
    """
    import zipfile  # only here: it makes the import of this package slower

    assignment = assignment_here()
    target = Path(f"{assignment.name}_hand_in.zip")
    there = [Path(f"{name}.ipynb") for name in assignment.notebooks]
    packed = [path for path in there if path.is_file()]
    scratch = target.with_suffix(".partial")
    with writing(target):
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in packed:
                archive.write(path, path.name)
        scratch.replace(target)
    found = looked_at(assignment)
    missing = [path.name for path in there if path not in packed]
    lines = [f"Packed as you saved them: {', '.join(path.name for path in packed) or 'nothing'}."]
    if missing:
        lines.append(f"Not in this folder, so not in the zip: {', '.join(missing)}.")
    if any(step.state != PASSES for step in found):
        lines.append("You can hand this in as it is, or go on and call hand_in() again.")
    lines.append(f"Hand in this file: {target.resolve()}")
    present(assignment, found, *lines)
    return target


def hand_in_button() -> None:
    """Show a button that does what `hand_in()` does, and shows what it says below itself.

    Where a page can show no widgets, call `hand_in()`.
    """
    import ipywidgets  # only here: it makes the import of this package slower
    from IPython.display import display

    button = ipywidgets.Button(description="Check and pack", icon="archive")
    place = ipywidgets.Output()

    def press(_: object) -> None:
        button.disabled = True
        place.clear_output()
        try:
            with place:
                hand_in()
        finally:
            button.disabled = False

    button.on_click(press)
    display(button, place)
