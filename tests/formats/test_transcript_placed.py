from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.transcripts import CUES, WORDS
from pipeline.formats.text import one_line
from pipeline.formats.transcript import TranscriptError, placed, read, to_vtt
from pipeline.formats.transcript.captions import WIDTH, captions
from pipeline.formats.transcript.sentences import sentences
from pipeline.model.episode import Cue, Transcript

PARAGRAPHS = st.lists(WORDS.map(one_line), min_size=1, max_size=6).map(
    lambda texts: Transcript(tuple(Cue(0, 0, text, str(number)) for number, text in enumerate(texts)), timed=False)
)
INTERVALS = st.lists(st.tuples(st.floats(-5, 700), st.floats(-5, 700)), max_size=6)
TALE = (
    "Kari: Velkommen til Kommunenes digitale fremskritt. I dag skal vi til Namdalen, der fire kommuner gikk sammen om "
    "trygghetsalarmer, og de lærte f.eks. at det ikke er teknikken som er vanskelig.\n\nOla: Ja. Det er riktig, det."
)


@given(PARAGRAPHS, INTERVALS, st.floats(1, 600))
def test_cues_are_in_order_inside_the_audio_and_say_everything(
    transcript: Transcript, activity: list[tuple[float, float]], seconds: float
) -> None:
    cues = placed(transcript, activity, seconds)
    assert all(0 <= cue.start < cue.end <= seconds for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert all(cue.end - cue.start <= 7.0011 for cue in cues)
    assert one_line(" ".join(cue.text for cue in cues)) == one_line(" ".join(cue.text for cue in transcript.cues))
    assert [cue.speaker for cue in cues] == sorted(cue.speaker for cue in cues)
    assert read(to_vtt(cues, "nb", estimated=True).encode(), ".vtt").cues == cues


@given(st.text(st.sampled_from("abcåø.,!? 1A"), max_size=600).map(one_line).filter(bool))
def test_captions_have_at_most_two_lines_that_fit(text: str) -> None:
    for caption in captions(text):
        lines = caption.split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= WIDTH or " " not in line for line in lines)
    assert " ".join(captions(text)).replace("\n", " ") == text


def test_cues_stand_where_there_is_speech() -> None:
    speech = ((2.0, 9.0), (15.0, 24.0), (28.0, 31.0))
    cues = placed(read(TALE.encode(), ".txt"), speech, 40.0)
    assert cues[0].start == 2.0
    assert cues[-1].end == 31.0
    for cue in cues:
        assert any(start <= cue.start < end for start, end in speech)
        assert any(start < cue.end <= end for start, end in speech) or cue.end - cue.start == pytest.approx(7)
        assert cue.end - cue.start >= 0.83


def test_captions_break_where_speech_has_joints() -> None:
    cues = placed(read(TALE.encode(), ".txt"), (), 15.0)
    assert [cue.text for cue in cues] == [
        "Velkommen til Kommunenes\ndigitale fremskritt.",
        "I dag skal vi til Namdalen, der fire\nkommuner gikk sammen om trygghetsalarmer,",
        "og de lærte f.eks. at det ikke\ner teknikken som er vanskelig.",
        "Ja. Det er riktig, det.",
    ]


def test_captions_are_shorter_where_speech_is_slow() -> None:
    cues = placed(read(TALE.encode(), ".txt"), (), 25.0)
    assert [cue.text for cue in cues][1:3] == [
        "I dag skal vi til Namdalen,",
        "der fire kommuner gikk sammen\nom trygghetsalarmer,",
    ]


def test_short_answers_can_be_read() -> None:
    text = "A: " + "Dette er en lang setning om noe som tar sin tid. " * 4 + "\n\nB: Ja.\n\nA: Nei."
    cues = placed(read(text.encode(), ".txt"), (), 14.0)
    assert [cue.text for cue in cues[-2:]] == ["Ja.", "Nei."]
    assert all(cue.end - cue.start >= 0.829 for cue in cues)


def test_speech_that_was_hardly_found_does_not_squeeze_the_text() -> None:
    cues = placed(read(TALE.encode(), ".txt"), ((0.0, 0.5),), 30.0)
    assert cues[-1].end == 30.0


def test_timed_cues_stay() -> None:
    assert placed(Transcript(CUES, timed=True), ((0.0, 1.0),), 2.0) == CUES


def test_a_book_in_a_second_is_refused() -> None:
    with pytest.raises(TranscriptError, match="far too long"):
        placed(Transcript(tuple(Cue(0, 0, "ord") for _ in range(600)), timed=False), (), 1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hei. Du der! Ja?", ["Hei.", "Du der!", "Ja?"]),
        ("Det var f.eks. Kari, bl.a. Ola, kl. 12.", ["Det var f.eks. Kari, bl.a. Ola, kl. 12."]),
        ("Den 17. Mai kom. «Ja!» Sa hun.", ["Den 17. Mai kom.", "«Ja!»", "Sa hun."]),
        ("Det var i 2019. Vi lo.", ["Det var i 2019.", "Vi lo."]),
        ("A. B. Hansen kom ... \u2013 Ja … 5 kom.", ["A. B. Hansen kom ...", "\u2013 Ja …", "5 kom."]),
        ("Øst. Åse. Čáhci. Šuhkku", ["Øst.", "Åse.", "Čáhci.", "Šuhkku"]),
        ("uten slutt", ["uten slutt"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
