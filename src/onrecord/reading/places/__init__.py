"""Toponyms and what they stand for on the map."""
