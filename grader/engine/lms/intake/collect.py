"""Collect: from sources of any kind into the places where nbgrader looks."""

import functools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.engine.course.submissions import is_id
from grader.engine.errors import RosterError
from grader.engine.lock import only_run
from grader.engine.text import one_line

from .collected import Collected, Row
from .entry import Entry, Refused, check
from .fit import fit, unused
from .handed import Handed, same
from .layout import STEPS, SUBMITTED
from .place import place
from .roster import Roster
from .roster_forms import Student
from .source import From, Source, downloads_in, open_source
from .stamp import Times, believed
from .target import Target
from .tree import everything
from .unpack import unpacked


@dataclass(frozen=True, slots=True)
class Collector:
    """How sources are collected.

    target: the assignment, and where its submissions belong.
    roster: who is who; None where ids are taken as the sources have them.
    kind: what the sources are.
    times: whether the times of files are those at which they were handed in.
    zone: the timezone of the times that name none.
    must_fit: a roster in which nobody of a class's download is found is refused, and so is a folder
        in which nothing says whose its work is.
    """

    target: Target
    roster: Roster | None
    kind: From
    times: Times
    zone: tzinfo
    must_fit: bool = False

    def collect(
        self,
        paths: list[Path],
        on_row: Callable[[Row, int], None] = lambda row, of: None,
        wanted: Callable[[str], bool] = everything,
    ) -> Collected:
        """Collect all sources.

        Args:
            paths: of folders, zips, notebooks. Downloads of a class may lie in a folder.
            wanted: tells what of a folder is collected, by its name.
            on_row: called after each submission, with the number of submissions in its source.

        Raises:
            SourceError: a source cannot be read.
            RosterError: the roster is of another class.
            OutBusy: another run collects into the same place.
        """
        result = Collected()
        if self.roster is not None:
            result.students = {student.id: student for student in self.roster.students}
        with only_run(self.target.collected):
            for path in paths:
                own = downloads_in(path, wanted) if self.kind is From.AUTO else []
                for download in own:
                    self._collect(download, result, on_row)
                apart = {download.name for download in own}
                self._collect(path, result, on_row, functools.partial(_rest, wanted, apart))
        return result

    def _collect(
        self,
        path: Path,
        result: Collected,
        on_row: Callable[[Row, int], None],
        wanted: Callable[[str], bool] = everything,
    ) -> None:
        names = self.target.assignment, self.target.notebooks
        with open_source(path, self.kind, *names, self.zone, wanted, self.must_fit) as source:
            shown = one_line(path.name)
            result.notes += [f"{shown}: {one_line(note)}" for note in source.notes]
            result.notes += self._said_of_times(shown, source)
            if any(self._is_nobody(handed, source.kind) for handed in source.handed):
                result.notes.append(f"{shown}: Canvas's test student is nobody, and was left out")
            for row, student in self._rows(source):
                result.rows.append(row)
                if student is not None and (student.full_name or student.lms_user_id):
                    result.students[student.id] = student
                on_row(row, len(source.handed))

    def _said_of_times(self, shown: str, source: Source) -> list[str]:
        if not source.handed or source.kind is From.EXCHANGE:
            return []
        if all(self._when(handed, source.kind, False)[1] for handed in source.handed):
            if not any(handed.clock for handed in source.handed):
                return []
            zone = datetime.now(self.zone).tzname()
            return [f"{shown}: times are those of the names, as {zone}; --timezone says another"]
        if believed(self.times, self._times(source)):
            zone = datetime.now(self.zone).tzname()
            return [f"{shown}: times are the zip's, as {zone}"] if source.zipped else []
        return [
            f"{shown}: its times say when it was downloaded or copied, not when work was handed "
            "in; no times were recorded"
        ]

    def _times(self, source: Source) -> Iterator[datetime]:
        return (handed.newest for handed in source.handed if handed.newest is not None)

    def _rows(self, source: Source) -> Iterator[tuple[Row, Student | None]]:
        """Find out who the students are, and place their submissions one by one."""
        believe = believed(self.times, self._times(source))
        named = [
            (handed, self._student(handed, source.kind))
            for handed in source.handed
            if not self._is_nobody(handed, source.kind)
        ]
        if self.must_fit and len(named) > 1 and not any(student for _, student in named):
            keys = ", ".join(one_line(handed.key) for handed, _ in named[:3])
            raise RosterError(
                f"the roster does not fit: none of the {len(named)} who handed in ({keys} …) is "
                "in it, and nothing was written. Is it this assignment's?"
            )
        of_one = Counter(same(student.id) for _, student in named if student is not None)
        for handed, student in sorted(named, key=lambda pair: pair[1].id if pair[1] else ""):
            key = one_line(handed.key)
            if student is None:
                said = "is not in the roster; add a row, collect again"
            elif student.id in (self.target.assignment, SUBMITTED, *STEPS):
                said = (
                    "is the name of a folder of nbgrader's; name the one that holds the students'"
                )
            elif not _may_be_a_folder(student.id):
                said = "is no name that a student's folder may have"
            elif of_one[same(student.id)] > 1:
                said = f"and another one would both be {one_line(student.id)}"
            else:
                yield self._placed(handed, student, source.kind, believe), student
                continue
            why = (f"{key} {said}",)
            yield Row(key, one_line(handed.name), None, handed.newest, handed.late, (), why), None

    def _is_nobody(self, handed: Handed, kind: From) -> bool:
        """Tell whether it is of Canvas's test student, who is nobody."""
        if kind is not From.CANVAS:
            return False
        known = self.roster is not None and handed.key in self.roster.nobody
        return known or handed.name.casefold() == "studenttest"

    def _student(self, handed: Handed, kind: From) -> Student | None:
        if self.roster is not None:
            known = (self.roster.find(key) for key in handed.also)
            return next(filter(None, known), None) or self.roster.find(handed.key, handed.name)
        if handed.name and kind is not From.CANVAS:
            first, _, last = handed.name.rpartition(" ")
            return Student(handed.key, first, last, "", handed.key, handed.name)
        # Canvas's names are run together, and a folder has none: an id is all there is.
        lms = handed.key if kind is From.CANVAS else ""
        return Student(handed.key, lms_user_id=lms)

    def _when(self, handed: Handed, kind: From, believe: bool) -> tuple[datetime, bool]:
        """Give a submission's time, and whether it is known to be that of handing in."""
        if handed.when is not None:
            return handed.when, True
        listed = self._student(handed, kind) if self.roster is not None else None
        if listed is not None and listed.when is not None:
            return listed.when, True
        if handed.clock is not None and self.times is not Times.IGNORE:
            return handed.clock.replace(tzinfo=self.zone).astimezone(UTC), True
        return handed.newest or datetime.now(UTC), believe

    def _placed(self, handed: Handed, student: Student, kind: From, believe: bool) -> Row:
        target, name = self.target, one_line(student.full_name or handed.name)
        notes = list(handed.notes)
        when, known = self._when(handed, kind, believe)
        try:
            check(handed.files)
            with ExitStack() as stack:
                files: list[Entry] = unpacked(handed.files, stack, self.zone)
                if not files:
                    raise Refused("it holds no file")
                own = frozenset(e.path for e in handed.files if handed.ordered)
                layout, said, open_ = fit(files, target.notebooks, own)
                if not open_:
                    more, open_ = unused(layout, target.notebooks, target.assignment)
                    said += more
                placed = place(
                    layout, when, known, target.folder(student.id), target.kept(student.id)
                )
        except Refused as refused:
            why = (f"refused: {one_line(str(refused))}",)
            return Row(student.id, name, None, when if known else None, handed.late, (), why)
        return Row(
            student.id,
            name,
            placed,
            when if known else None,
            handed.late,
            tuple(one_line(note) for note in notes + said),
            tuple(one_line(note) for note in open_),
        )


def _rest(wanted: Callable[[str], bool], apart: set[str], name: str) -> bool:
    return name not in apart and wanted(name)


def _may_be_a_folder(student: str) -> bool:
    return bool(student) and is_id(student) and "/" not in student and student[0] != "."
