"""The exporters' names in a course's nbgrader_config.py; the code is in lms/outlet/."""
