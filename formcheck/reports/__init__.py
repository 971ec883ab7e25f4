"""What is left of a session: JSON, a table of the frames, and a page to read in the terminal."""
