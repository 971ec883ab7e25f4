"""The live coach: set-up, countdown, sets, rest, summary; driven by time alone."""
