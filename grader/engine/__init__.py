"""The instructor's part: grade a class of untrusted submissions. Students do not have it."""
