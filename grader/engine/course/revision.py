"""What has changed in an assignment since it was released: cells, points, tests.

Kept beside the report, because submissions of the earlier release go on being handed in: which
cells they cannot have, and which they have under another name.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from grader.engine.files import write_whole

from .cells import Released, SourceCell

NAME = "revision.json"

Place = tuple[str, str]  # a notebook and a cell of it, by their names


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of the cells of an assignment. Cells are named by notebook and cell.

    added, removed: cells that nbgrader knows by name, with their kind for a person.
    renamed: the new name of each, where nothing else of the cell is another.
    points: what a cell was worth, and is worth now.
    tests: locked cells whose text is another.
    notebooks_added, notebooks_removed: by their names.
    """

    added: dict[Place, str] = field(default_factory=dict)
    removed: dict[Place, str] = field(default_factory=dict)
    renamed: dict[Place, str] = field(default_factory=dict)
    points: dict[Place, tuple[float, float]] = field(default_factory=dict)
    tests: tuple[Place, ...] = ()
    notebooks_added: tuple[str, ...] = ()
    notebooks_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(getattr(self, name) for name in self.__slots__)

    def told(self) -> list[str]:
        """Say each in a line."""
        lines = [f"{name}.ipynb: a new notebook" for name in self.notebooks_added]
        lines += [f"{name}.ipynb: is there no more" for name in self.notebooks_removed]
        lines += [_line(place, f"a new {kind}") for place, kind in self.added.items()]
        lines += [
            _line(place, f"the {kind} is there no more") for place, kind in self.removed.items()
        ]
        lines += [_line(place, f"is named {name} now") for place, name in self.renamed.items()]
        lines += [
            _line(place, f"{before:g} points become {after:g}")
            for place, (before, after) in self.points.items()
        ]
        return lines + [_line(place, "what is locked in it is another") for place in self.tests]


def _line(place: Place, said: str) -> str:
    return f"{place[0]}.ipynb, {place[1]}: {said}"


def changes(before: Mapping[str, Released], after: Mapping[str, Released]) -> Changes:
    """Compare an assignment as it is in the gradebook with another edition of it."""
    found = Changes(
        notebooks_added=tuple(sorted(after.keys() - before.keys())),
        notebooks_removed=tuple(sorted(before.keys() - after.keys())),
    )
    tests: list[Place] = []
    for name in sorted(before.keys() & after.keys()):
        old, new = _cells(before[name]), _cells(after[name])
        for was, now in _renamed(before[name], after[name]):
            found.renamed[name, was] = now
            old[now] = old.pop(was)
        found.removed.update({(name, cell): old[cell][0] for cell in old.keys() - new.keys()})
        found.added.update({(name, cell): new[cell][0] for cell in new if cell not in old})
        for cell in [cell for cell in new if cell in old]:
            (kind, points, locked), (kind_now, points_now, locked_now) = old[cell], new[cell]
            if kind != kind_now:
                # For the gradebook a cell of another kind is another cell.
                found.removed[name, cell], found.added[name, cell] = kind, kind_now
            elif points != points_now:
                found.points[name, cell] = points, points_now
            if kind == kind_now and locked != locked_now:
                tests.append((name, cell))
    return Changes(
        found.added,
        dict(sorted(found.removed.items())),
        found.renamed,
        found.points,
        tuple(tests),
        found.notebooks_added,
        found.notebooks_removed,
    )


def kind_of(released: Released, cell: str) -> str:
    """Say what a cell is, in nbgrader's words."""
    graded = any(one.name == cell for one in released.grade_cells)
    answer = any(one.name == cell for one in released.solution_cells)
    if any(one.name == cell for one in released.task_cells):
        return "manually graded task"
    if graded and answer:
        return "manually graded answer"
    return "autograder test" if graded else "answer" if answer else "read-only cell"


def _cells(released: Released) -> dict[str, tuple[str, float, str]]:
    """Give kind, points and locked text of each cell."""
    points = {cell.name: cell.max_score for cell in released.marked}
    return {
        cell.name: (
            kind_of(released, cell.name),
            points.get(cell.name, 0.0),
            cell.source if cell.locked else "",
        )
        for cell in released.source_cells
    }


def _renamed(before: Released, after: Released) -> Iterator[tuple[str, str]]:
    """Pair the cells that have gone with those that have come and say the same.

    Of several that do, those that are worth the same; where that tells them not apart either, none.
    """
    names = {cell.name for cell in before.source_cells}, {cell.name for cell in after.source_cells}
    gone = {cell.name: _content(before, cell) for cell in before.source_cells}
    come = {cell.name: _content(after, cell) for cell in after.source_cells}
    gone = {name: said for name, said in gone.items() if name not in names[1]}
    come = {name: said for name, said in come.items() if name not in names[0]}
    for part in (4, 3):  # with the points, and without
        for was, said in list(gone.items()):
            same = [name for name, one in come.items() if one[:part] == said[:part]]
            twin = [name for name, one in gone.items() if one[:part] == said[:part]]
            if len(same) == len(twin) == 1:
                yield was, same[0]
                del gone[was], come[same[0]]


def _content(released: Released, cell: SourceCell) -> tuple[str, str, str, float]:
    points = {one.name: one.max_score for one in released.marked}
    return cell.cell_type, cell.source, kind_of(released, cell.name), points.get(cell.name, 0.0)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a submission of an earlier release lacks, or has under another name, by notebook.

    added: cells that have come since, each with the one that it stands behind; "" for the first.
    renamed: the name of a cell now, by the one that it had.
    removed: cells that have gone since.
    """

    added: dict[str, dict[str, str]] = field(default_factory=dict)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)

    def with_changes(self, made: Changes, after: Mapping[str, Released]) -> "Revision":
        """Put further changes to these."""
        added = {name: set(cells) for name, cells in self.added.items()}
        renamed = {name: dict(names) for name, names in self.renamed.items()}
        for (notebook, was), now in made.renamed.items():
            names = renamed.setdefault(notebook, {})
            names.update({old: now for old, new in names.items() if new == was})
            names[was] = now
            names.pop(now, None)  # it has its first name again
            cells = added.get(notebook, set())
            added[notebook] = {now if cell == was else cell for cell in cells}
        for notebook, cell in made.added:
            added.setdefault(notebook, set()).add(cell)
        removed = {name: set(cells) for name, cells in self.removed.items()}
        for notebook, cell in made.removed:
            removed.setdefault(notebook, set()).add(cell)
        known = {name: {cell.name for cell in one.source_cells} for name, one in after.items()}
        return Revision(
            {name: _behind(after[name], added[name]) for name in sorted(added) if name in after},
            {name: names for name, names in sorted(renamed.items()) if names and name in after},
            {
                name: sorted(removed[name] - known[name])
                for name in sorted(removed)
                if name in after
            },
        )


def _behind(released: Released, cells: set[str]) -> dict[str, str]:
    """Say of each of these cells which one it stands behind, in the order of the notebook."""
    names = [cell.name for cell in released.source_cells]
    pairs = zip(["", *names], names, strict=False)
    return {name: before for before, name in pairs if name in cells}


def read_revision(folder: Path) -> Revision:
    """Read what was kept beside the report; an empty one where there is nothing."""
    try:
        kept = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Revision(kept["added"], kept["renamed"], kept["removed"])
    except (OSError, ValueError, KeyError, TypeError):
        return Revision()


def keep_revision(folder: Path, revision: Revision) -> None:
    """Keep it beside the report."""
    write_whole(folder / NAME, json.dumps(asdict(revision), indent=1) + "\n")
