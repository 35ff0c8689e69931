"""`onrecord review`: what reviewers decided, and deciding."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import (
    OutputFormat,
    chosen_format,
    format_option,
    ledger_option,
    one_document,
    print_json,
    terminal,
)
from onrecord.cli.telling import tell

if TYPE_CHECKING:
    from onrecord.ledger.decisions import Decision, Kind, Plain
    from onrecord.ledger.store import Ledger

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_UNKNOWN = ("", "null", "unknown")


@click.command(
    short_help="List reviewers' decisions, and decide.",
    epilog='Example: onrecord review 3f9a2c s3 --correct stance=deny --by Kim --why "he denies it" --ledger news.db',
)
@click.argument("document", required=False)
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@ledger_option
@format_option
@click.option("--accept", is_flag=True, help="The items are right as they stand.")
@click.option("--reject", is_flag=True, help="The text does not say this.")
@click.option(
    "--correct",
    multiple=True,
    metavar="FIELD=VALUE",
    help="The field's true value: words, a number, ids (actors=a1,a3), characters (cue=120-126), or nothing: unknown. Repeatable.",
)
@click.option("--merge", is_flag=True, help="The items are one: the first.")
@click.option("--split", multiple=True, metavar="START-END,...", help="The characters of one part; once for each part.")
@click.option("--undo", type=click.IntRange(1), metavar="DECISION", help="Take a decision back, by its number.")
@click.option("--by", envvar="ONRECORD_REVIEWER", show_envvar=True, metavar="NAME", help="Who decides.")
@click.option("--why", metavar="WORDS", help="Why.")
@click.option("--machine", is_flag=True, help="List the items as the machine read them, without the decisions.")
def review(
    document: str | None,
    items: tuple[str, ...],
    ledger: Path,
    output_format: OutputFormat | None,
    accept: bool,
    reject: bool,
    correct: tuple[str, ...],
    merge: bool,
    split: tuple[str, ...],
    undo: int | None,
    by: str | None,
    why: str | None,
    machine: bool,
) -> None:
    """List decisions, list a document's items, or decide on items.

    Without arguments: all decisions of the ledger. With a DOCUMENT: its items (s1, e2 …) with their characters, and the
    decisions on them. With ITEMs and one of --accept, --reject, --correct, --merge, --split: a decision, by whom and why.
    Decisions are added, never changed: --undo is one too. They win over whatever the machine reads, now and later; one that
    finds nothing in a later reading is listed as unplaced.
    """
    from onrecord.errors import UsageError
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    verbs = [verb for verb, given in _given(accept, reject, correct, merge, split, undo).items() if given]
    if len(verbs) > 1:
        raise UsageError(
            f"{' and '.join(f'--{verb}' for verb in verbs)} cannot be decided at once.", "Give one of them."
        )
    if not verbs:
        if items:
            raise UsageError("Nothing is decided on " + ", ".join(items) + ".", "Give --accept, --reject, --correct …")
        with Ledger(ledger, read_only=True) as opened:
            _list(opened, document, chosen, machine)
        return
    if not ledger.exists():
        Ledger(ledger, read_only=True)  # says that there is none
    with Ledger(ledger) as opened:
        numbers = _decide(opened, verbs[0], document, items, correct, split, undo, by or "", why)
        made = [decision for decision in opened.decisions() if decision.number in numbers]
    if chosen == "text":
        _print_decisions(made)
    else:
        print_json(made, chosen)


def _given(
    accept: bool, reject: bool, correct: tuple[str, ...], merge: bool, split: tuple[str, ...], undo: int | None
) -> dict[str, object]:
    return {"accept": accept, "reject": reject, "correct": correct, "merge": merge, "split": split, "undo": undo}


def _decide(
    ledger: Ledger,
    verb: str,
    document: str | None,
    items: tuple[str, ...],
    correct: tuple[str, ...],
    split: tuple[str, ...],
    undo: int | None,
    by: str,
    why: str | None,
) -> list[int]:
    """Makes the decision; gives the numbers of those that were made."""
    from onrecord.errors import UsageError
    from onrecord.ledger.decisions import FORMS, kind_of

    if undo is not None:
        if document is not None:
            raise UsageError("--undo takes the number of a decision alone.", "See them with: onrecord review")
        return [ledger.undo(undo, by=by, why=why)]
    if document is None or not items:
        raise UsageError(f"--{verb} needs a document and an item.", "For example: onrecord review 3f9a2c s3 --accept")
    id = one_document(ledger, document).id
    if verb == "merge":
        return [ledger.merge(id, items, by=by, why=why)]
    if verb == "split" or verb == "correct":
        if len(items) != 1:
            raise UsageError(f"--{verb} takes one item.", "Decide on one at a time.")
        if verb == "split":
            return [ledger.split(id, items[0], [_spans("--split", part) for part in split], by=by, why=why)]
        kind = kind_of(ledger.record(id), items[0])
        values = dict(_value(kind, each) for each in correct) if kind in FORMS else {}
        return [ledger.correct(id, items[0], values, by=by, why=why)]
    decide = ledger.accept if verb == "accept" else ledger.reject
    return [decide(id, item, by=by, why=why) for item in items]


def _value(kind: Kind | None, given: str) -> tuple[str, object]:
    """A FIELD=VALUE as the ledger takes it: characters as numbers, lists where the field is one."""
    import msgspec

    from onrecord.errors import UsageError
    from onrecord.ledger.decisions import FORMS
    from onrecord.ledger.reviewing import SPAN_FIELDS

    field, sign, words = given.partition("=")
    if not sign or kind is None:
        raise UsageError(f"{given!r} is no FIELD=VALUE.", "For example: --correct stance=deny")
    types = {known.name: known.type for known in msgspec.structs.fields(FORMS[kind].type)}
    several = "tuple" in str(types.get(field, ""))
    if words in _UNKNOWN:
        return field, [] if several else None
    if field in SPAN_FIELDS:
        spans = _spans(field, words)
        if not several and len(spans) > 1:
            raise UsageError(f"{field} is one piece of text.", "Give one START-END.")
        return field, spans if several else spans[0]
    if several:
        return field, [each.strip() for each in words.split(",")]
    if any(name in str(types.get(field)) for name in ("float", "int", "bool")):
        try:
            return field, msgspec.json.decode(words.replace(",", ""))
        except msgspec.DecodeError as error:
            raise UsageError(
                f"{field} is a number, true or false; {words!r} is none.", "For example: low=10000"
            ) from error
    return field, words


def _spans(field: str, words: str) -> list[tuple[int, int]]:
    from onrecord.errors import UsageError

    found = [_SPAN.fullmatch(each.strip()) for each in words.split(",")]
    places = [(int(each[1]), int(each[2])) for each in found if each]
    if len(places) < len(found):
        raise UsageError(
            f"{field}: {words!r} is no list of characters.", "Write START-END,START-END, as 120-131,140-151."
        )
    return places


# Listing


def _list(ledger: Ledger, document: str | None, chosen: OutputFormat, machine: bool) -> None:
    if document is None:
        decisions = ledger.decisions()
        if chosen != "text":
            print_json(decisions, chosen)
        elif not decisions:
            tell("Nothing was decided yet. See what can be with: onrecord review DOCUMENT")
        else:
            _print_decisions(decisions)
        return
    id = one_document(ledger, document).id
    decisions = ledger.decisions(id)
    items = list(_items(ledger, id, decisions, machine))
    if chosen != "text":
        print_json(items, chosen)
        return
    from onrecord.cli.plain import clipped, line

    console = terminal()
    for item in items:
        facts = f" [{item['review']}]" if item["review"] else ""
        places = ",".join(f"{start}-{end}" for start, end in item["spans"])
        words = clipped(str(item["words"]), 300)
        console.print(
            line(console, (f"{item['id']:>4} ", "cyan"), words, (facts, "bold green"), (f"  {places}", "dim")),
            soft_wrap=True,
        )
    if decisions:
        console.print()
        _print_decisions(decisions)


def _items(ledger: Ledger, id: str, decisions: tuple[Decision, ...], machine: bool) -> list[Plain]:
    """The items of a document with their characters and the last decision on each that holds."""
    from onrecord.ledger.anchoring import spans_of
    from onrecord.ledger.decisions import FORMS, plain

    holding = {d.item: d.verb for d in decisions if d.state in ("applied", "restored")} if not machine else {}
    record, text, found = ledger.record(id, machine=machine), ledger.text(id), list[dict[str, object]]()
    for kind, form in FORMS.items():
        for item in plain(getattr(record, form.field)):
            spans = spans_of(kind, item)
            words = item.get("name") or " … ".join(text[start:end] for start, end in spans)
            told = {"id": item["id"], "kind": kind, "words": words, "spans": spans, "review": holding.get(item["id"])}
            found.append({"document": id, **told, kind: item})
    return found


def _print_decisions(decisions: list[Decision] | tuple[Decision, ...]) -> None:
    from onrecord.cli.plain import clipped, line

    console = terminal()
    for decision in decisions:
        verb = f"undoes {decision.undoes}" if decision.undoes else decision.verb
        state = "" if decision.state == "applied" else f" [{decision.state}]"
        item = decision.item or decision.kind or ""
        console.print(
            line(
                console,
                (f"{decision.number:>4} ", "cyan"),
                (verb, "bold"),
                f" {decision.document[:10]} {item} ",
                ("“" + clipped(decision.words, 200) + "”", ""),
                (f" {decision.change}" if decision.change else "", "yellow"),
                (state, "bold red" if decision.state == "unplaced" else "bold"),
                (f"  {decision.by}, {decision.at}" + (f": {decision.why}" if decision.why else ""), "dim"),
            ),
            soft_wrap=True,
        )
