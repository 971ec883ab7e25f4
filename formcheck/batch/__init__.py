"""Many recordings at once, on the cores of this machine or of a cluster."""
