"""Any nbgrader course: cells run in the sandbox, and nbgrader's rules give the marks.

Here a test is a cell that runs beside the student's code, so this kind of course is protected
less than the one whose functions are checked from outside: docs/any-course.md says how much.
"""
