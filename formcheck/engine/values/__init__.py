"""The values that travel through formcheck.

All are frozen; missing numbers are NaN or None, never 0.
"""
