"""Bytes → documents: what is stored, and what is known about it."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import OnRecordError, UsageError
from onrecord.sources import Document, Failure, open_sources
from onrecord.sources.encoding import decode
from onrecord.sources.jsonl import documents
from onrecord.sources.language import recognise

SAID = "“We saw smoke,” said Ana López – a café owner. The mayor wasn’t there."

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="CHARSET"><title>Fire kills two | The Example Courier</title>
<meta property="og:site_name" content="The Example Courier"><meta property="og:title" content="Fire kills two">
<meta name="author" content="Jane Miller"><meta property="article:published_time" content="2024-11-05T08:30:00+00:00">
<meta property="article:modified_time" content="2024-11-09T08:30:00+00:00">
<link rel="canonical" href="https://courier.example/2024/fire"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav><article><h1>Fire kills two</h1>
<p>“We saw smoke at dawn,” said Ana López, a café owner in Port Example, where at least 12 people were hurt.</p>
<p>The mayor said the cause wasn’t known. The fire service said the fire broke out at 5 a.m. in a warehouse.</p></article>
<div id="comments"><p>First! I think this is terrible news for the whole town.</p></div>
<footer>Copyright 2019 The Example Courier</footer></body></html>"""


def one(name: Path | str, **options: str) -> Document:
    found = list(open_sources([str(name)], **options))  # type: ignore[arg-type]
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode("utf-8"),
        b"\xef\xbb\xbf" + SAID.encode("utf-8"),
        b"\xff\xfe" + SAID.encode("utf-16-le"),
        b"\xfe\xff" + SAID.encode("utf-16-be"),
        SAID.encode("utf-32"),
        SAID.encode("cp1252"),
        pytest.param("He said no to the plan.".encode("utf-16-le"), id="utf-16 without a mark"),
    ],
)
def test_an_encoding_is_recognised(data: bytes) -> None:
    assert decode(data, name="a.txt") in (SAID, "He said no to the plan.")


@pytest.mark.parametrize(
    ("data", "stored"),
    [
        (b"One.\r\nTwo.\rThree.\nFour.\x0b\x0c", "One.\r\nTwo.\rThree.\nFour.\x0b\x0c"),
        (b"He said\0 no.\x07", "He said\0 no.\x07"),
        ("He said “yes” and ".encode() + b"\xff" + "“no”.".encode(), "He said “yes” and \ufffd“no”."),
        ("truncated: “yes”".encode()[:-1], "truncated: “yes\ufffd"),
        ("\u202eesrever\u202c \u200fyes".encode(), "\u202eesrever\u202c \u200fyes"),
    ],
)
def test_odd_bytes_are_stored_as_they_are(data: bytes, stored: str) -> None:
    assert decode(data, name="a.txt") == stored


def test_a_declared_encoding_is_used_where_it_fits() -> None:
    text = "Путин said no, in English, and left."
    assert decode(text.encode("cp1251"), name="a", declared="windows-1251") == text
    assert decode(SAID.encode("cp1252"), name="a", declared="iso-8859-1") == SAID
    assert decode(SAID.encode("cp1252"), name="a", declared="utf-8") == SAID
    assert decode(SAID.encode("utf-8"), name="a", declared="windows-1251") == SAID
    assert decode(SAID.encode("cp1252"), name="a", declared="no-such-thing") == SAID
    assert decode(SAID.encode("cp1252"), name="a", declared="hex") == SAID


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32), min_size=1))
def test_utf8_is_stored_verbatim(text: str) -> None:
    if not text.startswith("\ufeff") and not text.startswith(("%PDF", "BZh", "GIF8")):
        assert decode(text.encode(), name="a") == text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    try:
        told = decode(data, name="a")
    except OnRecordError as error:
        told = error.message
    told.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(), st.booleans())
def test_jsonl_text_is_stored_verbatim(text: str, escaped: bool) -> None:
    line = json.dumps({"id": "a", "text": text}, ensure_ascii=escaped).encode("utf-8", "replace")
    if not escaped:
        text = text.encode("utf-8", "replace").decode()
    (found,) = documents(BytesIO(line + b"\n"), name="x")
    assert isinstance(found, Document)
    assert found.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def test_jsonl_keeps_what_is_known() -> None:
    line = {
        "id": 7,
        "text": " He said no.\r\n",
        "title": "No",
        "published": "2024-11-05",
        "url": "https://a.example/1",
        "outlet": "A",
        "byline": "",
        "other": [1],
    }
    (found,) = documents(BytesIO(json.dumps(line).encode()), name="x.jsonl")
    assert found == Document(
        name="7", text=" He said no.\r\n", title="No", published="2024-11-05", url="https://a.example/1", outlet="A"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_gives_the_article_and_what_it_states(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace("CHARSET", encoding).encode(encoding))
    found = one(tmp_path / "a.html")
    assert found.text.splitlines()[-2].startswith("“We saw smoke at dawn,” said Ana López, a café owner")
    assert all(word not in found.text for word in ("Home", "First!", "Copyright", "<p>"))
    assert (found.title, found.outlet, found.byline) == ("Fire kills two", "The Example Courier", "Jane Miller")
    assert (found.published, found.url, found.language) == ("2024-11-05", "https://courier.example/2024/fire", "en")


def test_a_page_without_a_stated_date_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><body><p>The mayor said on Monday that a school was built here on 3 March 2012, and nobody objected."
        "</p><p>Copyright 2019</p></body></html>"
    )
    assert one(tmp_path / "a.html").published is None
    assert one(tmp_path / "a.html", published="2020-01-02").published == "2020-01-02"


BODY = "<p>The mayor said on Tuesday that nobody was hurt in the fire at the market, and that the town would pay.</p>"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ('<meta property="article:published_time" content="2024-11-05T23:30:00-05:00">' + BODY, "2024-11-05"),
        ('<meta name="pubdate" content="Tue, 05 Nov 2024 08:30:00 GMT">' + BODY, "2024-11-05"),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2024-11-05",'
         '"dateModified": "2024-11-09"}]}</script>' + BODY, "2024-11-05"),
        ("<h1>Fire</h1><time datetime=2024-11-05>Tuesday</time>" + BODY, "2024-11-05"),
        ("<article><time datetime=2024-11-05>Tuesday</time>" + BODY, "2024-11-05"),
        ('<link rel="canonical" href="https://a.example/2024/11/05/fire">' + BODY, "2024-11-05"),
        ('<meta name="date" content="05/11/2024">' + BODY, None),
        ('<meta name="date" content="2024-11">' + BODY, None),
        ('<meta name="date" content="0001-01-01T00:00:00">' + BODY, None),
        ('<meta http-equiv="last-modified" content="2024-11-09">' + BODY, None),
        ('<meta property="article:modified_time" content="2024-11-09">' + BODY, None),
        ('<meta property="og:image" content="https://a.example/2018/03/04/x.jpg">' + BODY, None),
        ("<title>What happened on 12 March 2012</title><h1>What happened on 12 March 2012</h1>" + BODY, None),
        ("<h1>Fire</h1>" + BODY + "<aside>Earlier: <time datetime=2019-01-05>5 January 2019</time></aside>", None),
        ("<h1>Fire</h1>" + BODY + "<div class=comments><time datetime=2024-12-01>1 December</time></div>", None),
        ("<h1>Fire</h1>" + BODY + "<footer>Copyright 5 January 2019</footer>", None),
        ('<script type="application/ld+json">[' + "[" * 5000 + "</script>" + BODY, None),
    ],
)  # fmt: skip
def test_a_date_is_taken_only_where_the_page_states_it(page: str, published: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html>{page}</html>")
    assert one(tmp_path / "a.html").published == published


def test_an_article_laid_out_in_a_table_is_found(tmp_path: Path) -> None:
    cells = "<td><a href='/'>Home</a></td><td><p>The mayor said on Tuesday that nobody was hurt in the fire.</p></td>"
    (tmp_path / "a.htm").write_text(f"<html><body><table><tr>{cells}</tr></table></body></html>")
    assert (
        one(tmp_path / "a.htm").text.splitlines()[-1] == "The mayor said on Tuesday that nobody was hurt in the fire."
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.dat", '{"id": "x", "text": "He said no."}', "He said no."),
        (
            "a",
            "<!doctype html><p>The mayor said that nobody was hurt in the fire.",
            "The mayor said that nobody was hurt in the fire.",
        ),
        ("a.md", "He said *no*.\n", "He said *no*.\n"),
        ("b.TXT", '{"text": 1}', '{"text": 1}'),
    ],
)
def test_the_format_is_told_by_ending_then_content(tmp_path: Path, name: str, content: str, expected: str) -> None:
    (tmp_path / name).write_text(content)
    assert one(tmp_path / name).text == expected


def test_one_source_need_not_stand_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said no.")
    assert [found.name for found in open_sources(tmp_path / "a.txt")] == [str(tmp_path / "a.txt")]
    assert [found.name for found in open_sources(str(tmp_path / "a.txt"))] == [str(tmp_path / "a.txt")]


def test_the_format_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('{"id": "x", "text": "He said no."}')
    assert one(tmp_path / "a.txt", input_format="jsonl").name == "x"


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt", "picture.png", "a.txt.d/e.text"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"He said no in {name}.")
    (tmp_path / "m.jsonl").write_text('{"id": "m1", "text": "He said no."}\n{"id": "m2", "text": "She said no."}\n')
    found = [Path(document.name).name for document in open_sources([str(tmp_path)])]
    assert found == ["a.txt", "e.text", "b.txt", "m1", "m2", "c.txt"]


def test_a_date_of_its_own_wins(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "He said no.", "published": "2020-02-03"}', '{"id": "b", "text": "He said no."}']
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    found = [document.published for document in open_sources([str(tmp_path)], published="2024-11-05")]  # type: ignore[union-attr]
    assert found == ["2020-02-03", "2024-11-05"]


@pytest.mark.parametrize(
    "date", ["", "Tuesday", "2024-13-01", "2024-11", "5.11.2024", "٢٠٢٤-١١-٠٥", "2024-11-05T25:00"]
)
def test_a_date_that_is_none_is_refused_at_once(date: str) -> None:
    with pytest.raises(UsageError):
        open_sources(["/no/such/file"], published=date)


def test_documents_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "He said no."}\n' * 3)
    found = open_sources([str(tmp_path / "a.jsonl"), str(tmp_path / "later.txt")])
    assert isinstance(next(found), Document)
    (tmp_path / "later.txt").write_text("She said yes.")
    assert [type(document) for document in found] == [Document, Document, Document]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der ukrainische Minister sagte am Dienstag, seine Truppen hätten erstmals gegen fremde Soldaten gekämpft.",
            "de",
        ),
        (
            "Le ministre de la Défense a déclaré mardi que ses forces avaient affronté pour la première fois l'ennemi.",
            "fr",
        ),
        (
            "El ministro de Defensa dijo el martes que sus fuerzas se habían enfrentado por primera vez con soldados.",
            "es",
        ),
        (
            "EL MINISTRO DE DEFENSA DIJO EL MARTES QUE SUS FUERZAS SE HABÍAN ENFRENTADO POR PRIMERA VEZ CON SOLDADOS.",
            "es",
        ),
        ("Министр обороны заявил во вторник, что его войска впервые вступили в бой с солдатами противника.", "ru"),
        ("Міністр оборони заявив у вівторок, що його війська вперше вступили в бій із солдатами противника.", "uk"),
        ("قال وزير الدفاع يوم الثلاثاء إن قواته اشتبكت لأول مرة مع جنود كوريين شماليين.", "ar"),
        ("国防部长周二表示，他的部队首次与朝鲜士兵交战。", "zh"),
        ("The minister told Le Monde: « Nous ne partirons pas. » He said that the talks would go on this week.", "en"),
        ("PRESIDENT CRISTIANI SAID TODAY THAT THE ARMED FORCES WILL NOT LEAVE THE CAPITAL BEFORE THE WEEKEND.", "en"),
        (
            "He said \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd (Jerusalem) was the place where the talks would begin next week.",
            "en",
        ),
        ("Abdul Rahman, Mohammed al-Said, Fatima Hassan, Ali Khan, Yusuf Musa, Omar Farouk, Ibrahim Bello", None),
        ("Merkel in Paris", None),
        ("12, 13, 14.5 %", None),
        ("a" * 5000, None),
    ],
)
def test_a_language_is_said_only_when_it_is_sure(text: str, language: str | None) -> None:
    assert recognise(text) == language


def test_names_that_no_encoding_carries_are_told_apart(tmp_path: Path) -> None:
    path = str(tmp_path / "caf\udce9.txt")
    Path(path).write_text("He said no.")
    assert one(path).name.endswith("caf\ufffd.txt")
    (failure,) = open_sources([path + "x"])
    assert isinstance(failure, Failure)
    (failure.name + str(failure.error)).encode("utf-8")


def test_an_empty_row_is_read_and_holds_nothing_while_an_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": ""}\n{"id": "b", "text": "…"}\n')
    (tmp_path / "empty.txt").write_text("")
    rows = list(open_sources(str(tmp_path / "rows.jsonl")))
    assert [row.text for row in rows if isinstance(row, Document)] == ["", "…"]
    assert [record.statements for record in onrecord.read_many(rows) if isinstance(record, onrecord.Record)] == [(), ()]
    (found,) = open_sources(str(tmp_path / "empty.txt"))
    assert isinstance(found, Failure)
    assert found.error.code == "empty"
