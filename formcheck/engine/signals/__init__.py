"""A person becomes signals."""
