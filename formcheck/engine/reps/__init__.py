"""Movements that go up and come back become repetitions."""
