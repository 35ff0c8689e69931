"""Tokens → wordpiece ids, one short list for each token, with a cache: news repeats its words, so most are looked up, not cut."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

MOST_PIECES = 6
"""A token of more wordpieces (a web address, base64) is read by its first ones."""
_CACHE_LIMIT = 200_000


class Wordpieces:
    """Cuts tokens into wordpieces of a BERT vocabulary."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cache: dict[str, tuple[int, ...]] = {}
        self.unknown = self._id("[UNK]")
        self.start = self._id("[CLS]")
        self.stop = self._id("[SEP]")

    def _id(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return int(found)

    def cut(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """The wordpiece ids of each word: at least one, at most MOST_PIECES."""
        words = list(words)
        cache = self._cache
        missing = list({word for word in words if word not in cache})
        if missing:
            if len(cache) + len(missing) > _CACHE_LIMIT:
                cache.clear()
                missing = list(set(words))
            encoded = self._tokenizer.encode_batch([_clean(word) for word in missing], add_special_tokens=False)
            for word, one in zip(missing, encoded, strict=True):
                cache[word] = tuple(one.ids[:MOST_PIECES]) or (self.unknown,)
        return [cache[word] for word in words]


def _clean(word: str) -> str:
    """A word that the tokenizer can take: not endless, and without the halves of surrogate pairs."""
    return word[:200].encode("utf-8", "replace").decode("utf-8")
