"""A phone as camera: one page on the local network, served while it is asked for."""
