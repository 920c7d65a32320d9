"""The class: what it found hard, who needs a person, in a page and in tables."""
