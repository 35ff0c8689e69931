"""A record as a page for the terminal: who said what, figures, times, places, and what is uncertain, each with the words it rests on.

What the text does not say is said to be unknown, or left out; a section without values is left out. Everything printed goes through
`plain.line`, so that no character of a document is obeyed by the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.cli.plain import Part, clipped, line, shown
from onrecord.cli.wording import LANGUAGES, PRECISIONS, STANCES, bounds, country, described, moment
from onrecord.records import Figure, Place, Record, Span, Statement, Time

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 110
_LONGEST_QUOTE = 900
_CONTEXT = 28
UNSURE = 0.5
"""Values below this confidence are listed under what is uncertain."""

_OPENING_MARKS = "\"'“”„«‘’`"


def render(record: Record, document_text: str, console: Console) -> None:
    """Prints the page of one record; `document_text` is the stored text that its spans count in."""
    page = _Page(record, document_text, console)
    page.heading()
    page.statements()
    page.figures()
    page.times()
    page.places()
    page.uncertain()
    console.print()


class _Page:
    """The record with what its sections look up in it again and again."""

    def __init__(self, record: Record, text: str, console: Console) -> None:
        self.record = record
        self.text = text
        self.console = console
        self.width = max(20, min(console.width, _WIDEST))
        self.actors = {actor.id: actor for actor in record.actors}
        self.spoken = {statement.id: statement for statement in record.statements}
        self.moments = {time.id: time for time in record.times}
        self.introduced: set[str] = set()

    # Sections

    def heading(self) -> None:
        info = self.record.document
        credit = f"credit: {', '.join(info.agencies)}" if info.agencies else None
        facts = (
            info.outlet,
            info.byline,
            credit,
            f"published {info.published}" if info.published else "publication date unknown",
            LANGUAGES.get(info.language, info.language) if info.language else "language unknown",
            f"{info.characters:,} characters",
        )
        self.print()
        self.print((info.title or info.name, "bold"))
        self.print((" · ".join(fact for fact in facts if fact), "dim"))
        if info.url:  # in one piece, to be copied or clicked
            self.console.print(line(self.console, (clipped(info.url, _LONGEST_QUOTE), "dim")), soft_wrap=True)
        if not (self.record.statements or self.record.figures or self.record.times or self.record.places):
            self.print()
            self.print("Nothing was found in it: no statement, no figure, no time, no place.")

    def statements(self) -> None:
        self.section("Who said what", len(self.record.statements))
        for statement in self.record.statements:
            stance, style = STANCES[statement.stance]
            self.item(statement.id, *self.speaker(statement), " ", (stance, style or "bold"))
            self.print(*self.said(statement), indent=6)
            circumstances = " · ".join(self.circumstances(statement))
            if circumstances:
                self.print((circumstances, "dim"), indent=6)

    def figures(self) -> None:
        self.section("Figures", len(self.record.figures))
        for figure in self.record.figures:
            category = f" · {figure.category}" if figure.category not in ("other", figure.counted, figure.unit) else ""
            self.item(figure.id, (bounds(figure), "bold"), (category, "dim"), " — ", *self.teller(figure))
            self.print(*self.context(figure.span), indent=6)

    def times(self) -> None:
        self.section("Times", len(self.record.times))
        for time, words in _gathered(self.record.times):
            when = moment(time)
            kind = {"duration": " · a length of time", "set": " · again and again", "date": ""}[time.kind]
            settled: Part = (when, "bold") if when else ("no date" if time.kind != "set" else "recurring", "italic")
            basis = " · from the publication date" if when and time.anchor == "published" else ""
            self.item(time.id, words, " → ", settled, (kind + basis, "dim"))

    def places(self) -> None:
        self.section("Places", len(self.record.places))
        for place in self.record.places:
            where = [
                place.admin1 if place.admin1 != place.name else None,
                country(place.country) if country(place.country) != place.name else None,
                PRECISIONS[place.precision] if place.precision else place.kind,
            ]
            resolved = ", ".join(part for part in where if part) or "not found in the gazetteer"
            # The middle of a country is no place that a reader looks for.
            exact = place.lat is not None and place.lon is not None and place.precision != "country"
            point = f" · {place.lat:.2f}, {place.lon:.2f}" if exact else ""
            self.item(place.id, (place.name, "bold"), f", {resolved}", (f"{point} · {_words(place.spans)}", "dim"))

    def uncertain(self) -> None:
        doubts = list(self.doubts())
        self.section("What is uncertain", len(doubts))
        for id, reason, span in doubts:
            self.item(id, (reason, "yellow"))
            if span is not None:
                self.print(*self.context(span), indent=6)

    # Words

    def speaker(self, statement: Statement) -> Iterator[Part]:
        actor = self.actors.get(statement.source or "")
        words = statement.source_span.text if statement.source_span else None
        if actor is None:
            yield ("nobody named", "bold italic")
            if words:
                yield f" (“{clipped(words, 120)}”)"
        else:
            yield (actor.name, "bold")
            if actor.id not in self.introduced:
                self.introduced.add(actor.id)
                about = described(actor)
                yield about + "," * about.startswith(",")
            if words and not set(words.split()) & set(actor.name.split()):
                yield (f" (“{clipped(words, 80)}”)", "dim")

    def said(self, statement: Statement) -> Iterator[Part]:
        content = " … ".join(shown(span.text).strip() for span in statement.content)
        quoted = statement.kind == "direct" and content[:1] not in _OPENING_MARKS
        yield (
            clipped(f"“{content}”" if quoted else content, _LONGEST_QUOTE),
            "green" if statement.kind == "direct" else "",
        )

    def circumstances(self, statement: Statement) -> Iterator[str]:
        stance = STANCES[statement.stance][0]
        if statement.cue and statement.cue.text.strip().casefold() != stance:
            yield f"“{clipped(statement.cue.text, 60)}”"
        if statement.channel:
            yield f"in “{clipped(statement.channel.text, 120)}”"
        when = self.moments.get(statement.when or "")
        if when:
            yield f"{when.span.text} = {moment(when)}" if moment(when) else when.span.text
        addressee = self.actors.get(statement.addressee or "")
        if addressee:
            yield f"to {addressee.name}"
        if statement.within:
            yield f"as told in {statement.within}"

    def teller(self, figure: Figure) -> Iterator[Part]:
        statement = self.spoken.get(figure.according_to or "")
        if statement is None:
            yield ("no source given", "dim")
        else:
            actor = self.actors.get(statement.source or "")
            yield f"{actor.name if actor else 'nobody named'} "
            yield (statement.id, "dim")

    def context(self, span: Span) -> Iterator[Part]:
        """The words of a span with a little of the text around them."""
        before = self.text[max(0, span.start - _CONTEXT) : span.start]
        after = self.text[span.end : span.end + _CONTEXT]
        before = _after_break(before) if "\n" in before or span.start <= _CONTEXT else "…" + before.partition(" ")[2]
        after = (
            after.partition("\n")[0]
            if "\n" in after or span.end + _CONTEXT >= len(self.text)
            else after.rpartition(" ")[0].rstrip(" ,;:") + "…"
        )
        yield (before, "dim")
        yield (clipped(span.text, 200), "underline")
        yield (after, "dim")

    def doubts(self) -> Iterator[tuple[str, str, Span | None]]:
        """Item, why it is uncertain, and the words that it rests on."""
        for statement in self.record.statements:
            span = (
                statement.source_span or statement.cue or statement.content[0] if statement.content else statement.cue
            )
            if self.actors.get(statement.source or "") is None:
                yield statement.id, "nobody is named", span
            elif statement.confidence < UNSURE:
                yield statement.id, f"who said it, or what: confidence {statement.confidence:.0%}", span
        for figure in self.record.figures:
            if figure.low is None and figure.high is None:
                yield figure.id, "no number can be told", figure.span
            elif figure.confidence < UNSURE:
                yield figure.id, f"what is counted, or how many: confidence {figure.confidence:.0%}", figure.span
        for time, words in _gathered(self.record.times):
            if time.kind == "date" and moment(time) is None:
                dated = "" if self.record.document.published else "; the publication date is unknown"
                yield time.id, f"{words}: no date can be told{dated}", time.span
        for place in self.record.places:
            reason = _doubtful_place(place)
            if reason:
                yield place.id, reason, place.spans[0] if place.spans else None

    # Printing

    def section(self, title: str, count: int) -> None:
        if count:
            self.print()
            self.print((title, "bold cyan"), (f"  {count}", "dim"))

    def item(self, id: str, *parts: Part) -> None:
        self.print((f"{id} ", "dim"), *parts, indent=2, hanging=4)

    def print(self, *parts: Part, indent: int = 0, hanging: int = 0) -> None:
        """One paragraph, wrapped at words, its further lines indented by `hanging` more."""
        from rich.text import Text

        text = line(self.console, *(_clipped(part) for part in parts))
        for number, wrapped in enumerate(text.wrap(self.console, self.width - indent - hanging)):
            wrapped.rstrip()
            margin = " " * (indent + (hanging if number else 0))
            self.console.print(Text(margin) + wrapped, soft_wrap=True)


def _clipped(part: Part) -> Part:
    return clipped(part, _LONGEST_QUOTE) if isinstance(part, str) else (clipped(part[0], _LONGEST_QUOTE), part[1])


def _gathered(times: tuple[Time, ...]) -> Iterator[tuple[Time, str]]:
    """Times that say the same in the same words, once, with how often."""
    same: dict[tuple[str, str | None, str | None, str], list[Time]] = {}
    for time in times:
        same.setdefault((time.span.text.casefold(), time.start, time.end, time.kind), []).append(time)
    for group in same.values():
        yield group[0], f"“{clipped(group[0].span.text, 80)}”" + (f" ×{len(group)}" if len(group) > 1 else "")


def _words(spans: tuple[Span, ...]) -> str:
    """Each wording once, with how often.

    >>> _words((Span(0, 5, "Kursk"), Span(9, 14, "Kursk"), Span(20, 32, "Kursk region")))
    '“Kursk” ×2, “Kursk region”'
    """
    counted: dict[str, int] = {}
    for span in spans:
        counted[span.text] = counted.get(span.text, 0) + 1
    return ", ".join(f"“{clipped(words, 60)}”" + (f" ×{n}" if n > 1 else "") for words, n in counted.items())


def _doubtful_place(place: Place) -> str | None:
    if place.country is None and place.lat is None:
        return "not found in the gazetteer"
    if place.confidence < UNSURE:
        return f"which place it is: confidence {place.confidence:.0%}"
    return None


def _after_break(before: str) -> str:
    return before.rpartition("\n")[2]
