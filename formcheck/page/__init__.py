"""The page of a session: one HTML file that opens anywhere."""
