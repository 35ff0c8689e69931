"""Events of raw news with the numbers of teachers: what the certainty head learns from besides gold.

    python -m training.certainty_silver DATA SILVER.pkl TEACHER.pt [TEACHER.pt …] [--sentences 20000]

At most four sentences of an article, each read alone. Its events are its verbs, some of its predicates that are none, and those nouns that
UW marks as an event more often than not. What is written holds the text of news and stays outside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.model.analyse import lay_out
from onrecord.model.analysis import Analysis
from onrecord.model.files import FOLDER
from onrecord.model.reader import ReaderModel
from onrecord.model.wordpieces import Wordpieces
from onrecord.reading.tree import Tree

from .certainty_events import Events, Silver, collected, gold_texts, read, whole_reader
from .certainty_teacher import Teacher, opened, sentences
from .factuality import FOLDERS

_OF_ARTICLE, _CHARACTERS = 4, 5000
_SHORTEST, _LONGEST = 6, 50
_NO_EVENT = frozenset({"amod", "compound", "fixed", "case", "mark"})
_CLAUSES = frozenset({"root", "ccomp", "conj"})
_PREDICATES = 0.3
_AT_ONCE = 32


def event_nouns(gold: Path, reader: ReaderModel) -> frozenset[str]:
    """Lemmas of nouns that the gold set marks as events more often than not."""
    texts, marks = gold_texts(gold)
    marked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for analysis, some in zip(read(texts, reader), marks, strict=True):
        tree = Tree(analysis)
        found.update(lemma for lemma, part in zip(tree.lemmas, tree.upos, strict=True) if part == "NOUN")
        tokens = [analysis.tokens_between(at, at + 1).first for at, _ in some]
        marked.update(tree.lemmas[token] for token in tokens if tree.upos[token] == "NOUN")
    return frozenset(lemma for lemma, count in marked.items() if count / found[lemma] > 0.5)


def event_words(analysis: Analysis, nouns: frozenset[str], chance: random.Random) -> list[tuple[int, float]]:
    """The tokens that are taken for events, without a number yet."""
    tree, out = Tree(analysis), []
    for token, (part, relation) in enumerate(zip(tree.upos, tree.deprels, strict=True)):
        if part == "VERB":
            chosen = relation not in _NO_EVENT
        elif part == "NOUN":
            chosen = tree.lemmas[token] in nouns
        else:
            predicate = part == "AUX" or (part == "ADJ" and bool(tree.children(token, "cop")))
            chosen = predicate and relation in _CLAUSES and chance.random() < _PREDICATES
        if chosen:
            out.append((token, 0.0))
    return out


def news(path: Path, count: int, chance: random.Random) -> list[str]:
    """Sentences of articles, by chance."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    chance.shuffle(articles)
    texts: list[str] = []
    for article in articles:
        ground = lay_out(article[:_CHARACTERS])
        fit = [one for one in ground.sentences if _SHORTEST <= one.last - one.first <= _LONGEST]
        for one in chance.sample(fit, min(len(fit), _OF_ARTICLE)):
            start, end = ground.characters(one)
            texts.append(ground.text[start:end].strip())
        if len(texts) >= count:
            break
    return texts


@torch.no_grad()
def labelled(
    teacher: Teacher, texts: list[str], events: Events, cutter: Wordpieces
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The teacher's numbers and probabilities of all events, in order."""
    found = sorted(sentences(texts, events, cutter), key=lambda one: len(one.views[0].pieces))
    place = {id(event): n for n, event in enumerate(events.events)}
    numbers, chances = np.zeros(len(place), np.float32), np.zeros((len(place), 3), np.float32)
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        number, bands = teacher(some)
        rows = [place[id(event)] for one in some for event in one.events]
        numbers[rows], chances[rows] = number[:, 0].clamp(-3, 3).numpy(), bands.softmax(1).numpy()
    return numbers, chances


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--sentences", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    chance, reader = random.Random(args.seed), whole_reader()
    nouns = event_nouns(args.data / "factuality" / FOLDERS["UW"] / "train.jsonl", reader)
    texts = news(args.data / "raw" / "articles.jsonl.gz", args.sentences, chance)
    events = collected((one, event_words(one, nouns, chance)) for one in read(texts, reader))
    cutter = Wordpieces(FOLDER / "tokenizer.json")
    given = [labelled(opened(path), texts, events, cutter) for path in args.teachers]
    for event, number in zip(events.events, np.mean([numbers for numbers, _ in given], axis=0).tolist(), strict=True):
        event.gold = number
    args.out.write_bytes(pickle.dumps(Silver(events, np.mean([chances for _, chances in given], axis=0)), protocol=5))


if __name__ == "__main__":
    main()
