"""Getting marks and feedback out: tables that an LMS takes, and feedback packed for it."""
