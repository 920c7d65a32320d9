"""For nbgrader_config.py: `grader.engine.outlet.plain.PlainExportPlugin`."""

from grader.engine.lms.outlet.plain import PlainExportPlugin

__all__ = ["PlainExportPlugin"]
