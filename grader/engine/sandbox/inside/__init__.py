"""All that runs beside a student's code, and nothing else: mounted as one folder."""
