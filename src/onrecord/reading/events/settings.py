"""Where, when and with what figures: only what hangs on the event's own words in the tree."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.plover import classes, nouns, verbs, word_uses
from onrecord.model.analysis import Range
from onrecord.reading.events import arguments
from onrecord.reading.tree import Tree
from onrecord.records import Figure, Place, Span, Time

_FARTHEST = 4  # arcs from a time or a place up to the event's word
_CLAUSAL = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "csubj"})


def _nearest_trigger(triggers: Sequence[int], head: int) -> int | None:
    """The last of the triggers before a word, the first one where none stands before it."""
    before = [one for one in triggers if one < head]
    return before[-1] if before else next(iter(triggers), None)


class Settings:
    """The places, times and figures of one document, asked event by event."""

    def __init__(self, tree: Tree, places: Sequence[Place], times: Sequence[Time], figures: Sequence[Figure]) -> None:
        self._tree = tree
        self._places = [(span, place.id) for place in places for span in place.spans]
        self._times = [(time.span, time.id) for time in times if time.kind == "date"]
        self._figures = [(figure.span, figure.id) for figure in figures]
        self._triggers: dict[int, list[int]] = {}
        self._by_sentence: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for name, found in (("place", self._places), ("time", self._times), ("figure", self._figures)):
            for span, identity in found:
                head = self._head(span)
                if head is not None:
                    key = (name, tree.analysis.sentence_of(head))
                    self._by_sentence.setdefault(key, []).append((head, identity))

    def _head(self, span: Span) -> int | None:
        """The word of a span that the others hang on."""
        tokens = self._tree.analysis.tokens_between(span.start, span.end)
        if tokens.first >= tokens.last:
            return None
        inside = Range(*tokens)
        for token in range(*inside):
            if not inside.first <= self._tree.heads[token] < inside.last:
                return token
        return inside.first

    def know(self, triggers: Sequence[int]) -> None:
        """Takes note of all words that tell events: a place or time that hangs on none of them is the nearest one's."""
        for token in sorted(triggers):
            self._triggers.setdefault(self._tree.analysis.sentence_of(token), []).append(token)

    def place(self, trigger: int, *, befallen: bool) -> str | None:
        """The place of an event: one that hangs on its words by a preposition of place, or (`befallen`) that suffers it."""
        return self._nearest("place", trigger, place=True, befallen=befallen)

    def time(self, trigger: int) -> str | None:
        """The time of an event."""
        return self._nearest("time", trigger, place=False)

    def figures(self, heads: Sequence[int]) -> tuple[str, ...]:
        """The figures within the phrases of an event's participants."""
        if not heads:
            return ()
        sentence = self._tree.analysis.sentence_of(heads[0])
        wanted = set(heads)
        return tuple(
            identity
            for head, identity in self._by_sentence.get(("figure", sentence), [])
            if wanted & {head, *self._up(head, 3)}
        )

    def _up(self, token: int, arcs: int) -> list[int]:
        return [head for head, _ in zip(self._tree.above(token), range(arcs), strict=False)]

    def _nearest(self, name: str, trigger: int, *, place: bool, befallen: bool = False) -> str | None:
        found = self._by_sentence.get((name, self._tree.analysis.sentence_of(trigger)), [])
        if not found:
            return None
        hanging = self._hanging(found, trigger, place=place, befallen=befallen)
        return hanging[1] if hanging else self._left_over(trigger, found, place=place)

    def _hanging(
        self, found: Sequence[tuple[int, str]], trigger: int, *, place: bool, befallen: bool = False
    ) -> tuple[int, str] | None:
        """The place or time that hangs on an event's words: its head and its id."""
        for own in self._circles(trigger):
            best: tuple[int, int, str, int] | None = None
            for head, identity in found:
                arcs = self._arcs(head, own)
                if arcs is None or (place and not self._is_where(head, own, befallen)):
                    continue
                rank = (arcs, abs(head - trigger), identity, head)
                best = min(best, rank) if best else rank
            if best:
                return best[3], best[2]
        return None

    def _left_over(self, trigger: int, found: Sequence[tuple[int, str]], *, place: bool) -> str | None:
        """The only place or time of a sentence that hangs on no event and stands nearest to this one, unless it belongs to who says so."""
        triggers = self._triggers.get(self._tree.analysis.sentence_of(trigger), [])
        claimed = {
            hanging[0]
            for one in triggers
            if one != trigger and (hanging := self._hanging(found, one, place=place)) is not None
        }
        fitting = {
            identity
            for head, identity in found
            if head not in claimed and _nearest_trigger(triggers, head) == trigger and self._is_free(head, place=place)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _is_free(self, head: int, *, place: bool) -> bool:
        tree = self._tree
        if place and not self._is_where(head, set(), befallen=False):
            return False
        above = next((one for one in tree.above(head) if tree.upos[one] == "VERB"), None)
        return above is None or tree.lemmas[above] not in classes()["speech"].lemmas

    def _circles(self, trigger: int) -> list[set[int]]:
        """The words whose places and times are the event's, nearest first: its own word and what carries it; then the words that tell of the
        same moment: "attacked a village, killing nine", "the attack that killed nine", "fighting raged when rebels attacked"."""
        tree = self._tree
        carrier = arguments.carrier(tree, trigger)
        own = {trigger} if carrier is None else {trigger, carrier}
        circles = [set(own)]
        here = trigger if carrier is None else carrier
        for _ in range(_FARTHEST):
            head, relation = tree.heads[here], tree.deprels[here]
            if head < 0 or not self._is_same_moment(here, relation, head):
                break
            circles.append({head})
            here = head
        below = {
            child
            for child in tree.children(trigger, "advcl")
            if self._is_same_moment(child, tree.deprels[child], trigger)
        }
        return [*circles, below] if below else circles

    def _is_same_moment(self, here: int, relation: str, head: int) -> bool:
        tree = self._tree
        if relation in ("nsubj", "nsubj:pass"):
            return tree.upos[here] in ("NOUN", "PROPN") and tree.lemmas[here] in nouns() and tree.upos[head] == "VERB"
        if relation in ("conj", "xcomp"):
            return tree.upos[head] in ("VERB", "NOUN")
        if relation == "advcl":
            marks = {tree.lower[one] for one in tree.children(here, "mark", "advmod")}
            return tree.upos[head] == "VERB" and (
                bool(marks & word_uses()["meanwhile"]) or not tree.children(here, "mark")
            )
        if relation.startswith("acl"):
            return tree.lemmas[head] in nouns()
        if relation in ("nmod", "obl", "obj"):
            return (
                tree.lemmas[here] in nouns()
                and (tree.lemmas[head] in nouns() or tree.lemmas[head] in verbs())
                and (tree.case(here) in word_uses()["within"])
            )
        return False

    def _arcs(self, token: int, own: set[int]) -> int | None:
        """How many arcs up from `token` an event's word is reached without leaving its clause."""
        here = token
        for arcs in range(_FARTHEST + 1):
            if here in own:
                return arcs
            if here != token and (self._tree.deprels[here] in _CLAUSAL or self._is_deed(here)):
                return None  # "condemned the attack in Kabul": it was attacked in Kabul
            here = self._tree.heads[here]
            if here < 0:
                return None
        return None

    def _is_deed(self, token: int) -> bool:
        return self._tree.upos[token] == "NOUN" and self._tree.lemmas[token] in nouns()

    def _is_where(self, head: int, own: set[int], befallen: bool) -> bool:
        """Whether a place is where it happens, and no "Russian", "Moscow said" or "from Iran"."""
        tree = self._tree
        here = head
        for _ in range(_FARTHEST + 1):
            case = tree.case(here)
            if case in arguments.place_cases():
                return True
            if case in ("of",) and tree.heads[here] >= 0:
                here = tree.heads[here]
                if here in own:
                    return befallen
                continue
            if (
                here == head
                and tree.deprels[here] == "compound"
                and tree.heads[here] in own
                and self._is_deed(tree.heads[here])
            ):
                return befallen  # "the Boston bombing"
            if here == head and tree.deprels[here] in ("obj", "nsubj:pass") and tree.heads[here] in own:
                return befallen
            if (
                case is not None
                or tree.heads[here] < 0
                or tree.deprels[here] not in ("compound", "appos", "flat", "nmod:unmarked", "list")
            ):
                return False
            here = tree.heads[here]
        return False
