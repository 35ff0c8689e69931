"""Whether what a word tells happened, and how sure the one who asserts it is."""
