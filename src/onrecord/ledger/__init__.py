"""The ledger: documents and their records in one SQLite file."""
