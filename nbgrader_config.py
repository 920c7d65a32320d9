"""nbgrader's settings for this course. Every nbgrader command run in this folder reads them."""

from pathlib import Path

c = get_config()  # noqa: F821, nbgrader puts this function here

ROOT = Path(__file__).resolve().parent

c.CourseDirectory.course_id = "layerwise"
c.CourseDirectory.root = str(ROOT)
# What students receive lies where they look for it, under the name that nbgrader gives to it.
c.CourseDirectory.release_directory = "notebooks"

c.ClearSolutions.code_stub = {"python": "# Your code here.\nraise NotImplementedError"}
# 6_train trains two networks on real pictures; nbgrader's default of 30 s is for small cells.
c.ExecutePreprocessor.timeout = 300

# `nbgrader autograde` runs submissions in the sandbox and judges them by the hidden cases, as
# `grader autograde` does. nbgrader's first pass is left to the sandbox, so that nothing of a
# submission but its sources goes further; its second pass saves the marks, as ever.
c.Autograde.sanitize_preprocessors = ["grader.engine.plugin.SandboxedExecute"]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# formgrader shows what students wrote, and runs nothing of it.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "grader.engine.safe.markdown2html",
    "clean_html": "grader.engine.safe.clean",
}
