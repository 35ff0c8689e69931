"""Files that are no ledgers, full disks, killed processes, and several processes at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import migrations
from onrecord.ledger.store import Ledger
from onrecord.records import DocumentInfo, Record
from onrecord.sources.document import Document


def add(ledger: Ledger, text: str) -> str:
    document = Document.of(text, name=text[:20], language="en")
    return ledger.add(document, record=Record(document=DocumentInfo(name=document.name, id=document.id))).outcome


def make_text(path: Path) -> None:
    path.write_text("These are no bytes of a database, only a long enough text. " * 100)


def make_other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table cities (name)")


def make_newer(path: Path) -> None:
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {migrations.CURRENT_VERSION + 1}")


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (make_text, "is not a ledger"),
        (make_other_database, "not a ledger of OnRecord"),
        (make_newer, "pip install --upgrade"),
        (Path.mkdir, "is a folder"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_ledger_is_refused_and_left_as_it_was(
    tmp_path: Path, make: object, word: str, read_only: bool
) -> None:
    path = tmp_path / "file.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LedgerError, match=word):
        Ledger(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [file.name for file in tmp_path.iterdir()] == ["file.db"]


def test_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger(tmp_path / "none.db", read_only=True)
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger(tmp_path / "no" / "none.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger(tmp_path / "empty.db", read_only=True)
    with Ledger(tmp_path / "empty.db") as ledger:
        assert add(ledger, "A text.") == "added"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("name", ["a b?c=d&e#f%20.db", "Курск.db", "-.db", "a\udcff.db"])
def test_any_file_name(tmp_path: Path, name: str) -> None:
    with Ledger(tmp_path / name) as ledger:
        add(ledger, "A text.")
    with Ledger(tmp_path / name, read_only=True) as ledger:
        assert len(list(ledger.documents())) == 1
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to become somebody else")
def test_a_ledger_that_may_only_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with Ledger(folder / "news.db") as ledger:
        add(ledger, "A text.")
    for part in (folder, *folder.iterdir()):
        part.chmod(0o555 if part.is_dir() else 0o444)
    for part in folder.parents:
        if part.is_relative_to("/tmp") and part != Path("/tmp"):
            part.chmod(part.stat().st_mode | 0o055)
    found = in_child(
        "import os, sys\n"
        "from onrecord.ledger.store import Ledger\n"
        "from onrecord.errors import LedgerError\n"
        "os.setuid(65534)\n"
        "print(len(list(Ledger(sys.argv[1], read_only=True).documents())))\n"
        "try: Ledger(sys.argv[1]).add('Another text.')\n"
        "except LedgerError as error: print(error)\n",
        str(folder / "news.db"),
    ).splitlines()
    assert found[0] == "1"
    assert "read-only" in found[1]


def in_child(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    texts = [f"Text number {number}. " + f"{number:>7} words " * 2000 for number in range(40)]
    with Ledger(tmp_path / "news.db") as ledger:
        pages = ledger._connection.execute("pragma page_count").fetchone()[0]
        ledger._connection.execute(f"pragma max_page_count = {pages + 60}")
        stored: list[str] = []
        with pytest.raises(LedgerError, match="disk is full"):
            stored.extend(text for text in texts if add(ledger, text))
        assert stored
        assert [ledger.text(entry.id) for entry in ledger.documents()] == stored
    with Ledger(tmp_path / "news.db") as ledger:
        outcomes = [add(ledger, text) for text in texts]
        assert outcomes == ["known"] * len(stored) + ["added"] * (len(texts) - len(stored))
        assert ledger._connection.execute("pragma integrity_check").fetchone()[0] == "ok"


ADDER = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_ledger_files import add
from onrecord.ledger.store import Ledger
with Ledger(sys.argv[1]) as ledger:
    print("open", flush=True)
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        print(add(ledger, f"Text number {{number}}. " + "Some words of it. " * 200), flush=True)
"""


def adder(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, str(path), str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_killed_at_any_moment_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    for delay in (0.0, 0.004, 0.017, 0.05):
        with adder(path, 0, 100_000) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            told = process.stdout.read().split()
        with Ledger(path) as ledger:
            kept = list(ledger.documents())
            assert len(kept) >= len(told)
            assert [ledger.record(entry.id).document.id for entry in kept] == [entry.id for entry in kept]
            assert ledger._connection.execute("pragma integrity_check").fetchone()[0] == "ok"
            assert len(ledger.search("words", limit=10_000)) == len(kept)
            assert add(ledger, f"Text number {len(kept)}. " + "Some words of it. " * 200) == "added"


def test_several_processes_add_and_read_at_once(tmp_path: Path) -> None:
    path, seen, refused = tmp_path / "news.db", 0, list[str]()
    with adder(path, 0, 60) as one, adder(path, 30, 90) as other:
        while one.poll() is None or other.poll() is None:
            try:
                with Ledger(path, read_only=True) as ledger:
                    assert len(ledger.search("words", limit=10_000)) <= len(list(ledger.documents()))
                    seen += 1
            except LedgerError as error:
                refused.append(error.message)
            time.sleep(0.01)
        told = [process.communicate() for process in (one, other)]
    assert [error for _, error in told] == ["", ""]
    assert sum(out.split().count("added") for out, _ in told) == 90
    assert seen
    assert all("no ledger at" in message or "is empty" in message for message in refused)
    with Ledger(path, read_only=True) as ledger:
        assert len({entry.id for entry in ledger.documents()}) == 90


def test_a_ledger_locked_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ledger.connection.BUSY_SECONDS", 0.05)
    with Ledger(tmp_path / "news.db") as ledger:
        add(ledger, "A text.")
        other = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(LedgerError, match="locked by another"):
            add(ledger, "Another text.")
        other.execute("rollback")
        other.close()
        assert add(ledger, "Another text.") == "added"
