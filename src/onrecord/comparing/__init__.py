"""Across documents: copies, stories, happenings, origins and agreement. Pure decisions over records; the ledger applies them."""
