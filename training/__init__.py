"""How the reader's model is made: readers of the gold sets, the network, the training, the export and the measures."""
