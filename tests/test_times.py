"""Times as a reader of news takes them: the words, their TIMEX3 value, and the half-open interval they stand for."""

from __future__ import annotations

import pytest

from onrecord.model.analyse import analyse
from onrecord.reading.times.find import find_times
from onrecord.records import Time
from onrecord.sources.document import Document

TUESDAY = "2024-11-05"


def times(text: str, published: str | None = TUESDAY) -> tuple[Time, ...]:
    return find_times(Document.of(text, published=published), analyse(text))


def one(text: str, published: str | None = TUESDAY) -> tuple[str, str | None, str | None, str | None]:
    found = times(text, published)
    assert len(found) == 1, [time.span.text for time in found]
    return found[0].span.text, found[0].timex, found[0].start, found[0].end


@pytest.mark.parametrize(
    ("text", "words", "timex", "start", "end"),
    [
        ("He left on March 12, 1998.", "March 12, 1998", "1998-03-12", "1998-03-12", "1998-03-13"),
        ("He left on 12 March 1998.", "12 March 1998", "1998-03-12", "1998-03-12", "1998-03-13"),
        ("He left on Thursday, March 12th, 1998.", "Thursday, March 12th, 1998", "1998-03-12", "1998-03-12", "1998-03-13"),
        ("The log of 1998-03-12 is lost.", "1998-03-12", "1998-03-12", "1998-03-12", "1998-03-13"),
        ("The log of 12/31/1998 is lost.", "12/31/1998", "1998-12-31", "1998-12-31", "1999-01-01"),
        ("The log of 05-Aug-2016 is lost.", "05-Aug-2016", "2016-08-05", "2016-08-05", "2016-08-06"),
        ("They met in October 2013.", "October 2013", "2013-10", "2013-10-01", "2013-11-01"),
        ("They met in early December 1999.", "early December 1999", "1999-12", "1999-12-01", "2000-01-01"),
        ("They met in 1998.", "1998", "1998", "1998-01-01", "1999-01-01"),
        ("It grew in the third quarter of 1990.", "the third quarter of 1990", "1990-Q3", "1990-07-01", "1990-10-01"),
        ("It grew in Q3 2019.", "Q3 2019", "2019-Q3", "2019-07-01", "2019-10-01"),
        ("It grew in the first half of 1998.", "the first half of 1998", "1998-H1", "1998-01-01", "1998-07-01"),
        ("It began in the early 1990s.", "the early 1990s", "199", "1990-01-01", "2000-01-01"),
        ("It began in the '80s.", "the '80s", "198", "1980-01-01", "1990-01-01"),
        ("It began in the 20th century.", "the 20th century", "19", "1900-01-01", "2000-01-01"),
        ("They met in the fall of 1997.", "the fall of 1997", "1997-FA", "1997-09-01", "1997-12-01"),
        ("They met on Christmas Day 2004.", "Christmas Day 2004", "2004-12-25", "2004-12-25", "2004-12-26"),
        ("They met on Easter Monday 2018.", "Easter Monday 2018", "2018-04-02", "2018-04-02", "2018-04-03"),
        ("They met in the first week of January 2015.", "the first week of January 2015", "2015-W01", "2014-12-29", "2015-01-05"),
        ("It was in nineteen ninety-seven.", "nineteen ninety-seven", "1997", "1997-01-01", "1998-01-01"),
        ("The wall of A.D. 70 stands.", "A.D. 70", "0070", "0070-01-01", "0071-01-01"),
        ("He died on 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-12"),
        ("They met on Orthodox Easter 2023.", "Orthodox Easter 2023", "2023-04-16", "2023-04-16", "2023-04-17"),
        ("The weekend of Thanksgiving 2023 was cold.", "The weekend of Thanksgiving 2023", "2023-W47-WE", "2023-11-25", "2023-11-27"),
        ("She was born on 15 April of 87.", "15 April of 87", "1987-04-15", "1987-04-15", "1987-04-16"),
        ("The wall of 300 B.C. stands.", "300 B.C.", "BC0300", None, None),
    ],
)  # fmt: skip
def test_told_in_full(text: str, words: str, timex: str, start: str | None, end: str | None) -> None:
    assert one(text, None) == (words, timex, start, end)
    assert times(text, None)[0].anchor is None


@pytest.mark.parametrize(
    ("text", "words", "timex", "start", "end"),
    [
        ("It confirmed this on Tuesday.", "Tuesday", "2024-11-05", "2024-11-05", "2024-11-06"),
        ("Ahead of Tuesday’s report they spoke.", "Tuesday", "2024-11-05", "2024-11-05", "2024-11-06"),
        ("Ahead of Tuesday's report they spoke.", "Tuesday", "2024-11-05", "2024-11-05", "2024-11-06"),
        ("It confirmed this on Friday.", "Friday", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("The court will rule on Friday.", "Friday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("The court is scheduled to rule Friday.", "Friday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("He said Friday it would rule.", "Friday", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("On Friday, when the minister set out his plans for the ministry, nobody came.", "Friday", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("Talks had been due to end Friday.", "Friday", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("A Friday deadline looms.", "Friday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("He left last Friday.", "last Friday", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("They go next Friday.", "next Friday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("He left yesterday.", "yesterday", "2024-11-04", "2024-11-04", "2024-11-05"),
        ("He left the day before yesterday.", "the day before yesterday", "2024-11-03", "2024-11-03", "2024-11-04"),
        ("He thanked them for last month’s help.", "last month", "2024-10", "2024-10-01", "2024-11-01"),
        ("He left last week.", "last week", "2024-W44", "2024-10-28", "2024-11-04"),
        ("He left earlier this week.", "earlier this week", "2024-W45", "2024-11-04", "2024-11-06"),
        ("He goes later this month.", "later this month", "2024-11", "2024-11-05", "2024-12-01"),
        ("He left over the weekend.", "the weekend", "2024-W44-WE", "2024-11-02", "2024-11-04"),
        ("It fell last year.", "last year", "2023", "2023-01-01", "2024-01-01"),
        ("It fell in October last year.", "October last year", "2023-10", "2023-10-01", "2023-11-01"),
        ("It fell in June.", "June", "2024-06", "2024-06-01", "2024-07-01"),
        ("It fell in late December.", "late December", "2023-12", "2023-12-01", "2024-01-01"),
        ("It may fall in late December.", "late December", "2024-12", "2024-12-01", "2025-01-01"),
        ("In January, the firm brought in a new head.", "January", "2024-01", "2024-01-01", "2024-02-01"),
        ("He won it recently.", "recently", "PAST_REF", None, None),
        ("It will open in January.", "January", "2025-01", "2025-01-01", "2025-02-01"),
        ("He was killed on Oct. 23.", "Oct. 23", "2024-10-23", "2024-10-23", "2024-10-24"),
        ("It was signed in mid-June.", "mid-June", "2024-06", "2024-06-01", "2024-07-01"),
        ("It fell in the third quarter.", "the third quarter", "2024-Q3", "2024-07-01", "2024-10-01"),
        ("It fell last summer.", "last summer", "2024-SU", "2024-06-01", "2024-09-01"),
        ("He left three weeks ago.", "three weeks ago", "2024-W42", "2024-10-14", "2024-10-21"),
        ("He left two days ago.", "two days ago", "2024-11-03", "2024-11-03", "2024-11-04"),
        ("He left 42 years ago.", "42 years ago", "1982", "1982-01-01", "1983-01-01"),
        ("It was hit overnight.", "overnight", "2024-11-04TNI", "2024-11-04T18:00", "2024-11-05T06:00"),
        ("It was hit Friday night.", "Friday night", "2024-11-01TNI", "2024-11-01T18:00", "2024-11-02T06:00"),
        ("It was hit this morning.", "this morning", "2024-11-05TMO", "2024-11-05T00:00", "2024-11-05T12:00"),
        ("It was hit last night.", "last night", "2024-11-04TNI", "2024-11-04T18:00", "2024-11-05T06:00"),
        ("It was hit at 9 a.m. Monday.", "9 a.m. Monday", "2024-11-04T09:00", "2024-11-04T09:00", "2024-11-04T09:01"),
        ("It was hit at 4:30 p.m. EST.", "4:30 p.m. EST", "2024-11-05T16:30", "2024-11-05T16:30-05:00", "2024-11-05T16:31-05:00"),
        ("It was hit at 0735 GMT on Monday.", "0735 GMT on Monday", "2024-11-04T07:35", "2024-11-04T07:35+00:00", "2024-11-04T07:36+00:00"),
        ("It was hit at midnight Friday.", "midnight Friday", "2024-11-01T24:00", "2024-11-02T00:00", "2024-11-02T00:01"),
        ("It was hit at dawn on Sunday.", "dawn on Sunday", "2024-11-03TMO", "2024-11-03T00:00", "2024-11-03T12:00"),
        ("He spent this past weekend at home.", "this past weekend", "2024-W44-WE", "2024-11-02", "2024-11-04"),
        ("It was urgent following December's attack.", "December", "2023-12", "2023-12-01", "2024-01-01"),
        ("It has rained since December.", "December", "2023-12", "2023-12-01", "2024-01-01"),
        ("They plan on Friday to introduce a bill.", "Friday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("He was tried over the Jan. 6 riot.", "Jan. 6", "2024-01-06", "2024-01-06", "2024-01-07"),
        ("He left on the 15th of last month.", "the 15th of last month", "2024-10-15", "2024-10-15", "2024-10-16"),
        ("The next 6th of April it opens.", "The next 6th of April", "2025-04-06", "2025-04-06", "2025-04-07"),
        ("It opens three days from Tuesday.", "three days from Tuesday", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("They left two weeks and two days ago.", "two weeks and two days ago", "2024-10-20", "2024-10-20", "2024-10-21"),
        ("He arrived late last week.", "late last week", "2024-W44", "2024-10-28", "2024-11-04"),
        ("It must end by the end of the decade.", "the end of the decade", "202", "2020-01-01", "2030-01-01"),
        ("Voters chose on Election Day.", "Election Day", "2024-11-05", "2024-11-05", "2024-11-06"),
        ("Sales in fiscal 2025 rose.", "fiscal 2025", "2025", None, None),
    ],
)  # fmt: skip
def test_told_from_the_day_of_publication(
    text: str, words: str, timex: str, start: str | None, end: str | None
) -> None:
    assert one(text) == (words, timex, start, end)


@pytest.mark.parametrize(
    ("text", "words", "kind", "timex", "start", "end"),
    [
        ("They have been invading for three months.", "three months", "duration", "P3M", "2024-08-05", "2024-11-05"),
        ("They had fought for three months.", "three months", "duration", "P3M", None, None),
        ("Both fled in the past 24 hours.", "the past 24 hours", "duration", "PT24H", "2024-11-04", "2024-11-05"),
        ("Both fled in the past six hours.", "the past six hours", "duration", "PT6H", None, None),
        ("It will cost more over the next two years.", "the next two years", "duration", "P2Y", "2024-11-06", "2026-11-06"),
        ("It fell over the past decade.", "the past decade", "duration", "P10Y", "2014-11-05", "2024-11-05"),
        ("It fell in the first nine months of 1989.", "the first nine months of 1989", "duration", "P9M", "1989-01-01", "1989-10-01"),
        ("It was a five-hour visit.", "five-hour", "duration", "PT5H", None, None),
        ("It lasted two and a half years.", "two and a half years", "duration", "P2Y6M", None, None),
        ("It lasted half an hour.", "half an hour", "duration", "PT30M", None, None),
        ("It lasted twenty-one days.", "twenty-one days", "duration", "P21D", None, None),
        ("It lasted several weeks.", "several weeks", "duration", "PXW", None, None),
        ("It lasted two or three days.", "two or three days", "duration", "PXD", None, None),
        ("Sales fell for two quarters.", "two quarters", "duration", "P2Q", None, None),
        ("They pay every quarter.", "every quarter", "set", "P1Q", None, None),
        ("It will end within a year.", "within a year", "duration", "P1Y", None, None),
        ("In his nightly address he spoke.", "nightly", "set", "XXXX-XX-XXTNI", None, None),
        ("They meet every Friday.", "every Friday", "set", "XXXX-WXX-5", None, None),
        ("They meet Tuesday nights.", "Tuesday nights", "set", "XXXX-WXX-2TNI", None, None),
        ("They meet every two weeks.", "every two weeks", "set", "P2W", None, None),
        ("They meet twice a week.", "twice a week", "set", "P1W", None, None),
    ],
)  # fmt: skip
def test_durations_and_sets(text: str, words: str, kind: str, timex: str, start: str | None, end: str | None) -> None:
    assert one(text) == (words, timex, start, end)
    assert times(text)[0].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "Theresa May spoke.",
        "He joined the March for Life.",
        "May I ask?",
        "More than 2000 troops fled.",
        "The 2000-acre site burned.",
        "It cost $1998.",
        "Flight 1549 landed.",
        "Resolution 1701 stands.",
        "It was the second attack.",
        "It came in second.",
        "Prices fall in the sun.",
        "He told the Sunday Times.",
        "Black smoke on Bloody Sunday rose.",
        "He writes for USA Today.",
        "The Daily News reported it.",
        "A 6-year-old boy was saved.",
        "She is 37 years old.",
        "Iraq imports three-quarters of its food.",
        "They won 4:30 to nothing.",
        "He is in his 30s.",
        "It saves $500 million a year.",
        "The forces had engaged for the first time.",
        "Call +86 138-2010-2015.",
        "Copyright © 2019 The Paper.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [time.span.text for time in times(text)] == []


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("He left on Friday.", "XXXX-WXX-5"),
        ("He left last month.", "XXXX-XX"),
        ("He left on March 12.", "XXXX-03-12"),
        ("He left yesterday.", "XXXX-XX-XX"),
        ("He left three weeks ago.", "XXXX-WXX"),
        ("It was hit overnight.", "XXXX-XX-XXTNI"),
        ("It fell in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_a_day_of_publication_what_is_told_from_it_stays_open(text: str, timex: str) -> None:
    (found,) = times(text, None)
    assert (found.timex, found.start, found.end, found.anchor) == (timex, None, None, None)


@pytest.mark.parametrize(
    ("text", "timex", "anchor"),
    [
        ("The raid of March 12, 1998, failed. The next day they fled.", "1998-03-13", "t1"),
        ("The raid of March 12, 1998, failed. Two days later they fled.", "1998-03-14", "t1"),
        ("He won in 1998. The following year he lost.", "1999", "t1"),
        ("He won in 1998. A year earlier he had lost.", "1997", "t1"),
        ("Profit fell in the third quarter, from $2 million a year ago.", "2023-Q3", "t1"),
        ("He died on March 12, 1998. That day it rained.", "1998-03-12", "t1"),
        ("He died on March 12, 1998, at dawn.", "1998-03-12TMO", "t1"),
        ("He came on March 12, 1998. In the morning he left.", "1998-03-12TMO", "t1"),
        ("Profit rose in the fourth quarter ended Aug. 26.", "2024-08-26", "published"),
    ],
)
def test_told_from_the_time_told_last(text: str, timex: str, anchor: str) -> None:
    found = times(text)
    assert (found[1].timex, found[1].anchor) == (timex, anchor)


@pytest.mark.parametrize(
    ("text", "timexes"),
    [
        ("They met from 3 to 5 November.", ["2024-11-03", "2024-11-05"]),
        ("They met on Nov. 3-5.", ["2024-11-03", "2024-11-05"]),
        ("They met on April 24 and 25.", ["2024-04-24", "2024-04-25"]),
        ("On Nov. 3 and 5 people died.", ["2024-11-03"]),
        ("The blast came at 10:35 a.m. (0735 GMT) on Friday.", ["2024-11-01T10:35", "2024-11-01T07:35", "2024-11-01"]),
        ("They lost in the quarter ended July 31, but not a year earlier.", ["2024-Q2", "2024-07-31", "2023-Q2"]),
        ("Third-quarter profit rose. For the nine months it fell from a year earlier.", ["2024-Q3", "P9M", "2023"]),
        ("Ukraine marked its Independence Day.", []),
    ],
)
def test_neighbours_complete_each_other(text: str, timexes: list[str]) -> None:
    assert [time.timex for time in times(text)] == timexes


@pytest.mark.parametrize(
    ("text", "timex", "start", "end"),
    [
        ("They lost in the quarter ended July 31.", "2024-Q2", "2024-05-01", "2024-08-01"),
        ("They lost in the fourth quarter ended Aug. 26.", "2024-Q4", "2024-05-27", "2024-08-27"),
        ("Profit for the six months ended Oct. 1 slipped.", "P6M", "2024-04-02", "2024-10-02"),
        ("Profit for the year ended Sept. 30 slipped.", "P1Y", "2023-10-01", "2024-10-01"),
        ("Shares fell Friday, the fourth decline in a row.", "2024-11-01", "2024-11-01", "2024-11-02"),
        ("They may come as soon as Friday.", "2024-11-08", "2024-11-08", "2024-11-09"),
        ("Between March and June they fought.", "2024-03", "2024-03-01", "2024-04-01"),
    ],
)
def test_the_words_around_settle_a_time(text: str, timex: str, start: str, end: str) -> None:
    first = times(text)[0]
    assert (first.timex, first.start, first.end) == (timex, start, end)


def test_a_dateline_of_the_day_before_is_the_day_of_writing() -> None:
    found = times("NAIROBI, Nov. 4 (AP) -- The ministers met today and will meet again on Tuesday.")
    assert [(time.timex, time.anchor) for time in found] == [
        ("2024-11-04", "published"),
        ("2024-11-04", "t1"),
        ("2024-11-05", "t1"),
    ]


def test_a_full_dateline_serves_where_no_day_of_publication_is_known() -> None:
    found = times("NAIROBI, Nov. 4, 2024 (AP) -- The ministers met on Sunday.", None)
    assert [(time.timex, time.anchor) for time in found] == [("2024-11-04", None), ("2024-11-03", "t1")]


def test_the_minute_of_publication_settles_hours() -> None:
    (found,) = times("Both fled in the past six hours.", "2024-11-05T08:30:00Z")
    assert (found.start, found.end) == ("2024-11-05T02:30", "2024-11-05T08:30")


def test_a_season_south_of_the_equator_stays_open() -> None:
    (found,) = times("Fires burned in Australia last summer.")
    assert (found.timex, found.start, found.end) == ("2024-SU", None, None)


def test_history_keeps_its_year() -> None:
    found = times("In 1944 they landed on June 6 and took the city on August 25.")
    assert [time.timex for time in found] == ["1944", "1944-06-06", "1944-08-25"]


def test_a_broken_day_of_publication_is_none() -> None:
    assert times("He left on Friday.", "yesterday")[0].start is None


def test_before_the_first_december_of_the_calendar_there_is_none():
    text = "The vote was in Dec."
    assert find_times(Document.of(text, published="0001-01-01"), analyse(text)) == ()
