"""Whose work is watched for: that of this repository's course, or of any nbgrader course."""

from collections.abc import Callable
from pathlib import Path

from grader.engine.course.folder import open_course
from grader.engine.grading.checks import CheckedClass, Checks
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.roster import read_roster
from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times, zone_named
from grader.engine.lms.intake.target import Target, course_target, own_target
from grader.engine.lms.outlet.course_pages import course_pages
from grader.engine.lms.outlet.pack import Pages
from grader.engine.lms.outlet.pages import own_pages
from grader.engine.report.report import write_report
from grader.engine.report.tables import write_tables
from grader.engine.run.autograde import ClassResult
from grader.engine.run.course_class import CourseClass
from grader.engine.sandbox.limits import Limits

from .cycle import Cycle, Say

AnyClass = CheckedClass | CourseClass


def own_cycle(
    to: Path,
    out: Path,
    db: str,
    limits: Limits,
    roster: Path | None,
    timezone: str,
    jobs: int,
    published: Path | None,
    say: Say,
) -> tuple[Cycle, Path]:
    """Watch for this repository's course.

    Args:
        to: where submissions go.
        out: where the results go.
        db, limits, roster, timezone, jobs, published, say: as for the command.

    Returns:
        What to do with what arrives, and the folder of results.
    """
    collector = _collector(own_target(to, out, db), roster, timezone)

    def pages(students: set[str]) -> Pages:
        return {name: found for name, found in own_pages(out).items() if name in students}

    def job() -> CheckedClass:
        return CheckedClass(to, out, Checks(limits), db)

    return _cycle(collector, job, pages, published or out / "published", jobs, say), out


def course_cycle(
    root: Path,
    assignment: str,
    db: str,
    limits: Limits,
    roster: Path | None,
    timezone: str,
    jobs: int,
    published: Path | None,
    say: Say,
) -> tuple[Cycle, Path]:
    """Watch for an assignment of any nbgrader course.

    Args:
        root: the course's folder.
        assignment: its name.
        db, limits, roster, timezone, jobs, published, say: as for the command.

    Returns:
        What to do with what arrives, and the folder of results.
    """
    collector = _collector(course_target(root, assignment, db), roster, timezone)
    course = open_course(root, assignment, db)

    def pages(students: set[str]) -> Pages:
        found, failed = course_pages(course, lambda student: None, students)
        for student in failed:
            say("note", f"{student}: no feedback; nbgrader generate_feedback says why")
        return found

    def job() -> CourseClass:
        return CourseClass(root, assignment, limits, lambda said: say("note", said), None, db)

    home = course.reports
    return _cycle(collector, job, pages, published or home / "published", jobs, say), home


def _collector(target: Target, roster: Path | None, timezone: str) -> Collector:
    zone = zone_named(timezone)
    who = read_roster(roster, zone) if roster is not None else None
    return Collector(target, who, From.AUTO, Times.AUTO, zone)


def _cycle(
    collector: Collector,
    job: Callable[[], AnyClass],
    pages: Callable[[set[str]], Pages],
    published: Path,
    jobs: int,
    say: Say,
) -> Cycle:
    return Cycle(collector, job, pages, published, jobs, say, _report)


def _report(result: ClassResult, job: AnyClass) -> None:
    write_report(result, job.out / "report.html")
    write_tables(result, job.out)
