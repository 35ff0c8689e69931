"""Quantities with what they count and their bounds."""
