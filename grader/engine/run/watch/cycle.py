"""From what has arrived to feedback that is published: one round of a watch."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.collected import Collected
from grader.engine.lms.intake.place import Placed
from grader.engine.lms.intake.source import downloads_in
from grader.engine.lms.intake.stamp import Times
from grader.engine.lms.outlet.pack import Pages, pack_student
from grader.engine.run.autograde import Job, autograde
from grader.engine.run.pool import Pool

from .arrivals import Arrivals

Say = Callable[[str, str], None]  # an event: what happened, and to whom or what

PUBLISHED = 0o644  # for whoever serves it to students; all else is nobody else's


@dataclass(frozen=True, slots=True)
class Cycle:
    """How what arrives is dealt with.

    collector: collects it.
    job: makes the class that is graded; its submissions are those that were collected.
    pages: finds the feedback of some students.
    published: where their zips go.
    jobs: how many submissions run at a time.
    say: is told each event.
    after: writes what a run of `grader autograde` writes at its end.
    """

    collector: Collector
    job: Callable[[], Job]
    pages: Callable[[set[str]], Pages]
    published: Path
    jobs: int
    say: Say
    after: Callable[[ClassResult, Any], None]

    def turn(self, arrivals: Arrivals, names: set[str]) -> bool:
        """Collect what has arrived, grade what is new, publish its feedback.

        Returns:
            Whether something needs a person.

        Raises:
            OutBusy: another run is at work; what has arrived is taken at a later turn.
        """
        collected = self._collect(arrivals.folder, names)
        arrivals.take(
            names, {r.student for r in collected.rows if r.placed in (Placed.NEW, Placed.NEWER)}
        )
        if arrivals.waiting:
            self._grade(arrivals.waiting)
            self._publish(arrivals.waiting)
            arrivals.graded()
        return collected.needs_a_person

    def _collect(self, folder: Path, names: set[str]) -> Collected:
        if not names:
            return Collected()
        downloads = downloads_in(folder, names.__contains__)
        loose = names - {path.name for path in downloads}
        collected = self.collector.collect(downloads)
        if loose:
            # What lies here by itself came when it came: the time of a file is that of arrival.
            keeping = replace(self.collector, times=Times.KEEP)
            more = keeping.collect([folder], wanted=loose.__contains__)
            collected.rows += more.rows
            collected.notes += more.notes
            collected.students |= more.students
        for row in collected.rows:
            self.say("collected" if row.placed else "refused", f"{row.student}: {row.placed or ''}")
            for note in (*row.notes, *row.open):
                self.say("note", f"{row.student}: {note}")
        for note in collected.notes:
            self.say("note", note)
        known = [s for s in collected.students.values() if s.full_name or s.lms_user_id]
        if known:
            from grader.engine.lms.intake.students import import_students

            import_students(self.collector.target, known)
        return collected

    def _grade(self, waiting: set[str]) -> None:
        def graded(result: SubmissionResult) -> None:
            if result.student in waiting:
                verdicts = result.verdicts
                passed = sum(str(verdict.outcome) == "passed" for verdict in verdicts)
                self.say("graded", f"{result.student}: {passed} of {len(verdicts)} passed")

        job = self.job()
        self.after(autograde(job, functools.partial(Pool, self.jobs), graded), job)

    def _publish(self, waiting: set[str]) -> None:
        if not self.published.is_dir():
            self.published.mkdir(parents=True)
            self.published.chmod(PUBLISHED | 0o111)
        for student, paths in sorted(self.pages(waiting).items()):
            place = self.published / f"{student}.zip"
            if paths and pack_student(paths, place):
                place.chmod(PUBLISHED)
                self.say("published", str(place))
