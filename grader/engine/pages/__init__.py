"""What a person reads of one submission: autograded notebooks and feedback."""
