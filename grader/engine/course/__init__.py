"""What a course is: its folder, its assignments, their released cells, the references."""
