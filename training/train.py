"""Train the reader's model. See README.md for the command; every run is seeded, checkpointed and resumable.

The run is given a number of minutes, not of steps: the learning rate falls with the time that is left, so that a run on a busy machine
ends when it should, fully annealed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from onrecord.model.wordpieces import Wordpieces

from . import crossner, events, factappeal, factuality, gum, polnear, silver, start, worldwide
from .batches import Item, collate, endless
from .document import Document
from .grow import grown
from .losses import losses
from .network import Reader, Shape

SHARES = {
    "polnear": 0.43, "gum": 0.17, "worldwide": 0.17, "crossner": 0.03, "factuality": 0.13, "news": 0.04, "headlines": 0.03, "plv": 0.0, "silver": 0.0, "factappeal": 0.0,
}  # fmt: skip
"""The share of the steps that each gold set gets."""
SMALL_BATCHES = {"factuality": 0.34, "news": 0.34, "headlines": 0.34, "plv": 0.34, "silver": 0.5, "factappeal": 0.34}
"""What these sets' batches hold of a usual batch's wordpieces: they are small sets, which want many steps."""
EVENT_HEADS = ("triggers", "factuality", "event_word", "event_anchor")
"""The parts of the joint projection that `--only-events` learns."""
AVERAGE_EVERY, AVERAGE_KEEP = 5, 0.985
"""Every so many steps the running average of the weights, which is what ships, keeps so much of itself."""


def gold_sets(
    data: Path, shares: dict[str, float], without: int | None = None, silvered: Path | None = None
) -> dict[str, list[Document]]:
    """Everything that is trained on and has a share, by name of the set; of PLV without one fold."""
    politics = data / "actors/crossner/politics"
    sets: dict[str, Callable[[], list[Document]]] = {
        "polnear": lambda: list(polnear.documents(data / "statements/polnear/train", every_annotator=True)),
        "factappeal": lambda: factappeal.documents(data / "statements/factappeal"),
        "gum": lambda: gum.documents(data / "syntax/gum", dev=False),
        "worldwide": lambda: worldwide.documents(data / "actors/worldwide", held=False),
        "crossner": lambda: crossner.documents(politics / "train.txt") + crossner.documents(politics / "dev.txt"),
        "factuality": lambda: factuality.documents(data / "factuality"),
        "news": lambda: events.news(data),
        "headlines": lambda: events.headlines(data),
        "plv": lambda: events.plv(data / "events/plover/PLV_train.tsv", without),
        "silver": lambda: silver.documents(silvered) if silvered else [],
    }
    return {name: read() for name, read in sets.items() if shares.get(name)}


def given(shares: str) -> dict[str, float]:
    """SHARES with what the command line says of some.

    >>> given("plv=0.3,news=0.1")["plv"]
    0.3
    """
    said = dict(one.split("=") for one in shares.split(",") if one)
    if not said.keys() <= SHARES.keys():
        raise SystemExit(f"there are no sets {sorted(said.keys() - SHARES.keys())}")
    return SHARES | {name: float(share) for name, share in said.items()}


def groups(model: Reader, encoder_rate: float, head_rate: float) -> list[dict[str, object]]:
    """Parameter groups: the pretrained part learns slower; vectors and norms do not decay."""
    fresh = ("shapes", "breaks", "quotes")
    sorted_out: dict[tuple[float, float], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            pretrained = name.startswith("encoder.") and not any(f"encoder.{part}." in name for part in fresh)
            sorted_out[encoder_rate if pretrained else head_rate, 0.01 if parameter.ndim > 1 else 0.0].append(parameter)
    return [
        {"params": some, "peak": rate, "lr": 0.0, "weight_decay": decay} for (rate, decay), some in sorted_out.items()
    ]


def only_events(model: Reader) -> None:
    """Hold everything but the heads of events and factuality as it is, so that the other heads read exactly as before."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("project.", "event_", "scales."))
    free = torch.cat([torch.full((size,), float(name in EVENT_HEADS)) for name, size in model.sizes.items()])
    model.project.weight.register_hook(lambda gradient: gradient * free[:, None])
    model.project.bias.register_hook(lambda gradient: gradient * free)


def ordered(model: Reader) -> list[str]:
    """The names of the parameters in the optimizer's order."""
    by_id = {id(parameter): name for name, parameter in model.named_parameters()}
    return [by_id[id(p)] for group in groups(model, 1.0, 1.0001) for p in group["params"]]  # type: ignore[attr-defined]


def ordered_before(model: Reader, weights: dict[str, torch.Tensor]) -> list[str]:
    """The same of a checkpoint that may lack the newer heads."""
    return [name for name in ordered(model) if name in weights]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="model.safetensors or model.onnx to start from")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="which layers of the starting weights")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--budget", type=int, default=1536, help="wordpieces of a batch")
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument(
        "--start", type=Path, help="a checkpoint to go on from, with the time at nought; heads it lacks start fresh"
    )
    parser.add_argument(
        "--only-events", action="store_true", help="learn only the heads of events and factuality, all else as it is"
    )
    parser.add_argument("--shares", default="", help="shares of gold sets other than the usual: name=share,…")
    parser.add_argument("--without", type=int, help="the fold of PLV that is left out, to be measured on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--silver", type=Path, help="triggers found by the rules, as training.silver writes them")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--bf16",
        action=argparse.BooleanOptionalAction,
        default=torch.cpu._is_avx512_bf16_supported(),
        help="16-bit products; the usual where the processor has them, many times slower where it has not",
    )
    parser.add_argument("--save-every", type=float, default=5, help="minutes between checkpoints")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    layers = [int(n) for n in args.layers.split(",")]
    cutter = Wordpieces(args.tokenizer)
    latest = args.out / "latest.pt"
    state = torch.load(latest, weights_only=False) if latest.exists() else None
    shape = state or (torch.load(args.start, weights_only=False, mmap=True) if args.start else None)
    model = Reader(Shape(**shape["shape"]) if shape else Shape(layers=len(layers)), args.dropout)
    if not state and not args.start:
        start.fill(model.encoder, start.read(args.weights), layers)
    if args.only_events:
        only_events(model)
    optimizer = torch.optim.AdamW(groups(model, args.encoder_rate, args.head_rate), betas=(0.9, 0.98), fused=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    chance = random.Random(args.seed)
    shares = given(args.shares)
    spent, steps = 0.0, 0
    if state:
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average = state["average"]
        spent, steps = state["spent"], state["steps"]
        chance.seed(args.seed + steps)
    elif args.start:
        older = {"average": None, "steps": 0} | torch.load(args.start, weights_only=False)
        older["average"] = older["average"] or older["model"]  # a finished run's weights are its average
        began = grown(older, model, ordered(model), ordered_before(model, older["model"]))
        model.load_state_dict(began["model"])
        average, steps = began["average"], older["steps"]
        optimizer.load_state_dict(optimizer.state_dict() | {"state": began["moments"]})
        chance.seed(args.seed + steps)
    streams: dict[str, Iterator[list[Item]]] = {
        name: endless(documents, cutter, int(args.budget * SMALL_BATCHES.get(name, 1)), args.seed + steps)
        for name, documents in gold_sets(args.data, shares, args.without, args.silver).items()
    }
    (args.out / "run.json").write_text(
        json.dumps({k: str(v) for k, v in vars(args).items()} | model.shape.as_dict(), indent=1)
    )

    def save(path: Path) -> None:
        state = {
            "model": model.state_dict(),
            "average": average,
            "spent": spent,
            "steps": steps,
            "shape": model.shape.as_dict(),
        }
        torch.save(state | {"optimizer": optimizer.state_dict()}, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)

    model.train()
    first = 0 if state else steps  # a run that goes on from another's weights averages its own
    total = args.minutes * 60
    begun, saved, seen, resumed = time.time() - spent, spent, 0, spent
    running: dict[str, list[float]] = defaultdict(list)
    while spent < total:
        name = chance.choices(list(streams), [shares[one] for one in streams])[0]
        batch = collate(next(streams[name]), cutter, chance)
        warm = min(1.0, (steps + 1) / 150)
        scale = warm * max(0.0, 1 - spent / total)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * scale
            if args.only_events:
                group["weight_decay"] = 0.0
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
            found = losses(model, batch)
            loss = sum(found.values(), torch.zeros(()))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        steps += 1
        if steps % AVERAGE_EVERY == 0:
            own = (steps - first) // AVERAGE_EVERY
            keep = min(AVERAGE_KEEP, own / (own + 10))
            for key, value in model.state_dict().items():
                if not key.startswith("encoder.words"):
                    average[key].lerp_(value, 1 - keep)
        seen += int(batch["mask"].sum())
        for key, value in found.items():
            running[key].append(float(value.detach()))
        if not math.isfinite(float(loss.detach())):
            raise SystemExit(f"the loss is {float(loss.detach())} at step {steps}")
        spent = time.time() - begun
        if steps % 100 == 0:
            means = " ".join(f"{key} {sum(v) / len(v):.3f}" for key, v in sorted(running.items()))
            print(
                f"step {steps} {spent / 60:.1f} min {seen / max(1.0, spent - resumed):.0f} pieces/s {means}", flush=True
            )
            running.clear()
        if spent - saved > args.save_every * 60:
            save(latest)
            saved = spent
    save(latest)
    torch.save({"model": average, "shape": model.shape.as_dict()}, args.out / "final.pt")


if __name__ == "__main__":
    main()
