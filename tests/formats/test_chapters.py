import json
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.keeping import keeps
from pipeline.formats import chapters as form
from pipeline.formats import timecode
from pipeline.model.episode import Chapter
from pipeline.model.timeline import Timeline

CHAPTERS = (
    Chapter(0.0, "Velkommen"),
    Chapter(754.4996, "Gevinster <før> & etter", "https://example.no/gevinst?a=1&b=2"),
    Chapter(3661.25, "Spørsmål 😀"),
)
ORDERED = st.lists(st.floats(0, 10_000), max_size=8, unique_by=math.floor).map(
    lambda starts: tuple(Chapter(start, f"Del {number}") for number, start in enumerate(sorted(starts)))
)


def test_json_is_golden() -> None:
    written = form.to_json(CHAPTERS, title="Gevinster", podcast="Kommunenes digitale fremskritt", author="DiguT")
    keeps("chapters.json", written)


def test_json_holds_what_the_specification_asks_for() -> None:
    read = json.loads(form.to_json(CHAPTERS))
    assert set(read) == {"version", "chapters"}
    assert read["version"] == "1.2.0"
    assert [entry["startTime"] for entry in read["chapters"]] == [0, 754.5, 3661.25]
    assert read["chapters"][1]["url"] == CHAPTERS[1].link


@given(ORDERED)
def test_the_carriers_agree_on_the_second(chapters: tuple[Chapter, ...]) -> None:
    in_json = [int(entry["startTime"]) for entry in json.loads(form.to_json(chapters))["chapters"]]
    in_text = [timecode.parse(line.partition(")")[0].strip("(")) for line in form.description_lines(chapters)]
    in_psc = [int(timecode.parse(timecode.normal_play_time(chapter.start))) for chapter in chapters]
    assert in_json == in_text == in_psc


def test_lines_of_a_description() -> None:
    assert form.description_lines(CHAPTERS) == [
        "(00:00:00) Velkommen",
        "(00:12:34) Gevinster <før> & etter",
        "(01:01:01) Spørsmål 😀",
    ]


def test_a_title_is_one_line_without_control_characters() -> None:
    assert form.description_lines([Chapter(1, " En\n\x00tittel ")]) == ["(00:00:01) En tittel"]


def test_an_intro_moves_chapters_but_not_the_start_of_the_first() -> None:
    moved = form.moved((Chapter(0, "A"), Chapter(10, "B")), lambda at: at + 6.5)
    assert moved == (Chapter(0, "A"), Chapter(16.5, "B"))


def test_an_intro_invents_no_chapter() -> None:
    assert form.moved((Chapter(5, "A"),), lambda at: at + 6.5) == (Chapter(11.5, "A"),)
    assert form.moved((), lambda at: at + 6.5) == ()


def test_a_cut_lets_the_chapter_that_covers_it_begin_the_audio() -> None:
    chapters = (Chapter(0, "A"), Chapter(10, "B"), Chapter(20, "C"))
    assert form.moved(chapters, Timeline(((4, 30),)).at) == (Chapter(0, "A"), Chapter(6, "B"), Chapter(16, "C"))
    assert form.moved(chapters, Timeline(((4, 30),), 6.5).at) == (
        Chapter(0, "A"),
        Chapter(12.5, "B"),
        Chapter(22.5, "C"),
    )


def test_a_chapter_in_what_was_cut_is_not_lost() -> None:
    chapters = (Chapter(0, "A"), Chapter(10, "B"), Chapter(20, "C"))
    assert form.moved(chapters, Timeline(((15, 30),)).at) == (Chapter(0, "A"), Chapter(1, "B"), Chapter(5, "C"))
    assert form.moved(chapters, Timeline(((10, 30),)).at) == (Chapter(0, "A"), Chapter(1, "B"), Chapter(10, "C"))
    assert form.moved(chapters, Timeline(((15, 30),), 6.5).at) == (
        Chapter(0, "A"),
        Chapter(6.5, "B"),
        Chapter(11.5, "C"),
    )
    pause = form.moved(chapters, Timeline(((0, 8), (25, 30))).at)
    assert pause == (Chapter(0, "A"), Chapter(8, "B"), Chapter(9, "C"))
    assert form.moved((Chapter(0, "A"), Chapter(29, "B")), Timeline(((0, 28),)).at) == (
        Chapter(0, "A"),
        Chapter(27, "B"),
    )


@given(ORDERED, st.floats(0.1, 100), st.floats(0, 100))
def test_whatever_is_cut_every_chapter_stays_and_has_a_moment(
    chapters: tuple[Chapter, ...], length: float, begin: float
) -> None:
    at = Timeline(((begin, begin + length),)).at
    moved = form.moved(chapters, at)
    starts = [chapter.start for chapter in moved]
    assert [chapter.title for chapter in moved] == [chapter.title for chapter in chapters]
    assert all(one < other for one, other in pairwise([-1e-9, *starts, at(math.inf)]))


@given(ORDERED, st.floats(-100, 100))
def test_moved_chapters_have_no_problems_that_were_not_there(chapters: tuple[Chapter, ...], seconds: float) -> None:
    moved = form.moved(chapters, Timeline(((max(0.0, -seconds), 20_000.0),), max(0.0, seconds)).at)
    assert form.problems(chapters) == ()
    assert [problem for problem in form.problems(moved, 20_000) if "also" not in problem.what] == []


@pytest.mark.parametrize(
    ("chapters", "index", "key", "what"),
    [
        ((Chapter(0, "A"), Chapter(60, "B"), Chapter(30, "C")), 2, "start", "before"),
        ((Chapter(0, "A"), Chapter(60.1, "B"), Chapter(60.9, "C")), 2, "start", "also"),
        ((Chapter(0, "A"), Chapter(100, "B")), 1, "start", "past the end, 1:40"),
        ((Chapter(-1, "A"),), 0, "start", "-1"),
        ((Chapter(math.nan, "A"),), 0, "start", "nan"),
        ((Chapter(0, " \x00"),), 0, "title", "empty"),
    ],
)
def test_each_problem_is_told(chapters: tuple[Chapter, ...], index: int, key: str, what: str) -> None:
    (problem,) = form.problems(chapters, 100.0)
    assert (problem.index, problem.key) == (index, key)
    assert what in problem.what
    assert problem.todo
    assert str(problem).startswith(f"chapter {index + 1}: {key}: ")


def test_past_the_end_is_not_asked_when_the_end_is_unknown() -> None:
    assert form.problems((Chapter(1e6, "A"),)) == ()


def test_more_chapters_than_a_file_holds_are_told() -> None:
    chapters = tuple(Chapter(second, "Del") for second in range(256))
    assert form.problems(chapters[:255]) == ()
    assert [problem.index for problem in form.problems(chapters)] == [255]
