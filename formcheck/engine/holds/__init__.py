"""Positions that last become holds."""
