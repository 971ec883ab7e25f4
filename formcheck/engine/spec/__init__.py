"""The exercise spec as data: its shape, its rules, the names it may use."""
