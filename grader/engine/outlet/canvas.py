"""For nbgrader_config.py: `grader.engine.outlet.canvas.CanvasExportPlugin`."""

from grader.engine.lms.outlet.canvas import CanvasExportPlugin

__all__ = ["CanvasExportPlugin"]
