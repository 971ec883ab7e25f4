"""PURE: programmes as data, and how the load follows pain. Days are numbers that are passed in."""
