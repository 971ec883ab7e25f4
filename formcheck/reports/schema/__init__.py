"""The shape of report.json: every field with its unit, and nothing else.

The values of a report become the document by being validated against it, so nothing that is not
described here is ever written.
"""
