"""Trains the comparer: PairNetwork from MiniLM on pairs of accounts.

    python -m training.pair_train DATA model.safetensors TOKENIZER runs/pairs.pt [--rounds 5] [--start EARLIER.pt]

Each round sees every pair once, in one of its two orders by chance, but a revision always in its own. Beside the kind of the pair every
wordpiece learns whether it stands among the decisive words, where these are known and the kind has any. An hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from . import pair_data
from .pair_data import Piece, Row
from .pair_edits import edited
from .pair_network import PairNetwork

EDITED = 40
"""Pairs of each kind that are made by editing one account."""
BUDGET = 2600
"""Wordpieces of one step, padding included."""
RATE, HEAD_RATE, WARM, LAST, DECAY, SMOOTHING = 5e-5, 1e-3, 0.08, 0.02, 0.01, 0.05
DECISIVE, RARE = 0.4, 3.0
"""How much the decisive words count beside the kind, and one of them beside another word."""
_WITHOUT = ("agree", "different")  # kinds that no words decide


def batches(pieces: Sequence[Piece], rng: random.Random | None = None) -> list[list[int]]:
    """The numbers of pairs of about one length, packed to the budget; in an order by chance where a generator is given."""
    jitter = rng.random if rng else lambda: 0.0
    order = sorted(range(len(pieces)), key=lambda n: len(pieces[n].ids) + jitter() * 20)
    found: list[list[int]] = []
    for n in order:
        longest = len(pieces[n].ids) + 20
        if found and longest * (len(found[-1]) + 1) <= BUDGET:
            found[-1].append(n)
        else:
            found.append([n])
    if rng:
        rng.shuffle(found)
    return found


def tensors(pieces: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Wordpieces, segments, mask and decisive words of some pairs, padded."""
    length = max(len(one.ids) for one in pieces)
    pad = lambda values, empty: torch.tensor([[*each, *[empty] * (length - len(each))] for each in values])  # noqa: E731
    mask = [[1] * len(one.ids) for one in pieces]
    return (
        pad([p.ids for p in pieces], 0), pad([p.segments for p in pieces], 0), pad(mask, 0), pad([p.decisive for p in pieces], -1)
    )  # fmt: skip


def chances(network: PairNetwork, pieces: Sequence[Piece]) -> Tensor:
    """The probabilities of the kinds [pairs, kinds]."""
    out = torch.zeros(len(pieces), len(pair_data.KINDS))
    network.eval()
    with torch.no_grad():
        for batch in batches(pieces):
            ids, segments, mask, _ = tensors([pieces[n] for n in batch])
            out[batch] = F.softmax(network(ids, segments, mask)[0], 1)
    return out


def loss_of(network: PairNetwork, pieces: Sequence[Piece], kinds: Tensor, weights: Tensor) -> Tensor:
    """What a batch teaches."""
    ids, segments, mask, decisive = tensors(pieces)
    scores, words = network(ids, segments, mask)
    each = F.cross_entropy(scores, kinds, label_smoothing=SMOOTHING, reduction="none")
    loss = (each * weights).sum() / weights.sum()
    without = torch.tensor([pair_data.KINDS.index(kind) for kind in _WITHOUT])  # type: ignore[arg-type]
    known = (decisive >= 0) & ~torch.isin(kinds, without)[:, None]
    if known.any():
        wanted = decisive[known].float()
        loss = loss + DECISIVE * F.binary_cross_entropy_with_logits(words[known], wanted, pos_weight=torch.tensor(RARE))
    return loss


def train(
    network: PairNetwork, rows: Sequence[Row], held: Sequence[Row], tokenizer: Tokenizer, out: Path, rounds: int
) -> None:
    """Trains, and writes a checkpoint after every round."""
    rng = random.Random(0)
    torch.manual_seed(0)
    own = [pair_data.pieces(row, tokenizer) for row in rows]
    turned = [None if row["kind"] == "revised" else pair_data.pieces(pair_data.swapped(row), tokenizer) for row in rows]
    kinds = torch.tensor(pair_data.kinds(rows))
    weights = torch.tensor([float(row.get("weight", 1)) for row in rows])
    heads = [*network.hidden.parameters(), *network.kinds.parameters(), *network.decisive.parameters()]
    is_head = {id(one) for one in heads}
    body = [one for one in network.parameters() if one.requires_grad and id(one) not in is_head]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=DECAY
    )
    steps = len(batches(own)) * rounds
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM * steps + 1)) * max(LAST, 1 - step / steps)
    )
    begun = time.time()
    for number in range(rounds):
        now = [
            other if other is not None and rng.random() < 0.5 else one for one, other in zip(own, turned, strict=True)
        ]
        for step, batch in enumerate(batches(now, rng)):
            network.train()
            loss = loss_of(network, [now[n] for n in batch], kinds[batch], weights[batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 49:
                print(number, step + 1, steps // rounds, round(float(loss), 3), round(time.time() - begun), flush=True)
        torch.save(network.state_dict(), out)
        found = chances(network, [pair_data.pieces(row, tokenizer) for row in held]).argmax(1).tolist()
        right = [a == b for a, b in zip(found, pair_data.kinds(held), strict=True)]
        print("round", number, pair_data.shares(held, right), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path, help="MiniLM's model.safetensors")
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    options = parser.parse_args()
    learnt, held = pair_data.written()
    learnt += [*pair_data.real(options.data, "learnt"), *edited(learnt, EDITED)]
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = PairNetwork().start(options.weights)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    print(len(learnt), "pairs to learn from,", len(held), "held back", flush=True)
    train(
        network, [pair_data.in_stretches(row) for row in learnt], [pair_data.in_stretches(row) for row in held], tokenizer,
        options.out, options.rounds,
    )  # fmt: skip


if __name__ == "__main__":
    main()
