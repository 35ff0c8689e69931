"""Make the table of lemmas that rules do not find: `python -m training.lemmas GUM_FOLDER TOKENIZER OUT`.

Seen forms come from GUM (CC BY 4.0). For regular verbs that GUM does not have, the wordpiece vocabulary says whether the stem or the stem
with an e is a word of English; its words are in order of frequency.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.model.lemmas import regular

from .gum import dev_names

KEPT = ("PROPN", "X", "SYM", "PUNCT", "NUM")


def seen(paths: list[Path]) -> dict[tuple[str, str], str]:
    """(form in lower case, UPOS) → its most frequent lemma."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) > 3 and fields[0].isdigit() and fields[3] not in KEPT:
                counts[fields[1].lower().replace("’", "'"), fields[3]][fields[2]] += 1
    best = {key: found.most_common(1)[0] for key, found in counts.items()}
    return {key: word.lower() for key, (word, times) in best.items() if times > 2 or word[:2].lower() == key[0][:2]}


def verbs(tokenizer: Path) -> dict[tuple[str, str], str]:
    """Regular verb forms of the vocabulary with the lemma that the vocabulary itself suggests."""
    rank = Tokenizer.from_file(str(tokenizer)).get_vocab()
    out: dict[tuple[str, str], str] = {}
    for form in rank:
        for ending in ("ing", "ed"):
            stem = form.removesuffix(ending)
            if stem == form or len(stem) < 3 or not form.isalpha():
                continue
            candidates = [stem, stem + "e", *([stem[:-1]] if stem[-1] == stem[-2] else [])]
            known = [word for word in candidates if word in rank]
            if known and regular(form, "VERB") not in known:
                out[form, "VERB"] = min(known, key=lambda word: rank[word])
    return out


def table(paths: list[Path], tokenizer: Path) -> dict[tuple[str, str], str]:
    """Only what the rules get wrong."""
    found = verbs(tokenizer) | seen(paths)
    return {key: value for key, value in found.items() if regular(*key) != value and value and "\t" not in key[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gum", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    paths = [path for path in sorted(args.gum.glob("*.conllu")) if path.stem not in dev_names()]
    rows = sorted(table(paths, args.tokenizer).items())
    lines = "".join(f"{form}\t{upos}\t{found}\n" for (form, upos), found in rows)
    args.out.write_text(
        "# form, UPOS, lemma: made by training/lemmas.py from GUM (CC BY 4.0) and a wordpiece vocabulary\n" + lines,
        "utf-8",
    )
    print(len(rows), "rows")


if __name__ == "__main__":
    main()
