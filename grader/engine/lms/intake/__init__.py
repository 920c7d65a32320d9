"""Getting work in: from a folder, a Moodle or Canvas download, or nbgrader's exchange."""
