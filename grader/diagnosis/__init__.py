"""What is known of a wrong answer: facts, behaviour, the catalogue of mistakes."""
