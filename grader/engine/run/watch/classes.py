"""Whose work is watched for, and what is done with what arrives."""

from pathlib import Path

from grader.engine.course.settings import Chosen
from grader.engine.grading.graded_class import ClassResult
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.roster import read_roster
from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times, zone_named
from grader.engine.lms.intake.target import target_of
from grader.engine.lms.outlet.course_pages import course_pages
from grader.engine.lms.outlet.pack import Pages
from grader.engine.report.report import write_report
from grader.engine.report.tables import write_tables
from grader.engine.run.autograde import Job
from grader.engine.run.classes import checks_of, open_class
from grader.engine.run.feedback import find
from grader.engine.sandbox.limits import Limits

from .cycle import Cycle, Say


def cycle_of(
    chosen: Chosen,
    limits: Limits,
    roster: Path | None,
    timezone: str,
    jobs: int,
    published: Path | None,
    say: Say,
) -> tuple[Cycle, Path]:
    """Say what is done with what arrives.

    Returns:
        What to do, and the folder of results.
    """
    from grader.engine.course.folder import open_chosen

    zone = zone_named(timezone)
    who = read_roster(roster, zone) if roster is not None else None
    collector = Collector(target_of(chosen), who, From.AUTO, Times.AUTO, zone)
    checked = checks_of(chosen, limits) is not None
    course = open_chosen(chosen)

    def pages(students: set[str]) -> Pages:
        if checked:
            return find(chosen, students)
        found, failed = course_pages(course, lambda student: None, students)
        for student in failed:
            say("note", f"{student}: no feedback; nbgrader generate_feedback says why")
        return found

    def job() -> Job:
        return open_class(chosen, limits, lambda said: say("note", said))

    home = chosen.out or course.reports
    return Cycle(collector, job, pages, published or home / "published", jobs, say, _report), home


def _report(result: ClassResult, job: Job) -> None:
    write_report(result, job.out / "report.html")
    write_tables(result, job.out)
