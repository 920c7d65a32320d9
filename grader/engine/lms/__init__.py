"""Work in and marks out: learning management systems, rosters, archives."""
