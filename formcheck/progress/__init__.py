"""The page of what was done: one HTML file, no network, everything escaped."""
