"""What a set comes down to."""
