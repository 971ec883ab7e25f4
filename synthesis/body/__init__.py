"""The person: shape, bones, skin, limbs that reach where they should."""
