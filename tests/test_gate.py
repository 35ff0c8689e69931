"""The gate: floors that cannot sink unseen."""

import json
from pathlib import Path

import pytest

from benchmarks import gate


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared folder with one gold set, and a floors file for it; the scorer prints what the gold file says."""
    gold = tmp_path / "data" / "gold.json"
    gold.parent.mkdir()
    gold.write_text('{"f1": 0.75}')
    scorer = "{python} -c \"print(open(r'{gold}').read())\""
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({
        "task": {"scorer": scorer, "gold": "data/gold.json", "sha256": gate.checksum(gold), "floors": {"f1": 0.7}}
    }))  # fmt: skip
    monkeypatch.setattr(gate, "FLOORS", floors)
    return tmp_path


def floor(shared: Path) -> float:
    return json.loads((shared / "floors.json").read_text())["task"]["floors"]["f1"]


def set_floor(shared: Path, value: float) -> None:
    table = json.loads((shared / "floors.json").read_text())
    table["task"]["floors"]["f1"] = value
    (shared / "floors.json").write_text(json.dumps(table))


def test_a_floor_that_holds_passes(shared: Path) -> None:
    assert gate.main([str(shared)]) == 0


def test_a_floor_that_does_not_hold_fails(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_floor(shared, 0.8)
    assert gate.main([str(shared)]) == 1
    assert "BELOW" in capsys.readouterr().out


def test_another_gold_set_fails(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "data" / "gold.json").write_text('{"f1": 1.0}')
    assert gate.main([str(shared)]) == 1
    assert "not the gold set" in capsys.readouterr().out


def test_raising_lifts_a_floor_and_never_lowers_one(shared: Path) -> None:
    assert gate.main([str(shared), "--raise"]) == 0
    assert floor(shared) == 0.75
    set_floor(shared, 0.8)
    assert gate.main([str(shared), "--raise"]) == 1
    assert floor(shared) == 0.8


def test_lowering_needs_the_flag(shared: Path) -> None:
    set_floor(shared, 0.8)
    assert gate.main([str(shared), "--raise", "--lower", "task:f1"]) == 0
    assert floor(shared) == 0.75


def test_without_data_it_says_so_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([str(tmp_path)]) == 0
    assert "SKIPPED" in capsys.readouterr().out


def test_the_floors_of_the_repository_are_complete() -> None:
    for name, task in json.loads(gate.FLOORS.read_text("utf-8")).items():
        assert len(task["sha256"]) == 64, name
        assert task["floors"], name
