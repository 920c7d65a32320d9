"""The reference of each assignment, hidden from students: one folder an assignment."""
