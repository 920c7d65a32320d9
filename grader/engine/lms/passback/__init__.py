"""Marks sent to a running LMS, and read back from it."""
