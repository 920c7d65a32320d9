"""What an author builds and gives out."""
