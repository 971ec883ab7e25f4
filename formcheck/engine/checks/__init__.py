"""Signals become checks, and checks that last become findings."""
