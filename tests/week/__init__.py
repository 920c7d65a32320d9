"""An instructor's week: what happens to a course after its first run."""
