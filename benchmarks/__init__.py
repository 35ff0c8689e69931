"""Accuracy gates and speed, against data given by path. Nothing here runs at run time."""
