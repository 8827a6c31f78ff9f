from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.turns import LONGEST, turns
from pipeline.model.episode import Cue, Transcript


def said(*cues: Cue, timed: bool = True) -> list[tuple[str, str, bool]]:
    made = turns(Transcript(cues, timed=timed))
    return [(turn.speaker, " ".join(cue.text for cue in turn.cues), turn.named) for turn in made]


def test_a_turn_ends_with_its_speaker() -> None:
    cues = (Cue(0, 1, "Hei.", "A"), Cue(1, 2, "Velkommen.", "A"), Cue(2, 3, "Takk.", "B"))
    assert said(*cues) == [("A", "Hei. Velkommen.", True), ("B", "Takk.", True)]


def test_a_long_turn_breaks_after_a_sentence_and_names_its_speaker_once() -> None:
    cues = (Cue(0, 20, "En setning", "A"), Cue(20, 40, "som varer.", "A"), Cue(40, 50, "Neste.", "A"))
    assert said(*cues) == [("A", "En setning som varer.", True), ("A", "Neste.", False)]


def test_without_sentences_it_breaks_all_the_same() -> None:
    cues = [Cue(n * 10.0, n * 10.0 + 10, "og så") for n in range(20)]
    made = turns(Transcript(tuple(cues), timed=True))
    assert len(made) == 3
    assert all(turn.cues[-1].end - turn.start <= LONGEST for turn in made)


def test_untimed_paragraphs_stay_as_they_were_written() -> None:
    assert said(Cue(0, 0, "En."), Cue(0, 0, "To."), timed=False) == [("", "En.", False), ("", "To.", False)]


def test_captions_placed_by_estimate_are_gathered_like_timed_ones() -> None:
    cues = (Cue(0, 1, "Hei og\nvelkommen", "A"), Cue(1, 2, "til podkasten.", "A"), Cue(2, 3, "Takk.", "B"))
    placed = turns(Transcript(cues, timed=False))
    assert placed == turns(Transcript(cues, timed=True))
    assert [(turn.text, turn.start, turn.end) for turn in placed] == [
        ("Hei og velkommen til podkasten.", 0, 2),
        ("Takk.", 2, 3),
    ]


@given(st.lists(st.tuples(st.floats(0.1, 90), st.sampled_from(["", "A", "B"]), st.sampled_from(["ja", "ja."]))))
def test_no_cue_is_lost_or_moved(parts: list[tuple[float, str, str]]) -> None:
    starts = [0.0]
    for length, _, _ in parts:
        starts.append(starts[-1] + length)
    cues = tuple(
        Cue(start, end, text, who) for (start, end), (_, who, text) in zip(pairwise(starts), parts, strict=True)
    )
    assert tuple(cue for turn in turns(Transcript(cues, timed=True)) for cue in turn.cues) == cues
