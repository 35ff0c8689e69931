"""How the tables of weights of the places step are made, and what it is measured on: see README.md here."""
