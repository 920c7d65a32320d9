"""For nbgrader_config.py: `grader.engine.outlet.moodle.MoodleExportPlugin`."""

from grader.engine.lms.outlet.moodle import MoodleExportPlugin

__all__ = ["MoodleExportPlugin"]
