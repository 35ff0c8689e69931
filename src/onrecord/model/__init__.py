"""Text → `Analysis`: tokens, sentences, and what the reader's model says of them."""
