"""`onrecord add`, `show` and `search` as a user calls them."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from onrecord.cli import main

TEXT = "“We will not leave,” Mayor Ana Lopez said on Tuesday. At least 12 people fled the village of Dorf."


class Answer:
    """What one call printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> Answer:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        printed = capfd.readouterr()
        return Answer(int(stopped.value.code or 0), printed.out, printed.err)

    return run


def write(path: Path, *texts: str, **known: str) -> str:
    path.write_text(
        "".join(json.dumps({"id": f"{path.stem}-{n}", "text": t, **known}) + "\n" for n, t in enumerate(texts, 1))
    )
    return str(path)


def test_adding_twice(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = write(tmp_path / "wire.jsonl", TEXT, TEXT + " More.", published="2024-11-05")
    first, second = (call("add", source, "--ledger", "news.db") for _ in range(2))
    assert (first.code, first.out, first.err) == (0, "", "onrecord: 2 added, 0 already there, 0 failed.\n")
    assert (second.code, second.out, second.err) == (0, "", "onrecord: 0 added, 2 already there, 0 failed.\n")


def test_what_fails_is_told_stored_and_forgotten_when_it_is_read(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    added = call("add", "good.txt", "empty.txt", "none.txt", "--ledger", "news.db")
    assert added.code == 1
    assert [line.split()[1] for line in added.err.splitlines()] == ["empty.txt", "none.txt", "1"]
    assert "1 added, 0 already there, 2 failed." in added.err
    errors = [json.loads(line) for line in call("show", "--errors", "--ledger", "news.db").out.splitlines()]
    assert [(error["name"], error["code"]) for error in errors] == [("empty.txt", "empty"), ("none.txt", "source")]
    (tmp_path / "none.txt").write_text(TEXT + " And more.")
    assert call("add", "none.txt", "--ledger", "news.db").code == 0
    page = call("show", "--format", "text", "--ledger", "news.db").out
    assert "2 documents" in page
    assert "Could not be read 1\n- empty.txt" in page


def test_show_and_search(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = write(tmp_path / "wire.jsonl", TEXT, title="A village [bold]leaves", outlet="DW", published="2024-11-05")
    call("add", source, "--ledger", "news.db")
    entries = [json.loads(line) for line in call("show", "--ledger", "news.db").out.splitlines()]
    assert [(entry["title"], entry["outlet"]) for entry in entries] == [("A village [bold]leaves", "DW")]
    id = entries[0]["id"]
    record = json.loads(call("show", id[:6], "--ledger", "news.db").out)
    assert record == json.loads(call("show", id, "--format", "json", "--ledger", "news.db").out)
    assert record == json.loads(call("read", source).out)
    page = call("show", id, "--format", "text", "--ledger", "news.db").out
    assert "A village [bold]leaves\n" in page
    assert "“We will not leave,”" in page
    hits = json.loads(call("search", "villages", "leaving", "--ledger", "news.db", "--format", "json").out)
    assert [hit["id"] for hit in hits] == [id]
    text = call("search", "villages", "--ledger", "news.db", "--format", "text").out
    assert "A village [bold]leaves" in text
    nothing = call("search", "volcano", "(", '"', "--ledger", "news.db", "--format", "text")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "onrecord: No document holds all of these words.\n")


def test_reprints_are_shown(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    one, other = (
        write(tmp_path / "one.jsonl", TEXT, outlet="DW"),
        write(tmp_path / "other.jsonl", TEXT, outlet="Herald"),
    )
    added = call("add", one, other, "--ledger", "news.db")
    assert "1 added, 1 already there (1 under a new name, outlet or address), 0 failed." in added.err
    page = call("show", "one-1", "--format", "text", "--ledger", "news.db").out
    assert "The same text appeared as 2\n- one-1 · DW\n- other-1 · Herald\n" in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show",), 1, "There is no ledger at onrecord.db. Make one with: onrecord add SOURCE --ledger onrecord.db"),
        (("search", "x"), 1, "There is no ledger at"),
        (("add", "a.txt", "--ledger", "a.txt"), 1, "a.txt is not a ledger; it was left as it is. Name another"),
        (("add", "a.txt", "--ledger", "."), 1, ". is a folder, not a ledger."),
        (("add", "a.txt", "--ledger", "no/news.db"), 1, "The folder no does not exist."),
        (("add",), 2, "Missing argument 'SOURCE...'"),
        (("add", "a.txt", "--published", "Tuesday"), 2, "no ISO 8601 date"),
        (("search", "--limit", "0", "x"), 2, "--limit"),
        (("show", "x", "--errors"), 2, "Leave out the document"),
    ],
)
def test_calls_that_cannot_be_answered(call, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(TEXT * 50)
    answer = call(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_a_document_that_is_not_there_or_not_alone(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    call("add", write(tmp_path / "a.jsonl", TEXT), "--ledger", "news.db")
    call("add", write(tmp_path / "a.jsonl", TEXT + " More."), "--ledger", "news.db")
    missing = call("show", "nothing", "--ledger", "news.db")
    assert (missing.code, missing.err) == (
        1, "onrecord: The ledger news.db holds no document nothing. See what it holds: onrecord show\n",
    )  # fmt: skip
    twice = call("show", "a-1", "--ledger", "news.db")
    assert twice.code == 2
    assert "a-1 stands for 2 documents: " in twice.err


def test_a_fault_in_the_reading_is_one_documents_error(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from onrecord.reading import reader

    read = reader.read_document

    def faulty(document):  # type: ignore[no-untyped-def]
        if "fault" in document.text:
            raise IndexError("list index out of range")
        return read(document)

    monkeypatch.setattr(reader, "read_document", faulty)
    added = call("add", write(tmp_path / "a.jsonl", "A fault in it.", TEXT), "--ledger", "news.db")
    assert added.code == 1
    assert "fault in OnRecord (IndexError: list index out of range)" in added.err
    assert "1 added, 0 already there, 1 failed." in added.err


COMMAND = [sys.executable, "-c", "from onrecord.cli import main; main()"]


def documents_in(path: Path) -> int:
    """How many documents a ledger holds that another process writes; 0 before it has its tables."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_stopped_by_ctrl_c_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = write(tmp_path / "wire.jsonl", *(f"{TEXT} Number {n}." for n in range(2000)))
    arguments = [*COMMAND, "add", source, "--ledger", str(tmp_path / "news.db")]
    heard = partial(
        signal.signal, signal.SIGINT, signal.SIG_DFL
    )  # a shell's background jobs, this test among them, start deaf to it
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as process:
        while process.poll() is None and not documents_in(tmp_path / "news.db"):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    first, last = err.splitlines()
    added = int(first.split()[1])
    assert 0 < added < 2000
    assert "Stopped" in last
    from onrecord.ledger.store import Ledger

    with Ledger(tmp_path / "news.db", read_only=True) as ledger:
        assert len(list(ledger.documents())) == added


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    source = write(tmp_path / "wire.jsonl", TEXT)
    master, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    arguments = [*COMMAND, "add", source, "--ledger", str(tmp_path / "news.db")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=terminal, env=environment) as process:
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # how Linux says that the other end was closed
            while piece := os.read(master, 4096):
                seen += piece
        out, _ = process.communicate(timeout=60)
    os.close(master)
    assert (process.returncode, out) == (0, b"")
    assert b"documents" in seen
    assert seen.rstrip().endswith(b"1 added, 0 already there, 0 failed.")


def test_messages_stand_above_the_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.cli.progress import progress
    from onrecord.cli.telling import tell

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress() as done:
        tell("a.txt cannot be read.")
        done("a.txt")
    lines = [line.rpartition("\r")[2] for line in capsys.readouterr().err.split("\n")]
    assert "\x1b[2Konrecord: a.txt cannot be read." in lines
