"""Renders people doing the exercises, with exact ground truth.

Not part of the package that users install.
"""
