"""The pure engine: landmarks and times in, feedback and a report out.

No camera, clock, file or screen.
"""
