"""Who takes part: people, groups, organisations, countries, and how the text names them."""
