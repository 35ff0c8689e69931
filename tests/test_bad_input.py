"""Whatever comes in, each document gets a record or one clear error with its name and a remedy, and the rest are read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cli import run
from onrecord.cli.telling import tell
from onrecord.errors import OnRecordError, TooLarge
from onrecord.sources import Document, Failure, html, open_sources
from onrecord.sources.checks import MAX_CHARACTERS, checked
from onrecord.sources.formats import MAX_BYTES

GERMAN = "Der Minister sagte am Dienstag, dass die Gespräche mit der Opposition bis Ende der Woche weitergehen würden."


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.txt", b"", "empty", "a.txt holds no text."),
        ("a.txt", b" \r\n\t\xc2\xa0\n", "empty", "a.txt holds no text."),
        ("a.txt", "“…” — \u200b\ufeff".encode(), "empty", "a.txt holds no text."),
        ("a.txt", bytes(range(256)) * 20, "not-text", "binary data"),
        ("a.txt", b"\0" * 5000, "not-text", "binary data"),
        ("a.txt", b"\xff\xfe\x00\xd8" + b"\x01\x00\x02\x00" * 500, "not-text", "binary data"),
        ("a.txt", b"%PDF-1.4\n1 0 obj", "not-text", "a PDF file"),
        ("a.txt", b"\x1f\x8b\x08\0\0\0\0\0", "not-text", "a gzip file"),
        ("a.txt", GERMAN.encode(), "language", "is in German"),
        ("a.txt", GERMAN.encode("utf-16"), "language", "is in German"),
        ("a.txt", "Министр обороны заявил во вторник, что войска ушли.".encode("cp1251"), "language", "is in "),
        ("a.txt", b"a" * (MAX_BYTES + 1), "too-large", f"{MAX_BYTES:,} bytes"),
        ("a.txt", b"No. " * (MAX_CHARACTERS // 4 + 1), "too-large", f"{MAX_CHARACTERS:,}"),
        ("a.html", b"", "empty", "no article"),
        ("a.html", b"<html><body></body></html>", "empty", "no article"),
        ("a.html", b"<html><body>" + b"<div>" * 50_000 + b"He said no.", "empty", "no article"),
        ("a.html", b"<html><script>x()</script></html>", "empty", "no article"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "not-text", "a PNG picture"),
        ("a.jsonl", b"", "empty", "holds no line"),
        ("a.jsonl", b"\n \n", "empty", "holds no line"),
        ("a.jsonl", b"not json", "bad-line", "a.jsonl:1 is no JSON"),
        ("a.jsonl", b'{"id": "x", "text": "cut of', "bad-line", "a.jsonl:1 is no JSON"),
        ("a.jsonl", b'{"id": "x"}', "bad-line", 'has no "text"'),
        ("a.jsonl", b'{"id": "x", "text": 5}', "bad-line", '"text" is no string'),
        ("a.jsonl", b'{"id": [], "text": "No."}', "bad-line", '"id" is neither'),
        ("a.jsonl", b'{"text": "No.", "title": 5}', "bad-line", '"title" is no string'),
        ("a.jsonl", b'{"text": "No.", "published": "soon"}', "bad-line", "no ISO 8601 date"),
        ("a.jsonl", b'["text"]', "bad-line", "no JSON object"),
        ("a.jsonl", b"[" * 100_000, "bad-line", "nested too deeply"),
        ("a.jsonl", b'{"text": "caf\xe9"}', "bad-line", "not UTF-8"),
        ("a.jsonl", b'{"text": ' + b"9" * 5000 + b"}", "bad-line", "is no JSON"),
        ("a.jsonl", b'{"text": "' + b"a" * MAX_BYTES + b'"}', "too-large", "a.jsonl:1 is longer"),
    ],
)
def test_bad_content_is_one_clear_error(tmp_path: Path, name: str, content: bytes, code: str, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text("He said no to the plan.")
    failure, good = open_sources([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert isinstance(good, Document)
    assert failure.error.code == code
    assert words in failure.error.message
    assert failure.error.remedy
    assert name in failure.error.message
    assert "\n" not in str(failure.error)


@pytest.mark.parametrize(
    "text",
    [
        "He said no. " * 90_000,
        '"' * 1_000_000 + "a",
        "a" * 1_000_000,
        "1 " * 500_000,
        "“" * 300_000 + " he said",
        "He said\0 no.\x07 She\x1b[31m left.",
        "One.\r\nTwo.\rThree.\n\u2028Four.\x85Five.",
        "The mayor \u202eesrever\u202c said \u200fyes\u200f to the plan in \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd.",
        "e\u0301" * 1000,
        "\U0001f600 he said \ud83d",
    ],
    ids=["1 MB line", "1 MB of quotation marks", "1 MB word", "1 MB of numbers", "openers", "control characters",
         "line ends", "right to left", "combining marks", "surrogate"],
)  # fmt: skip
def test_odd_text_passes_the_checks_unchanged(text: str) -> None:
    document = Document.of(text, name="a")
    assert checked(document).text == document.text
    assert len(document.text) == len(text)


def test_a_text_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="Split it"):
        checked(Document.of("He said no. " * (MAX_CHARACTERS // 12 + 1)))


def test_bad_lines_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "He said no."}',
        b"",
        b"\xff",
        b"{}",
        b'{"id": "b", "text": "' + b"x" * MAX_BYTES + b'"}',
    ]
    (tmp_path / "x.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join([*lines, b'{"id": "c", "text": "She said yes."}']))
    found = list(open_sources([str(tmp_path / "x.jsonl")]))
    assert [os.path.basename(document.name) for document in found] == ["a", "x.jsonl:3", "x.jsonl:4", "x.jsonl:5", "c"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "in.txt").write_text("He said no.")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "z.txt").write_text("She said yes.")
    found = {os.path.basename(document.name): document for document in open_sources([str(tmp_path)])}
    assert list(found) == ["dangling.txt", "in.txt", "loop.txt", "pipe.txt", "z.txt"]
    assert [name for name, document in found.items() if isinstance(document, Failure)] == [
        "dangling.txt", "loop.txt", "pipe.txt",
    ]  # fmt: skip


def test_a_file_that_the_system_will_not_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("He said no.")

    def refuse(path: str, mode: str) -> object:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return Path(path).open(mode)

    monkeypatch.setattr("onrecord.sources.opening.open", refuse, raising=False)
    failure, good = open_sources([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert isinstance(good, Document)
    assert str(failure.error).endswith("cannot be read: permission denied. Ask its owner for the right to read it.")


@pytest.mark.parametrize("name", ["/no/such/file.txt", "", "a\0b", "ftp://news.example/a", "http://", "http://[::1"])
def test_sources_that_are_none(name: str) -> None:
    (failure,) = open_sources([name])
    assert isinstance(failure, Failure)
    assert failure.error.code in ("source", "address-refused")
    assert failure.error.remedy


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (failure,) = open_sources([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert ".jsonl" in failure.error.remedy


@pytest.mark.parametrize("fault", [RecursionError(), MemoryError(), ValueError("lxml says no")])
def test_a_fault_while_a_page_is_opened_stays_in_it(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Document:
        raise fault

    monkeypatch.setattr(html, "document_of", broken)
    (tmp_path / "a.html").write_text("<html></html>")
    (tmp_path / "b.txt").write_text("He said no.")
    failure, good = open_sources([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert isinstance(good, Document)
    assert failure.error.code == "internal"
    assert "report" in failure.error.remedy


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>" + "<b><i>" * 3000 + "The mayor said on Tuesday that nobody was hurt in the fire.",
        "<html><body>" + "<table><tr><td>" * 2000 + "The mayor said on Tuesday that nobody was hurt in the fire.",
        "<html><body><p>" + "<" * 200_000,
        "<html><body><p>" + "&" * 200_000,
        "<html><body><p " + "a=b " * 50_000 + ">He said no.",
        "<html><body>\0\x01<p>He said\0 no to the plan on Tuesday.",
        "<html>" + "<!--" * 20_000,
        '<?xml version="1.0" encoding="utf-16"?><html><body><p>He said no to the plan.</p></body></html>',
    ],
)
def test_broken_pages_give_a_document_or_a_clear_error(page: str) -> None:
    try:
        told = html.document_of(page.encode(), name="a.html").text
    except OnRecordError as error:
        told = error.message if "a.html" in error.message else ""
    assert told.strip()


_PIECES = ["<p>", "</p>", "<div>", "<html>", "<table><td>", "<!--", "<script>", "He said no. ", "“", "&amp;", "&#0;", "<b ", ">", "\0", "\U0001f600", "<svg><title>", "<meta charset=x>", "<br/>", "<![CDATA[", "<?"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_markup_gives_a_document_or_a_clear_error(pieces: list[str]) -> None:
    try:
        told = html.document_of("".join(pieces).encode(), name="a.html").text
    except OnRecordError as error:
        told = error.message if "a.html" in error.message else ""
    assert told.strip()


def test_a_tree_that_the_extraction_chokes_on_is_a_clear_error() -> None:
    with pytest.raises(OnRecordError, match=r"^a\.html holds"):
        html.document_of(b"<svg><title><html>", name="a.html")


def test_a_line_on_stderr_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\x1b[2Jb\nc\u202e.txt is empty.")
    assert capsys.readouterr().err == "onrecord: a\\x1b[2Jb c\\u202e.txt is empty.\n"


def test_the_command_answers_for_every_document(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    contents = {"a.txt": b"", "b.txt": b"He said no.", "c.txt": bytes(range(256)) * 4, "d.txt": GERMAN.encode()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert run(["read", str(tmp_path)]) == 1
    out, err = capsysbinary.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [answer.get("error", {}).get("code") for answer in found] == ["empty", None, "not-text", "language"]
    assert [line.startswith("onrecord: ") for line in err.decode().splitlines()] == [True] * 3
