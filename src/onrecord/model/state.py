"""The encoder's state of each word, as far as the graph gives it out.

The graph gives scores and vectors of many heads, no state; but the two vectors for roles are linear in it and together longer than it is, so
they say all that it does. What was trained later reads them and needs no new weights of the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
_PARTS = ("role_word", "role_anchor")


def state_of(parts: Mapping[str, Floats], first: int = 0) -> Floats:
    """The state of each word of a window from its word `first` on: [words, numbers].

    >>> state_of({"role_word": np.zeros((3, 2)), "role_anchor": np.ones((3, 2))}, 1).shape
    (2, 4)
    """
    return np.concatenate([parts[name][first:] for name in _PARTS], axis=1)
