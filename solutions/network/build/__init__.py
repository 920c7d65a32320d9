"""`make build`: from solutions and lessons to notebooks and expected values."""
