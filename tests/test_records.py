"""The record as a line of JSON."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import DocumentInfo, Record, Span, Time, from_json, to_json


def record_of(text: str) -> Record:
    times = (Time(id="t1", span=Span.of(text, 0, len(text)), kind="date"),)
    return Record(document=DocumentInfo(name=text, id="0", characters=len(text)), times=times)


def test_a_record_is_one_line_for_every_reader_of_lines() -> None:
    record = record_of("a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\r\nh")
    line = to_json(record).decode()
    assert line.splitlines() == [line]
    assert from_json(line) == record


@given(st.text())
@settings(deadline=None)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert from_json(to_json(record_of(text))) == record_of(text)


def test_every_field_is_written_out_but_the_text_that_nobody_asked_for() -> None:
    line = to_json(record_of("x"))
    assert b'"outlet":null' in line
    assert b'"events":[]' in line
    assert b'"text":"x"' in line
    assert b'"language":null' in line
    assert b'"characters":1}' in line
