"""Bytes → `Document`: one room per format. Nothing here knows what a statement is."""
