"""The model's files: found, checked against their checksums, and opened.

A folder of weights holds `card.json` (version, label sets, checksums), `reader.onnx` (the encoder and all that depends on one word),
`heads.npz` (the small matrices for what depends on two words), `tokenizer.json` and, where it has one, `certainty.npz` (how certain events are) and
`events.npz` (how far an event that the rules find is to be believed);
for comparing, `pairs.onnx` (two passages against each other) and `pair_judge.npz`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.model.certainty import CertaintyHead
from onrecord.model.event_head import EventHead
from onrecord.model.heads import LabelSets
from onrecord.model.wordpieces import Wordpieces

FOLDER = Path(__file__).with_name("weights")
REMEDY = "Reinstall OnRecord (pip install --force-reinstall onrecord): the files come with it."

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Weights:
    """The opened model: what `ReaderModel` needs to read."""

    version: str
    labels: LabelSets
    small: Mapping[str, Floats]
    cutter: Wordpieces
    session: onnxruntime.InferenceSession
    certainty: CertaintyHead | None = None
    events: EventHead | None = None

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> dict[str, Floats]:
        """One forward pass: arrays [windows, wordpieces] → scores and vectors [windows, words, size] by head."""
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, dict(inputs)), strict=True))


def load(folder: Path = FOLDER, threads: int = 1) -> Weights:
    """Open the model in `folder` for use with so many threads.

    Raises ModelError where a file is missing, unreadable or not the one that the card describes.
    """
    card = checked(folder, "files")
    options = session_options(threads)
    labels = LabelSets(**{name: tuple(values) for name, values in card["labels"].items()})
    try:
        session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        with np.load(folder / "heads.npz") as arrays:
            small = {name: arrays[name] for name in arrays.files}
        cutter = Wordpieces(folder / "tokenizer.json")
        known = "certainty.npz" in card["files"]
        certainty = CertaintyHead.load(folder / "certainty.npz", labels.deprels) if known else None
        events = EventHead.load(folder / "events.npz") if "events.npz" in card["files"] else None
    except Exception as error:  # onnxruntime raises types of its own
        raise ModelError(f"The model in {folder} does not open: {error}.", REMEDY) from error
    return Weights(str(card["version"]), labels, small, cutter, session, certainty, events)


def checked(folder: Path, part: str) -> dict[str, Any]:
    """The card of a folder of weights, once the files that it names under `part` are what it says: "files" the reader's, "comparer" those
    by which passages are read against each other.

    Raises ModelError where a file is missing or not the one that the card describes.
    """
    card = _card(folder)
    for name, checksum in card.get(part, {}).items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"The model's file {path} is missing.", REMEDY)
        if hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
            raise ModelError(f"The model's file {path} is damaged: its checksum is not the one in card.json.", REMEDY)
    return card


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """How a model is run: on so many threads, silently."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _card(folder: Path) -> dict[str, Any]:
    path = folder / "card.json"
    try:
        card = json.loads(path.read_text("utf-8"))
        if not {"version", "files", "labels"} <= card.keys():
            raise ValueError("it lacks a version, files or labels")
    except FileNotFoundError as error:
        raise ModelError(f"The model is missing: there is no {path}.", REMEDY) from error
    except (ValueError, AttributeError) as error:
        raise ModelError(f"The model's card {path} is damaged: {error}.", REMEDY) from error
    return dict(card)
