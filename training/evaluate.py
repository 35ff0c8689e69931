"""Measure a checkpoint or an export on what was held out: `python -m training.evaluate --help`.

Attributions are scored by the very scorer of the gold set (`score.py statements`), given by path, on records written from the model's
output alone; a second, finer count says where what is missed goes wrong. The last line is JSON. An export is measured without PyTorch.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from onrecord.model import attributions, heads, tagging
from onrecord.model.analysis import Range, Token
from onrecord.model.inputs import arrays, batches, views
from onrecord.model.wordpieces import Wordpieces

from . import crossner, gum, polnear, worldwide
from .document import Document
from .labels import DEPRELS, ENTITIES, POLITICS, UPOS, bio

if TYPE_CHECKING:
    from .network import Reader

Parts = Mapping[str, np.ndarray]
Network = Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]]


def torch_network(model: Reader) -> Network:
    """The network of a checkpoint, with the same outputs as the exported graph."""
    import torch

    from .export import Exported

    exported = Exported(model).eval()

    def run(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        with torch.inference_mode():
            out = exported(*(torch.from_numpy(inputs[name]) for name in Exported.INPUTS))
        return dict(zip(Exported.OUTPUTS, (value.float().numpy() for value in out), strict=True))

    return run


def read(document: Document, cutter: Wordpieces, network: Network) -> list[tuple[int, int, int, dict[str, np.ndarray]]]:
    """Every window of a document with the network's outputs: (first, core, last, parts)."""
    if document.offsets:
        text, tokens = (
            document.text,
            [Token(a, b, w) for (a, b), w in zip(document.offsets, document.words, strict=True)],
        )
    else:
        text, tokens = laid_out(document)
    out = []
    for batch in batches(views(0, text, tokens, [Range(*s) for s in document.sentences], cutter), 640):
        parts = network(arrays(batch))
        for row, view in enumerate(batch):
            out.append(
                (
                    view.first,
                    view.core,
                    view.last,
                    {name: value[row, : len(view.starts)] for name, value in parts.items()},
                )
            )
    return sorted(out, key=lambda one: one[0])


def laid_out(document: Document) -> tuple[str, list[Token]]:
    """A text for a document that has only words: spaces between them, line breaks where the document says so."""
    text, tokens = "", []
    for word, gap, line in zip(document.words, document.gaps, document.breaks, strict=True):
        text += ("\n" * line or (" " if gap else "")) if text else ""
        tokens.append(Token(len(text), len(text) + len(word), word))
        text += word
    return text, tokens


def attribution_records(
    documents: Sequence[Document], cutter: Wordpieces, network: Network, weights: Parts, limits: attributions.Thresholds
) -> list[dict[str, object]]:
    """Records with statements only, as the scorer reads them."""
    out = []
    for document in documents:
        statements = []
        span = lambda r, d=document: {"start": d.offsets[r.first][0], "end": d.offsets[r.last - 1][1]}  # noqa: E731
        for first, core, _, parts in read(document, cutter, network):
            ends = [end - first for _, end in document.sentences]
            for found in heads.statements(parts, core - first, weights, limits):
                one = attributions.without_strays(found, ends)
                moved = lambda ranges, by=first: [Range(r.first + by, r.last + by) for r in ranges]  # noqa: E731
                source, cue = moved(one.source), moved(one.cue)
                statements.append(
                    {
                        "source_span": span(source[0]) if source else None,
                        "cue": span(cue[0]) if cue else None,
                        "content": [span(r) for r in moved(one.content)],
                        "probability": one.probability,
                        "source_probability": one.source_probability,
                        "content_probability": one.content_probability,
                    }
                )
        out.append({"document": {"name": document.name}, "statements": statements})
    return out


def scorer(path: Path) -> ModuleType:
    """score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def span_f1(
    documents: Sequence[Document], name: str, kinds: tuple[str, ...], cutter: Wordpieces, network: Network
) -> dict[str, float]:
    """Exact-span F1 of an entity head, with the label and without it."""
    tags = bio(kinds)
    steps = tagging.allowed(tags)
    hit = loose = predicted = gold = 0
    for document in documents:
        labels = getattr(document, name)
        want = _gold_spans(labels, tags)
        have = set()
        for first, core, last, parts in read(document, cutter, network):
            for a, b, kind, _ in heads.entities(parts[name][: last - first], tags, steps):
                if a + first >= core:
                    have.add((a + first, b + first, kind))
        hit += len(want & have)
        loose += len({w[:2] for w in want} & {h[:2] for h in have})
        predicted += len(have)
        gold += len(want)
    return {"f1": 2 * hit / max(1, predicted + gold), "unlabelled": 2 * loose / max(1, predicted + gold), "gold": gold}


def _gold_spans(labels: list[int], tags: tuple[str, ...]) -> set[tuple[int, int, str]]:
    out, begin = set(), -1
    for n in range(len(labels) + 1):
        tag = tags[labels[n]] if n < len(labels) else "O"
        if begin >= 0 and (tag[0] != "I" or tag[2:] != tags[labels[begin]][2:]):
            out.add((begin, n, tags[labels[begin]][2:]))
            begin = -1
        if tag[0] == "B" or (tag[0] == "I" and begin < 0):
            begin = n
    return out


def syntax_scores(
    documents: Sequence[Document], cutter: Wordpieces, network: Network, weights: Parts
) -> dict[str, float]:
    """UPOS, UAS, LAS (with subtypes, and without) on gold tokens and sentences, punctuation counted."""
    right = dict.fromkeys(("upos", "uas", "las", "las_universal", "total"), 0)
    for document in documents:
        assert document.upos
        assert document.heads
        assert document.deprels
        for first, core, last, parts in read(document, cutter, network):
            sentences = [(max(a, core) - first, b - first) for a, b in document.sentences if b > core and a < last]
            sentences = [(a, min(b, last - first)) for a, b in sentences]
            tags = heads.upos(parts["upos"], UPOS)
            above, labels = heads.syntax(parts, sentences, weights, DEPRELS)
            for n, (head, label) in enumerate(zip(above, labels, strict=True)):
                word = core + n
                want_head, want_label = document.heads[word], DEPRELS[document.deprels[word]]
                head = word if head < 0 else head + first
                right["total"] += 1
                right["upos"] += tags[word - first] == UPOS[document.upos[word]]
                right["uas"] += head == want_head
                right["las"] += head == want_head and label == want_label
                right["las_universal"] += head == want_head and label.split(":")[0] == want_label.split(":")[0]
    return {key: value / max(1, right["total"]) for key, value in right.items() if key != "total"}


def measure(
    data: Path,
    cutter: Wordpieces,
    network: Network,
    weights: Parts,
    limits: attributions.Thresholds,
    score: ModuleType,
    out: Path | None,
) -> dict[str, object]:
    """Everything that is measured, by gold set."""
    found: dict[str, object] = {}
    part = data / "statements/polnear/dev"
    started = time.time()
    records = attribution_records(list(polnear.documents(part)), cutter, network, weights, limits)
    found["seconds"] = time.time() - started
    if out:
        out.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    found["polnear dev"] = score.score_statements(part, {r["document"]["name"]: r for r in records})
    found["worldwide held out"] = span_f1(
        worldwide.documents(data / "actors/worldwide", held=True), "entities", ENTITIES, cutter, network
    )
    found["crossner test"] = span_f1(
        crossner.documents(data / "actors/crossner/politics/test.txt"), "politics", POLITICS, cutter, network
    )
    found["gum dev"] = syntax_scores(gum.documents(data / "syntax/gum", dev=True), cutter, network, weights)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="a .pt file, or the folder of an export")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True, help="score.py")
    parser.add_argument("--tokenizer", type=Path, help="tokenizer.json (an export brings its own)")
    parser.add_argument("--records", type=Path, help="write the records of PolNeAR dev here")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    if args.checkpoint.is_dir():
        from onrecord.model.files import load

        loaded = load(args.checkpoint)
        network, weights, cutter = loaded.run, loaded.small, loaded.cutter
    else:
        import torch

        from .export import small_weights
        from .network import Reader, Shape

        torch.set_num_threads(args.threads)
        state = torch.load(args.checkpoint, weights_only=False)
        model = Reader(Shape(**state["shape"]))
        model.load_state_dict(state.get("average", state["model"]))
        model.eval()
        network, weights, cutter = torch_network(model), small_weights(model), Wordpieces(args.tokenizer)
    found = measure(args.data, cutter, network, weights, attributions.Thresholds(), scorer(args.score), args.records)
    for name, value in found.items():
        if isinstance(value, dict):
            print(name, " ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in value.items()))
        else:
            print(name, value)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
