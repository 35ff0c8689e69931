"""`kill -9` at random moments of `onrecord add`, and a look after each at whether anything was lost, doubled or broken.

    python -m benchmarks.crash ../shared --rounds 50 [--documents 400]

One ledger through all rounds: each run goes on where the last was killed. After each: SQLite's own checks of the file, of its
references and of its words; every document whole, once, with the text it had in the source; every record as it was first seen; as
many rows as its record has values. At the end one run to its end, and the ledger must hold what one never killed holds. Where
everything was added before the last round, a new ledger is begun. The last line is JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.kept_records import articles
from onrecord.ledger.reviewing import current_record
from onrecord.ledger.rows import rows_of
from onrecord.ledger.store import Ledger

_ADD = "from onrecord.cli import main; main()"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        texts = write(source, given.shared, given.documents)
        command = [sys.executable, "-c", _ADD, "add", str(source), "--quiet", "--ledger"]
        ledgers, killed, grew, faults = 1, 0, 0, list[str]()
        path, seen = Path(folder) / "1.db", dict[str, str]()
        for number in range(1, given.rounds + 1):
            before = len(seen)
            killed += run(command, path, draw)
            faults += [f"round {number}: {fault}" for fault in check(path, texts, seen)]
            grew += len(seen) > before
            print(f"{number:>3}  {len(seen):>5} documents  {len(faults)} faults", flush=True)
            if len(seen) == len(texts) and number < given.rounds:
                ledgers += 1
                path, seen = Path(folder) / f"{ledgers}.db", {}
        subprocess.run([*command, str(path)], check=True)
        faults += [f"at the end: {fault}" for fault in check(path, texts, seen)]
        if len(seen) != len(texts):
            faults.append(f"at the end: {len(seen)} of {len(texts)} documents")
    for fault in faults:
        print(fault)
    print(
        json.dumps(
            {
                "rounds": given.rounds,
                "killed_while_running": killed,
                "rounds_that_added": grew,
                "ledgers": ledgers,
                "documents": len(texts),
                "faults": len(faults),
            }
        )
    )
    sys.exit(bool(faults))


def write(source: Path, shared: Path, count: int) -> dict[str, str]:
    """The source file, and id → SHA-256 of each of its texts."""
    found: dict[str, str] = {}
    with source.open("w", encoding="utf-8") as out:
        for document in articles(shared):
            if document.id in found:
                continue  # the same text under another name is no second document
            if len(found) == count:
                break
            found[document.id] = hashlib.sha256(document.text.encode()).hexdigest()
            row = {"id": document.name, "text": document.text, "title": document.title, "published": document.published}
            out.write(json.dumps(row) + "\n")
    return found


def run(command: list[str], path: Path, draw: random.Random) -> bool:
    """Starts adding and kills it: half of the times soon after a document was stored, else at any moment until some seconds after.
    Whether it was still running."""
    before = stored(path)
    process = subprocess.Popen([*command, str(path)])
    deadline = time.monotonic() + (120 if draw.random() < 0.8 else draw.uniform(0.0, 5.0))
    while process.poll() is None and time.monotonic() < deadline and stored(path) == before:
        time.sleep(0.01)
    time.sleep(draw.random() * 0.05 if draw.random() < 0.5 else draw.uniform(0.0, 5.0))
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return running


def stored(path: Path) -> int:
    """How many documents a ledger holds, as another process sees it; 0 where there is none yet."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0
    finally:
        connection.close()


def check(path: Path, texts: dict[str, str], seen: dict[str, str]) -> list[str]:
    """What is wrong with the ledger; `seen` (id → hash of its record) takes up what it holds."""
    if not path.exists():
        return []
    faults = []
    with Ledger(path) as ledger:
        connection = ledger.connection
        if (answer := connection.execute("pragma integrity_check").fetchone()[0]) != "ok":
            faults.append(f"integrity: {answer}")
        if connection.execute("pragma foreign_key_check").fetchall():
            faults.append("a reference leads nowhere")
        try:
            connection.execute("insert into document_words (document_words, rank) values ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            faults.append(f"words: {error}")
        held = {id: (number, text) for number, id, text in connection.execute("select number, id, text from documents")}
        if lost := seen.keys() - held.keys():
            faults.append(f"{len(lost)} documents are lost")
        for id, (number, text) in held.items():
            if hashlib.sha256(text.encode()).hexdigest() != texts.get(id):
                faults.append(f"{id} has another text")
            readings = connection.execute("select count(*) from readings where document = ?", (number,)).fetchone()[0]
            appearances = connection.execute(
                "select count(*) from appearances where document = ?", (number,)
            ).fetchone()[0]
            if (readings, appearances) != (1, 1):
                faults.append(f"{id} has {readings} readings and {appearances} appearances")
                continue
            reading, record = current_record(connection, number)
            digest = hashlib.sha256(repr(record).encode()).hexdigest()
            if seen.setdefault(id, digest) != digest:
                faults.append(f"{id} has another record")
            for table, rows in rows_of(record).items():
                found = connection.execute(f"select count(*) from {table} where reading = ?", (reading,)).fetchone()[0]
                if found != len(rows):
                    faults.append(f"{id} has {found} {table}, its record {len(rows)}")
        faults += copies_wrong(connection)
    return faults


def copies_wrong(connection: sqlite3.Connection) -> list[str]:
    """Documents whose copies were not sought with them, copies in no or in different groups, passages beyond their texts."""
    questions = {
        "documents whose copies were not sought": "select count(*) from documents where number not in (select document from copies_sought)",
        "copies that are not of one group": "select count(*) from copies left join copy_groups as one on one.document = copies.left"
        " left join copy_groups as other on other.document = copies.right where one.founder is not other.founder or one.founder is null",
        "copies without passages": "select count(*) from copies where not exists"
        " (select 1 from passages where passages.left = copies.left and passages.right = copies.right)",
        "passages beyond their text": "select count(*) from passages join documents as one on one.number = passages.left"
        " join documents as other on other.number = passages.right where left_ends > one.characters or right_ends > other.characters",
    }
    counts = {what: connection.execute(sql).fetchone()[0] for what, sql in questions.items()}
    return [f"{count} {what}" for what, count in counts.items() if count]


if __name__ == "__main__":
    main()
