"""Document + Analysis → Record: one room per kind of value; `reader.py` alone knows their order."""
