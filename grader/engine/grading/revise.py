"""A notebook of an earlier release, brought up to date: cells that have come, and new names."""

from nbformat import NotebookNode, from_dict

from grader.engine.course.cells import Released, SourceCell
from grader.engine.course.revision import Revision


def revise(notebook: NotebookNode, released: Released, revision: Revision) -> None:
    """Give a submitted notebook the cells that it cannot have, and their names of today."""
    names = revision.renamed.get(released.name, {})
    there = {_name(cell) for cell in notebook.cells}
    for cell in notebook.cells:
        now = names.get(_name(cell), "")
        if now and now not in there:
            cell.metadata.nbgrader["grade_id"] = now
        elif _name(cell) in revision.removed.get(released.name, []):
            del cell.metadata["nbgrader"]  # what is in it is the student's
    known = {cell.name: cell for cell in released.source_cells}
    for name, before in revision.added.get(released.name, {}).items():
        places = {_name(cell): i for i, cell in enumerate(notebook.cells)}
        if name in known and name not in places:
            # Behind a cell that the student has deleted nothing can be put: then it is the last.
            place = 0 if not before else places.get(before, len(notebook.cells) - 1) + 1
            notebook.cells.insert(place, _made(known[name], released))


def _name(cell: NotebookNode) -> str:
    about = cell.metadata.get("nbgrader")
    return str(about.get("grade_id", "")) if isinstance(about, dict) else ""


def _made(source: SourceCell, released: Released) -> NotebookNode:
    points = {cell.name: cell.max_score for cell in released.marked}
    about = {
        "grade_id": source.name,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        "locked": source.locked,
        "schema_version": 3,
        "grade": any(cell.name == source.name for cell in released.grade_cells),
        "solution": any(cell.name == source.name for cell in released.solution_cells),
        "task": any(cell.name == source.name for cell in released.task_cells),
    }
    if source.name in points:
        about["points"] = points[source.name]
    code: dict[str, object] = {}
    if source.cell_type == "code":
        code = {"execution_count": None, "outputs": []}
    facts = {"cell_type": source.cell_type, "metadata": {"nbgrader": about}, **code}
    made: NotebookNode = from_dict({**facts, "source": source.source})
    return made
