"""Sentences with events → what the certainty head sees of each event: vectors of its sentence's words, ties, distances, names of what rules see."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.model.analyse import lay_out
from onrecord.model.analysis import Analysis
from onrecord.model.certainty import CertaintyHead, Floats, distances, ties, window
from onrecord.model.files import FOLDER, load
from onrecord.model.reader import ReaderModel
from onrecord.reading.certainty.effects import effects
from onrecord.reading.certainty.find import together
from onrecord.reading.certainty.presenting import seen
from onrecord.reading.tree import Tree

from . import factuality

_AT_ONCE = 256
_ABOVE = 2


@dataclass
class Event:
    """One event; words are rows of its set's vectors."""

    sentence: int
    gold: float
    token: int
    words: tuple[int, int]
    ties: NDArray[np.int64]
    distances: NDArray[np.int64]
    above: list[int]  # at most two words above it
    relations: list[int]  # of the event's word and of those above it
    seen: list[str]


@dataclass
class Events:
    """The events of one set, and the vectors of all its words: what the encoder says of them, not yet made short."""

    vectors: NDArray[np.float32]
    events: list[Event]


@dataclass
class Silver:
    """Events of news, their gold being the teachers' mean number, and the teachers' mean probabilities of the three bands."""

    events: Events
    chances: NDArray[np.float32]


class _Whole(CertaintyHead):
    """Leaves the encoder's words as they are."""

    def words(self, state: Floats) -> Floats:
        return state


def whole_reader() -> ReaderModel:
    """The model that ships, with word vectors at full length."""
    weights = load(FOLDER)
    head = _Whole({}, {}, {name: n for n, name in enumerate(weights.labels.deprels)})
    return ReaderModel(replace(weights, certainty=head))


def gold_texts(path: Path) -> tuple[list[str], list[list[tuple[int, float]]]]:
    """The sentences of a gold set of factuality as printed, and where the events of each begin, with their numbers."""
    texts, marks = [], []
    for row in factuality.rows(path):
        text, starts = factuality.printed(str(row["text"]).split(" "), True)
        texts.append(text)
        marks.append([(starts[one["span1"][0]], float(one["label"])) for one in row["targets"]])  # type: ignore[attr-defined]
    return texts, marks


def gold_events(path: Path, reader: ReaderModel) -> Events:
    """The events of a gold set of factuality."""
    texts, marks = gold_texts(path)
    return collected(
        (analysis, [(analysis.tokens_between(at, at + 1).first, gold) for at, gold in some])
        for analysis, some in zip(read(texts, reader), marks, strict=True)
    )


def read(texts: Sequence[str], reader: ReaderModel) -> Iterable[Analysis]:
    """The analyses of texts, in order."""
    for start in range(0, len(texts), _AT_ONCE):
        grounds = [lay_out(text) for text in texts[start : start + _AT_ONCE]]
        yield from reader.analyse_many([(one.text, one.tokens, one.sentences) for one in grounds])


def collected(told: Iterable[tuple[Analysis, list[tuple[int, float]]]]) -> Events:
    """The events of analyses with the tokens that are events and their numbers."""
    vectors: list[NDArray[np.float32]] = []
    events: list[Event] = []
    base = 0
    for number, (analysis, marks) in enumerate(told):
        assert analysis.certainty is not None
        vectors.append(analysis.certainty.words.astype(np.float32))
        tree, kinds = Tree(analysis), analysis.certainty.head.relations
        events += [_event(tree, kinds, token, gold, number, base) for token, gold in marks]
        base += len(analysis.tokens)
    return Events(np.concatenate(vectors), events)


def moved(event: Event, by: int) -> Event:
    """The event with its rows so much further on."""
    first, last = event.words
    above = [one + by for one in event.above]
    return replace(event, token=event.token + by, words=(first + by, last + by), above=above)


def joined(sets: Sequence[Events]) -> tuple[NDArray[np.float32], list[list[Event]]]:
    """The vectors of several sets under one another, and the events of each with their rows moved accordingly."""
    base, out = 0, []
    for one in sets:
        out.append([moved(event, base) for event in one.events])
        base += len(one.vectors)
    return np.concatenate([one.vectors for one in sets]), out


def _event(tree: Tree, kinds: Mapping[str, int], token: int, gold: float, sentence: int, base: int) -> Event:
    near = window(token, tree.analysis.sentences[tree.analysis.sentence_of(token)])
    found = list(effects(tree, token))
    path = [token, *tree.above(token)][: _ABOVE + 1]
    return Event(
        sentence,
        gold,
        base + token,
        (base + near.first, base + near.last),
        ties(tree.heads, tree.deprels, kinds, token, near),
        distances(token, near),
        [base + one for one in path[1:]],
        [kinds[tree.deprels[one]] for one in path],
        list(seen(tree, token, found, "/".join(together(found)))),
    )


def kept(path: Path | None, make: Callable[[], Events]) -> Events:
    """What `make()` gives, kept in a file between runs where a path is given."""
    if path is not None and path.is_file():
        return pickle.loads(path.read_bytes())
    made = make()
    if path is not None:
        path.write_bytes(pickle.dumps(made, protocol=5))
    return made
