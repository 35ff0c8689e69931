"""Whether what a word tells happened: its own auxiliaries, negations and adverbs, then every word above it in the tree that has a say.

"might attack", "did not attack", "denied attacking", "threatened to attack", "if they attack", "averted an attack": what each word
does is a row of `certainty/above.tsv` or `certainty/beside.tsv`, what two of them do together a row of `certainty/under.tsv`
("failed to prevent the attack"); `effects` walks the tree and this puts what it finds together. Where the model's head for certainty
takes the event otherwise (`presenting`), `certainty/corrections.tsv` says what is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows
from onrecord.reading.certainty.effects import effects
from onrecord.reading.certainty.presenting import BANDS, presented_at
from onrecord.reading.tree import Tree
from onrecord.records import Certainty, EventStatus

_ORDER: tuple[Certainty, ...] = ("possible", "probable", "certain")
_STATUS: Mapping[str, EventStatus] = {
    "happened": "happened", "ongoing": "ongoing", "planned": "planned", "wished": "planned", "enabled": "possible",
    "likely": "possible", "possible": "possible", "conditional": "conditional", "would": "conditional", "denied": "denied",
    "averted": "denied", "excluded": "denied",
}  # fmt: skip

_SETTLING = frozenset({"fact", "not", "averted", "excluded"})
"""Effects that leave no room for another opinion: "could not stop them from attacking" has every word of what did not happen."""


class Judgement(NamedTuple):
    """Status of an event and the certainty of the one who asserts it."""

    status: EventStatus
    certainty: Certainty


def certainty_of(tree: Tree, token: int) -> Judgement:
    """The status of the event that the verb or noun at `token` tells.

    >>> from onrecord.model.analyse import analyse
    >>> def status(text, at):
    ...     return certainty_of(Tree(analyse(text)), at).status
    >>> status("Rebels did not attack the base.", 3), status("Rebels might attack the base.", 2), status("They averted an attack.", 3)
    ('denied', 'possible', 'denied')
    """
    found = list(effects(tree, token))
    judgement = together(found)
    corrections = _corrections().get(judgement, ())
    apart = tree.deprels[token] == "conj"  # the words above weigh on another
    if apart or not corrections or not _SETTLING.isdisjoint(found):
        return judgement
    presented = presented_at(tree, token, found, "/".join(judgement))
    if presented is None:
        return judgement
    return next((after for band, least, after in corrections if presented.chances[band] > least), judgement)


def together(found: Iterable[str]) -> Judgement:
    """What the effects of words make of an event, nearest first.

    >>> together(["averted", "not"]), together(["planned", "averted"])
    (Judgement(status='happened', certainty='certain'), Judgement(status='denied', certainty='probable'))
    """
    standing, certainty = "happened", len(_ORDER) - 1
    table = _under()
    for effect in found:
        if effect == "fact":
            break
        row = table.get((standing, effect)) or table.get(("*", effect))
        if row is None:
            continue
        after, most = row
        standing = standing if after == "=" else after
        certainty = min(certainty, most) if standing != "happened" or effect == "believed" else most
    status = _STATUS[standing]
    return Judgement(status, "possible" if status == "conditional" else _ORDER[certainty])


@cache
def _corrections() -> Mapping[Judgement, list[tuple[int, float, Judgement]]]:
    """Judgement of the rules → in order, a band of the model's, the probability of it above which it counts, what the judgement then is."""
    found: dict[Judgement, list[tuple[int, float, Judgement]]] = {}
    for before, band, least, after in rows("certainty/corrections.tsv", 4):
        found.setdefault(_judgement(before), []).append((BANDS.index(band), float(least), _judgement(after)))
    return found


def _judgement(written: str) -> Judgement:
    return Judgement(*written.split("/"))  # type: ignore[arg-type]


@cache
def _under() -> Mapping[tuple[str, str], tuple[str, int]]:
    return {
        (before, effect): (after, _ORDER.index(most)) for before, effect, after, most in rows("certainty/under.tsv", 4)
    }
