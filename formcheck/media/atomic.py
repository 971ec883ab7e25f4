"""Moved to `formcheck.atomic`; this name goes when nothing imports it any more."""

from formcheck.atomic import cannot_write, part_path, replacing

__all__ = ["cannot_write", "part_path", "replacing"]
