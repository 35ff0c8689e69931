"""GUM (CoNLL-U) → documents with parts of speech and dependencies; the official development documents are held out."""

from __future__ import annotations

from pathlib import Path

from .document import NONE, Document
from .labels import DEPRELS, UPOS

_UPOS = {tag: number for number, tag in enumerate(UPOS)}
_DEPRELS = {label: number for number, label in enumerate(DEPRELS)}
_DEV = Path(__file__).with_name("gum_dev.txt")


def dev_names() -> frozenset[str]:
    """The names of the documents measured on (gum_dev.txt)."""
    return frozenset(
        line.strip() for line in _DEV.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    )


def documents(folder: Path, dev: bool) -> list[Document]:
    """The development documents, or the rest."""
    names = dev_names()
    return [read(path) for path in sorted(folder.glob("*.conllu")) if (path.stem in names) == dev]


def read(path: Path) -> Document:
    """One CoNLL-U file. `heads` are word indices in the document, the word's own index at a root."""
    document = Document(path.stem, [], [], [], [], upos=[], heads=[], deprels=[])
    assert document.upos is not None
    assert document.heads is not None
    assert document.deprels is not None
    for block in path.read_text("utf-8").strip().split("\n\n"):
        first, new, gap = len(document.words), 2 if "\n# newpar" in f"\n{block}" else 0, True
        joined_until = 0
        for line in block.split("\n"):
            fields = line.split("\t")
            if line.startswith("#") or "." in fields[0]:
                continue
            if "-" in fields[0]:
                joined_until = int(fields[0].split("-")[1])
                continue
            number, head = int(fields[0]), int(fields[6])
            document.words.append(fields[1])
            document.gaps.append(gap)
            document.breaks.append(new)
            document.upos.append(_UPOS.get(fields[3], NONE))
            document.heads.append(first + (head if head else number) - 1)
            document.deprels.append(_DEPRELS.get(fields[7], _DEPRELS.get(fields[7].split(":")[0], NONE)))
            gap, new = not ("SpaceAfter=No" in fields[9] or number < joined_until), 0
        document.sentences.append((first, len(document.words)))
    if document.breaks:
        document.breaks[0] = 2
    return document
