"""Videos, read and written."""
