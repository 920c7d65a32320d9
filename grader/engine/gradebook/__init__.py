"""nbgrader's database: its structure, marks and penalties."""
