"""Landmarks become a person in the picture."""
