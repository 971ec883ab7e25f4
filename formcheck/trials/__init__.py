"""Two tests of the field, the heel rise and the lunge at a wall: rules, norms, changes.

Pure; `specs` holds their exercises.
"""
