"""Each rule of captions at its edge: what is just allowed, and what is just too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.captionrules import findings
from pipeline.formats.transcript.vtt import parse_whole
from pipeline.model.episode import Cue


def told(*cues: Cue) -> list[tuple[int, str, str]]:
    return [(one.index, one.severity, one.rule) for one in findings(cues)]


def test_a_good_caption_is_not_told_of() -> None:
    assert told(Cue(0, 3, "Hei, og velkommen\ntil leksjonen."), Cue(3.08, 6, "- Hvem?\n- Brukeren.")) == []


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(0, 5, "a\nb\nc"), [(0, "error", "lines")]),
        (Cue(0, 5, "x" * 39), []),
        (Cue(0, 5, "x" * 40), [(0, "warning", "width")]),
        (Cue(0, 5, "x" * 42), [(0, "warning", "width")]),
        (Cue(0, 5, "x" * 43), [(0, "error", "width")]),
        (Cue(0, 5, f"kort\n{'x' * 43}"), [(0, "error", "width")]),
        (Cue(0, 2, "x" * 34), []),
        (Cue(0, 2, "x" * 35), [(0, "warning", "speed")]),
        (Cue(0, 4, f"{'x' * 39}\n{'x' * 41}"), [(0, "warning", "width"), (0, "warning", "speed")]),
        (Cue(0, 4, f"{'x' * 39}\n{'x' * 42}"), [(0, "warning", "width"), (0, "error", "speed")]),
        (Cue(0, 0.829, "Hei"), [(0, "error", "duration")]),
        (Cue(0, 0.83, "Hei"), [(0, "warning", "duration")]),
        (Cue(0, 1.599, "Hei"), [(0, "warning", "duration")]),
        (Cue(0, 1.6, "Hei"), []),
        (Cue(0, 7, "Hei"), []),
        (Cue(0, 7.001, "Hei"), [(0, "error", "duration")]),
        (Cue(2, 2, "Hei"), [(0, "error", "order")]),
        (Cue(0, 3, "- Hvem?\nBrukeren."), [(0, "warning", "speakers")]),
    ],
)
def test_one_caption(cue: Cue, expected: list[tuple[int, str, str]]) -> None:
    assert told(cue) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (2.08, []),
        (2.079, [(1, "warning", "gap")]),
        (2.0, [(1, "warning", "gap")]),
        (1.999, [(1, "error", "overlap")]),
        (0.0, [(1, "error", "overlap")]),
    ],
)
def test_two_captions(start: float, expected: list[tuple[int, str, str]]) -> None:
    assert told(Cue(0, 2, "Hei"), Cue(start, start + 2, "Ha det")) == expected


def test_a_caption_above_its_time_is_out_of_order() -> None:
    assert told(Cue(10, 12, "Hei"), Cue(3, 5, "Ha det")) == [(1, "error", "order")]


def test_lines_and_voices_of_a_file_are_kept_as_they_are_shown() -> None:
    text = (
        "WEBVTT\n\n00:10.000 --> 00:12.000\n<v Kari>- Hvem <i>er</i> brukeren?\n<v Ola>- Innbyggeren.\n\n"
        "00:01.000 --> 00:03.000\n<v Kari>En linje\nog en til\n\n00:20.000 --> 00:21.000\n<i></i>\n"
    )
    assert parse_whole(text) == (
        Cue(10, 12, "- Hvem er brukeren?\n- Innbyggeren."),
        Cue(1, 3, "En linje\nog en til", "Kari"),
    )


CUES = st.builds(
    Cue, st.floats(0, 1e4), st.floats(0, 1e4), st.text(st.characters(exclude_categories=["C"]), min_size=1).map(str)
)


@given(st.lists(CUES, max_size=8))
def test_any_captions_have_findings_in_their_order_with_words(cues: list[Cue]) -> None:
    found = findings(cues)
    assert [one.index for one in found] == sorted(one.index for one in found)
    assert all(one.message and one.todo and 0 <= one.index < len(cues) for one in found)
