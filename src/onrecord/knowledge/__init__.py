"""Facts of language and of the world, as data files with loaders that check them."""
