"""A session in the files that other programs read."""
