"""Clothes, shoes and hair, cut from the body's own surfaces; all textures are painted."""
