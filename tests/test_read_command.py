"""`onrecord read` and `onrecord schema` as a user runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord import __version__, api
from onrecord.cli import run
from onrecord.records import from_json

ARTICLE = "“We will not leave,” Mayor Ana Lopez said on Tuesday. At least 12 people were hurt.\r\n"
COMMAND = [sys.executable, "-c", "from onrecord.cli import main; main()"]


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode())
    return str(path)


def lines(capture: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capture.readouterr().out.splitlines()]


def test_piped_it_prints_a_record_a_line(article: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", article, "--published", "2024-11-05"]) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    assert out.endswith(b"}\n")
    record = from_json(out)
    assert (record.document.name, record.document.published) == (article, "2024-11-05")
    assert record.document.characters == len(ARTICLE)
    assert b'"text"' not in out.split(b'"actors"')[0]


def test_with_text_puts_in_the_stored_text(article: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", article, "--with-text"]) == 0
    (found,) = lines(capsysbinary)
    assert found["document"]["text"] == ARTICLE


def test_json_is_one_array(article: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", article, "/no/such", "--format", "json"]) == 1
    first, second = json.loads(capsysbinary.readouterr().out)
    assert (first["document"]["name"], second["error"]["code"]) == (article, "source")


def test_text_is_a_page_of_the_article(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("onrecord.cli.page")
    assert run(["read", article, "--format", "text"]) == 0
    assert "a.txt" in capsys.readouterr().out


def test_answers_come_in_the_order_of_documents(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "b.jsonl").write_text(
        '{"id": "z", "text": "He said no."}\n{"id": "y"}\n{"id": "x", "text": "She said yes."}'
    )
    (tmp_path / "a.txt").write_text("They said nothing.")
    names = [str(tmp_path / "b.jsonl"), str(tmp_path / "missing.txt"), str(tmp_path / "a.txt")]
    assert run(["read", *names]) == 1
    out, err = capsysbinary.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [answer["document"]["name"] for answer in found] == ["z", f"{names[0]}:2", "x", names[1], names[2]]
    assert [answer.get("error", {}).get("code") for answer in found] == [None, "bad-line", None, "source", None]
    assert len(err.splitlines()) == 2


def test_a_record_is_printed_before_the_next_document_is_there(tmp_path: Path) -> None:
    process = subprocess.Popen([*COMMAND, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for name in ("a", "b"):
        process.stdin.write(f'{{"id": "{name}", "text": "He said no."}}\n'.encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["document"]["name"] == name
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


@pytest.mark.parametrize(
    "words",
    [
        ["read"],
        ["read", "a.txt", "--format", "xml"],
        ["read", "a.txt", "--published", "yesterday"],
        ["read", "a.txt", "--no-such-option"],
        ["no-such-command"],
    ],
)
def test_a_call_that_makes_no_sense_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_schema_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "onrecord/1"
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"onrecord {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["read", "--help"], ["schema", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\n"
        "from onrecord.cli import run\n"
        f"run({words!r})\n"
        "print('modules:', *{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = set(loaded.rpartition("modules:")[2].split()) & {
        "numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "py3langid", "rich", "msgspec", "urllib3", "sqlite3",
        "charset_normalizer", "logging",
    }  # fmt: skip
    assert heavy == set()


def test_a_full_disk_is_one_line(article: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "read", article], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "onrecord: The output cannot be written: no space left on device. Make room, or write elsewhere."
    ]


def test_a_closed_pipe_is_no_error_to_talk_about(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "He said no."}\n' * 300)
    process = subprocess.Popen(
        [*COMMAND, "read", str(tmp_path / "a.jsonl")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.parametrize("output", ["jsonl", "json"])
def test_ctrl_c_leaves_whole_lines(tmp_path: Path, output: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "He said no."}\n' * 20_000)
    process = subprocess.Popen(
        [*COMMAND, "read", str(tmp_path / "a.jsonl"), "--format", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        # A shell's background job ignores SIGINT, and its children with it; a terminal's does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert len(err.splitlines()) == 1
    if output == "json":
        assert json.loads(first + out)
    else:
        assert all(json.loads(line)["schema"] == "onrecord/1" for line in (first + out).splitlines())


def test_output_does_not_depend_on_the_locale(article: str) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [*COMMAND, "read", article, "--with-text"], stdout=subprocess.PIPE, env=environment, check=True
    )
    assert json.loads(done.stdout.decode("utf-8"))["document"]["text"] == ARTICLE


@pytest.mark.parametrize("fault", [RecursionError("too deep"), MemoryError(), IndexError("list index out of range")])
def test_a_fault_in_one_document_is_an_error_record(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from onrecord.reading import reader

    whole = reader.read_document

    def broken(document: Any) -> Any:
        if document.name == "bad":
            raise fault
        return whole(document)

    monkeypatch.setattr(reader, "read_document", broken)
    (tmp_path / "a.jsonl").write_text('{"id": "bad", "text": "He said no."}\n{"id": "good", "text": "She said yes."}\n')
    assert run(["read", str(tmp_path / "a.jsonl")]) == 1
    out, err = capsysbinary.readouterr()
    bad, good = (json.loads(line) for line in out.splitlines())
    assert (bad["document"]["name"], bad["error"]["code"], good["document"]["name"]) == ("bad", "internal", "good")
    assert len(err.splitlines()) == 1
    assert b"Traceback" not in err
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    assert run(["read", str(tmp_path / "a.jsonl")]) == 1
    assert b"Traceback" in capsysbinary.readouterr().err


def test_python_gives_the_same_as_the_command_line(article: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["read", article, "--published", "2024-11-05"])
    assert api.read(ARTICLE, name=article, published="2024-11-05") == from_json(capsysbinary.readouterr().out)


def test_read_many_answers_for_each_in_order() -> None:
    from onrecord.sources import Document

    found = list(
        api.read_many(
            ["He said no.", {"id": "b", "text": "No."}, {"id": "c", "text": ""}, Document.of("Yes.", name="d"), 7]  # type: ignore[list-item]
        )
    )
    assert [answer.document.name for answer in found] == ["document 1", "b", "c", "d", "document 5"]
    assert [type(answer).__name__ for answer in found] == ["Record", "Record", "Record", "Record", "ErrorRecord"]
