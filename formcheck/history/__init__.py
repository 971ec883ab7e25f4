"""ADAPTER: what was done and felt, in one SQLite file of the user's own."""
