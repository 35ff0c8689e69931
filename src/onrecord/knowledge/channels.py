"""What can be a channel: words of statements/channels.txt by kind."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.tables import rows


@cache
def channel_words() -> dict[str, frozenset[str]]:
    """The words of statements/channels.txt in lower case, by kind: noun, platform, account, outlet, audience, opening, extending.

    >>> "telegram" in channel_words()["platform"]
    True
    """
    return {kind: frozenset(words.lower().split()) for kind, words in rows("statements/channels.txt", 2)}
