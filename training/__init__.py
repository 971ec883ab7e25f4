"""Trains the network that finds knee, ankle, heel, ball and toe in a picture of a lower leg.

Not in the wheel.
"""
