"""Agreement, field by field: what two accounts of one happening say, and whether it can all be true. The texts are read as a user's."""

from __future__ import annotations

from datetime import date

import pytest

import onrecord
from benchmarks.agreement import decided
from onrecord.comparing.agreement import agreements
from onrecord.comparing.blaming import blamed_in
from onrecord.comparing.happenings import clusters
from onrecord.comparing.origins import Link, Origin, grouped, origin_of, same_origin
from onrecord.comparing.parties import Party, conflict, doer_in, is_setting
from onrecord.comparing.quantities import Quantity, comparable, current, harms_in, relation, revised
from onrecord.comparing.settings import Moment, Site, apart_in_time, in_the_past, instant, same_site
from onrecord.comparing.sides import Account
from onrecord.comparing.tellings import Telling, tellings
from onrecord.records import Record, Span

X = Span(0, 1, "x")

PAIRS = [
    # Both tell the same.
    (
        "agree",
        ("Reuters", "2021-05-11", "Rockets hit a house in Ashkelon on Tuesday and killed two women, medics said."),
        ("BBC News", "2021-05-12", "Two women died on Tuesday when rockets struck a home in Ashkelon, according to medics."),
    ),
    (
        "agree",
        ("AP", "2019-08-30", "A court in Moscow sentenced an activist to four years in prison on Thursday."),
        ("RFE/RL", "2019-08-30", "The activist was jailed for four years on Thursday by a Moscow court."),
    ),
    # A more precise account is no dispute.
    (
        "agree",
        ("AP", "2020-10-17", "Rebels shelled the airport of Gao on Friday."),
        ("AFP", "2020-10-17", "Rebels shelled the airport of Gao on Friday night."),
    ),
    # Other bounds, all of which can be true.
    (
        "bounds",
        ("AFP", "2015-04-19", "Up to 700 migrants drowned when their boat sank off Libya on Sunday, the coastguard said."),
        ("BBC News", "2015-04-19", "Hundreds of migrants were feared drowned after a boat sank off Libya on Sunday."),
    ),
    (
        "bounds",
        ("Reuters", "2021-08-15", "Police arrested about 200 demonstrators in Bangkok on Saturday."),
        ("Bangkok Post", "2021-08-15", "More than 180 protesters were arrested by police in Bangkok on Saturday."),
    ),
    # Figures that cannot both be true.
    (
        "disputed-figures",
        ("AFP", "2019-07-21", "Police said 138,000 people marched in Hong Kong on Sunday."),
        ("RTHK", "2019-07-21", "Organisers put the number of marchers in Hong Kong on Sunday at 430,000."),
    ),
    (
        "disputed-figures",
        ("Al Jazeera", "2014-07-30", "A strike on a school in Jabaliya killed 19 people on Wednesday, the health ministry said."),
        ("AP", "2014-07-30", "Seven people were killed in Wednesday's strike on the Jabaliya school, the army said."),
    ),
    # Different doers.
    (
        "disputed-actors",
        ("AP", "2018-12-30", "The army killed four farmers in Catatumbo on Saturday, a peasants' association said."),
        ("El Tiempo", "2018-12-30", "Guerrillas killed the four farmers in Catatumbo on Saturday, the defence minister said."),
    ),
    (
        "disputed-actors",
        ("AP", "2016-12-20", "Russian warplanes bombed a market in Idlib on Monday, rescuers said."),
        ("Sputnik", "2016-12-20", "A US-led coalition bombed the market in Idlib on Monday, the Russian army said."),
    ),
    # It did not happen.
    (
        "denial",
        ("Reuters", "2017-04-05", "Syrian planes bombed Khan Sheikhoun on Tuesday, witnesses said."),
        ("SANA", "2017-04-05", "The Syrian army said it had not bombed Khan Sheikhoun on Tuesday."),
    ),
    (
        "denial",
        ("AP", "2016-08-10", "Russia fired on Ukrainian positions near Armyansk on Tuesday, Kyiv said."),
        ("TASS", "2016-08-10", "There was no firing near Armyansk on Tuesday, the Russian border service said."),
    ),
    # A count that changed.
    (
        "revised",
        ("Reuters", "2021-08-14", "The earthquake in Haiti on Saturday killed at least 304 people, officials said."),
        ("Reuters", "2021-08-16", "Officials said the death toll from Saturday's earthquake in Haiti had climbed to 1,297."),
    ),
    (
        "revised",
        ("Reuters", "2022-05-15", "A gunman killed 11 people in a supermarket in Buffalo on Saturday, the mayor said."),
        ("Reuters", "2022-05-16", "The mayor corrected the number of people killed by the gunman in Buffalo on Saturday to 10."),
    ),
    # Who is named first at a meeting is no dispute.
    (
        "agree",
        ("Xinhua", "2018-03-27", "North Korea's leader visited Beijing on Monday and held talks with China's president."),
        ("Reuters", "2018-03-27", "The Chinese president received North Korea's leader in Beijing on Monday for talks."),
    ),
    # Another day, another town, the parts exchanged.
    (
        "different",
        ("AFP", "2019-12-15", "Police in Delhi fired tear gas at students on Sunday."),
        ("AFP", "2019-12-16", "Police in Delhi fired tear gas at students on Monday."),
    ),
    (
        "different",
        ("Reuters", "2022-06-27", "A Russian missile hit a shopping centre in Kremenchuk on Monday."),
        ("Reuters", "2022-06-27", "A Russian missile hit an apartment block in Kharkiv on Monday."),
    ),
    (
        "different",
        ("Reuters", "2017-09-08", "Indian soldiers killed two militants in Sopore on Friday."),
        ("Reuters", "2017-09-08", "Militants killed two policemen in Sopore on Friday."),
    ),
]  # fmt: skip


def read(outlet: str, published: str, text: str, name: str = "a") -> Record:
    return onrecord.read(text, name=name, outlet=outlet, published=published)


@pytest.mark.parametrize(("kind", "one", "other"), PAIRS)
def test_pairs_of_accounts(kind: str, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert decided(read(*one), read(*other, name="b"), (one[2], other[2])) == kind


def quantity(low: float | None, high: float | None, **more: object) -> Quantity:
    return Quantity(id="f1", span=X, low=low, high=high, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (quantity(10_000, None), quantity(None, 12_000), "compatible"),
        (quantity(10, 10), quantity(4, 4), "disjoint"),
        (quantity(10, 10), quantity(10, 10), "same"),
        (quantity(10, 10), quantity(10, None), "compatible"),
        (quantity(500, 500, approximate=True), quantity(480, 480), "compatible"),
        (quantity(500, 500, approximate=True), quantity(1300, 1300), "disjoint"),
        # Of ten people four were soldiers; but more soldiers than people cannot be.
        (
            quantity(10, 10, category="killed", counted="anybody"),
            quantity(4, 4, category="killed", counted="soldi"),
            "compatible",
        ),
        # … while those who marched are the demonstrators.
        (
            quantity(900, 900, category="people", counted="anybody"),
            quantity(40, 40, category="people", counted="demons"),
            "disjoint",
        ),
        (quantity(10, 10, counted="anybody"), quantity(63, 63, counted="soldi"), "disjoint"),
    ],
)
def test_figures_disagree_only_where_their_bounds_are_disjoint(one: Quantity, other: Quantity, expected: str) -> None:
    assert relation(one, other) == relation(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("killed", "anybody", None), ("killed", "soldi", None), True),
        (("killed", "anybody", None), ("injured", "anybody", None), False),
        (("killed", "soldi", None), ("killed", "farm", None), False),
        (("money", None, "USD"), ("money", None, "EUR"), False),
        (("people", "anybody", None), ("other", "march", None), True),
        (("other", "tank", None), ("other", "shop", None), False),
        (("other", None, None), ("other", None, None), False),
    ],
)
def test_what_is_counted_must_be_the_same(
    one: tuple[str, str, str], other: tuple[str, str, str], expected: bool
) -> None:
    a, b = (quantity(9, 9, category=category, counted=counted, unit=unit) for category, counted, unit in (one, other))
    assert comparable(a, b) == comparable(b, a) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The toll rose to 40.", True),
        ("Police lowered the number of dead to 12.", True),
        ("The ministry now says 18 officers were killed.", True),
        ("It killed 129, up from an earlier count of 18.", True),
        ("The missile brought down the airliner.", False),
        ("The attack killed 40.", False),
        ("Prices rose in March.", False),
        ("Tractors brought about up to 1,140 km of jams.", False),
        ("The earthquake had a magnitude of 7.3 rather than 7.1.", True),
        ("The fire service now gives 154 as the number of dead.", True),
    ],
)
def test_a_text_that_says_that_a_count_changed(passage: str, expected: bool) -> None:
    assert revised(passage) is expected


def test_of_an_old_and_a_new_count_the_new_one_holds() -> None:
    new, old = quantity(129, 129, category="killed", use="new"), quantity(18, 18, category="killed", use="old")
    part = quantity(1, 1, category="killed")
    assert current([new, old, part]) == (new,)


def test_harms() -> None:
    assert harms_in("Nine were killed and dozens wounded.") == {"killed", "injured"}
    assert harms_in("Talks were held.") == frozenset()


def party(name: str = "x", **known: object) -> Party:
    return Party(name=name, span=X, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (party(country="UKR", side="state"), party(country="RUS", side="state"), True),
        (party(country="UKR", side="state"), party(country="UKR"), False),
        (party(side="state"), party(side="armed"), True),
        (party(side="armed"), party(), False),
        (party(names=frozenset({"amhara"}), kind="group"), party(names=frozenset({"gumuz"}), kind="unnamed"), True),
        (party(names=frozenset({"rau"}), kind="person"), party(names=frozenset({"gumuz"}), kind="unnamed"), False),
        (party(names=frozenset({"paris"})), party(names=frozenset({"vendom"})), False),
        (party(names=frozenset({"taliba"}), side="armed"), party(side="armed"), False),
        (party(names=frozenset({"farc"}), side="armed"), party(names=frozenset({"eln"}), side="armed"), True),
        (party(words=frozenset({"home", "fan"})), party(words=frozenset({"visit", "suppor"})), True),
        (party(peoples=frozenset({"GRC", "CYP"})), party(peoples=frozenset({"TUR", "CYP"})), True),
        (
            party(names=frozenset({"eu"}), kind="group"),
            party(name="European Union", names=frozenset({"europe", "union"}), kind="organization"),
            False,
        ),
    ],
)
def test_actors_who_can_and_cannot_be_the_same(one: Party, other: Party, expected: bool) -> None:
    assert conflict(one, other) is conflict(other, one) is expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Masked rebels set fire to a bus in Gao.", "Masked rebels"),
        ("A bus was set on fire by rebels on Friday.", "rebels"),
        ("A Ukrainian missile brought down the airliner.", "A Ukrainian missile"),
        ("Two soldiers died in an attack.", None),
        ("A rocket fired by rebels hit the hospital.", "rebels"),
        ("A shell fired from a hill by rebels hit the hospital.", "rebels"),
        ("Visiting supporters tore out seats.", "Visiting supporters"),
        ("Youths from Duk county, and not their own, stole the cattle.", "Youths from Duk county"),
        ("Police and protesters clashed.", None),
        ("There were no talks.", None),
        ("The bus burned.", None),
        ("", None),
    ],
)
def test_who_does_it_in_a_clause(clause: str, expected: str | None) -> None:
    found = doer_in(clause, 0, len(clause))
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Police said that no shot was fired at the crowd.", {"shoot"}),
        ("There was no strike at the plant on Friday.", {"strike"}),
        ("The army denied that it had crossed the border.", {"cross"}),
        ("The minister called the report of a spill totally false.", {"spill"}),
        ("No more than 2,500 people marched in Rabat on Friday.", set()),
        ("Rebels, and not the army, burned the village.", set()),
    ],
)
def test_what_a_sentence_denies(sentence: str, expected: set[str]) -> None:
    told = tellings(read("Reuters", "2020-05-08", sentence), sentence)
    denied = {word.removeprefix("#") for one in told if one.happened is False for word in one.denied}
    assert (denied >= expected) if expected else not denied


@pytest.mark.parametrize(
    ("sentence", "blamed"),
    [
        ("Turkey was behind the fire, he said.", "Turkey"),
        ("The raid was the work of a rebel group.", "a rebel group"),
        ("She blamed the fire on Sunday on home fans who left.", "home fans"),
        ("Rebels accused government forces of the attack.", "government forces"),
        ("The fire burned for days.", None),
    ],
)
def test_who_is_blamed(sentence: str, blamed: str | None) -> None:
    found = blamed_in(sentence, 0, len(sentence))
    assert (found and sentence[slice(*found)]) == blamed


def test_a_place_is_no_doer() -> None:
    text = "The bombing in Mogadishu killed nine."
    assert is_setting(text, Span.of(text, 15, 24))
    assert not is_setting(text, Span.of(text, 0, 11))


def moment(start: str, end: str, words: str = "x", published: date | None = None) -> Moment:
    starts, ends = instant(start), instant(end)
    assert starts
    assert ends
    return Moment(start=starts, end=ends, span=X, words=words, published=published)


def test_times() -> None:
    tuesday, night = moment("2024-11-05", "2024-11-06"), moment("2024-11-05T18:00", "2024-11-06")
    wednesday = moment("2024-11-06", "2024-11-07")
    assert not apart_in_time(tuesday, night)
    assert apart_in_time(tuesday, wednesday)
    assert not apart_in_time(tuesday, None)
    said = date(2024, 11, 8)
    assert not apart_in_time(
        moment("2024-11-05", "2024-11-06", "tuesday", said), moment("2024-11-12", "2024-11-13", "tuesday", said)
    )


def test_what_has_happened_lies_in_the_past() -> None:
    coming = moment("2024-11-12", "2024-11-13", "tuesday", date(2024, 11, 8))
    last = in_the_past(coming)
    assert last is not None
    assert last.start.date() == date(2024, 11, 5)
    assert in_the_past(moment("2025-01-01", "2026-01-01", "next year", date(2024, 11, 8))) is None


@pytest.mark.parametrize("text", ["", "no date", "0001-01-01T00:00:00+14:00", None])
def test_what_is_no_instant(text: str | None) -> None:
    assert instant(text) is None


def site(name: str, **known: object) -> Site:
    return Site(name=name, span=X, words=frozenset({name.lower()}), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (site("Izium"), site("Izyum"), True),
        (site("Sopore"), site("Kulgam"), False),
        (site("", country="X", precision="region"), site(" ", country="X", admin1=" "), False),
        (site("Russia", country="RUS", precision="country"), site("Kursk", country="RUS", precision="place"), True),
        (site("Gao", lat=16.27, lon=-0.04), site("Kidal", lat=18.44, lon=1.41), False),
        (site("Lyman", lat=48.99, lon=37.81), site("Zarichne", lat=49.0, lon=37.9), True),
    ],
)
def test_places(one: Site, other: Site, expected: bool) -> None:
    assert same_site(one, other) is same_site(other, one) is expected


def origin(outlet: str, *speakers: str, agency: str | None = None, copies: str | None = None) -> Origin:
    def link(kind: str, name: str) -> Link:
        return Link(kind=kind, name=name, words=frozenset(name.lower().split()) - {"the", "a"})  # type: ignore[arg-type]

    chain = [
        link("outlet", outlet),
        *([link("agency", agency)] if agency else []),
        *(link("speaker", s) for s in speakers),
    ]
    return Origin(chain=tuple(chain), copies=copies)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (origin("Reuters"), origin("AFP"), False),
        (origin("Reuters"), origin("Reuters"), True),
        (origin("Reuters", "the minister"), origin("AFP", "the minister"), True),
        (origin("Reuters", "the minister"), origin("Reuters", "the union"), False),
        (origin("Le Monde", agency="AFP"), origin("DW", agency="AFP"), True),
        (origin("Le Monde", copies="g1"), origin("DW", copies="g1"), True),
        (origin("Le Monde", "police", copies="g1"), origin("DW", "the union", copies="g1"), False),
        (origin("Le Monde", "Yonhap", "the spy agency"), origin("DW", "the spy agency"), True),
    ],
)
def test_origins(one: Origin, other: Origin, expected: bool) -> None:
    assert same_origin(one, other) is same_origin(other, one) is expected


def test_independence_is_counted_over_origins() -> None:
    said = [origin("Reuters", "police"), origin("AFP", "police"), origin("AP", "the union"), origin("DW")]
    assert grouped(said) == [0, 0, 1, 2]


def test_the_chain_of_an_account() -> None:
    text = "Soldiers killed two farmers in Gao on Friday, the governor said."
    record = read("The Echo", "2024-11-09", text)
    told = tellings(record, text)[0]
    assert [link.name for link in origin_of(record, told).chain] == ["The Echo", "the governor"]


def test_two_outlets_that_quote_one_minister_are_one_origin() -> None:
    texts = {
        "Echo": "Rebels killed two farmers in Gao on Friday, the defence minister said.",
        "Globe": "The defence minister said rebels had killed two farmers in Gao on Friday.",
        "Times": "Rebels killed two farmers in Gao on Friday, witnesses said.",
    }
    read_in = {outlet: read(outlet, "2024-11-09", text, outlet) for outlet, text in texts.items()}

    def accounts(*outlets: str) -> list[Account]:
        every = [t for outlet in outlets for t in tellings(read_in[outlet], texts[outlet])]
        (happening,) = clusters(every)
        return [Account(telling=t, origin=origin_of(_record(read_in, t), t)) for t in happening]

    statuses = {one.field: one.status for one in agreements(accounts("Echo", "Globe"))}
    assert statuses["happened"] == statuses["how many"] == "single-source"
    statuses = {one.field: one.status for one in agreements(accounts("Echo", "Globe", "Times"))}
    assert statuses["happened"] == statuses["how many"] == statuses["who"] == "corroborated"


def _record(every: dict[str, Record], telling: Telling) -> Record:
    return next(record for record in every.values() if record.document.id == telling.document)


def test_every_side_has_its_spans() -> None:
    texts = (
        "Police said 4,000 people marched in Oslo on Sunday.",
        "Organisers said 60,000 people marched in Oslo on Sunday.",
    )
    records = [read(outlet, "2024-11-10", text, outlet) for outlet, text in zip("AB", texts, strict=True)]
    every = [
        Account(telling=t, origin=origin_of(r, t))
        for r, text in zip(records, texts, strict=True)
        for t in tellings(r, text)
    ]
    (counted,) = [one for one in agreements(every) if one.field == "how many"]
    assert counted.status == "disputed"
    for side in counted.sides:
        for number, span in zip(side.accounts, side.spans, strict=True):
            assert texts[number][span.start : span.end] == span.text
    assert sorted(side.value for side in counted.sides) == ["4,000", "60,000"]
