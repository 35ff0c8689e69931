"""Who said what: attributions, quotations, sources, stance, channel."""
