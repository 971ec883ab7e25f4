"""Adapters: the only room that knows OpenCV, MediaPipe and PyAV.

Import its modules, not this package.
"""
