import pytest

from pipeline.formats.transcript import TranscriptError, moved, read
from pipeline.model.episode import Cue
from pipeline.model.timeline import Timeline

VTT = """WEBVTT - Fremskritt
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0

STYLE
::cue { color: papayawhip }

NOTE et notat --> ikke en tid

1
00:01.000 --> 00:00:03.500 align:start position:10%
<v.loud Kari &amp; Co>Hei <i.en>alle</i> <00:00:02.000>sammen,&nbsp;
1 &lt; 2</v>

- to
00:00:04.000 --> 00:00:06.000
<v Kari>Ja?
<v Ola>Nei.

00:00:06.000 --> 00:00:07.000
Uten navn
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
Kari Nordmann: <i>Hei</i> alle
sammen, 1 < 2 & 3

2
00:00:04.000 --> 00:00:06.000 X1:10
{\\an8}Vi begynner

i 1984
3
00:00:06,000 --> 00:00:08,000
Ola: Ja.
Kari Nordmann: Husk: nei.

4
00:00:08,000 --> 00:00:09,000
[musikk]

5
00:00:09,000 --> 00:00:10,000
Ha det.
"""
TXT = """Kari: Velkommen
til oss.
Ola-Per B.: Takk.

Det var på
tide.

[latter]

Mer nå.
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_webvtt(mark: str, ending: str) -> None:
    transcript = read((mark + VTT).replace("\n", ending).encode(), ".VTT")
    assert transcript.timed
    assert transcript.cues == (
        Cue(1.0, 3.5, "Hei alle sammen,\n1 < 2", "Kari & Co"),
        Cue(4.0, 4.857, "Ja?", "Kari"),
        Cue(4.857, 6.0, "Nei.", "Ola"),
        Cue(6.0, 7.0, "Uten navn"),
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_subrip(mark: str, ending: str) -> None:
    transcript = read((mark + SRT).replace("\n", ending).encode(), ".srt")
    assert transcript.timed
    assert transcript.cues == (
        Cue(1.0, 3.5, "Hei alle\nsammen, 1 < 2 & 3", "Kari Nordmann"),
        Cue(4.0, 6.0, "Vi begynner\ni 1984", "Kari Nordmann"),
        Cue(6.0, 6.462, "Ja.", "Ola"),
        Cue(6.462, 8.0, "Husk: nei.", "Kari Nordmann"),
        Cue(8.0, 9.0, "[musikk]"),
        Cue(9.0, 10.0, "Ha det.", "Kari Nordmann"),
    )


def test_subrip_without_names_has_none() -> None:
    cues = read(
        b"1\n00:00:01,000 --> 00:00:02,000\nHei.\n\n2\n00:00:02,000 --> 00:00:03,000\nHusk: nei.\n", ".srt"
    ).cues
    assert [(cue.speaker, cue.text) for cue in cues] == [("", "Hei."), ("", "Husk: nei.")]


def test_text() -> None:
    transcript = read(TXT.encode(), ".txt")
    assert not transcript.timed
    assert transcript.cues == (
        Cue(0, 0, "Velkommen til oss.", "Kari"),
        Cue(0, 0, "Takk.", "Ola-Per B."),
        Cue(0, 0, "Det var på tide.", "Ola-Per B."),
        Cue(0, 0, "[latter]"),
        Cue(0, 0, "Mer nå.", "Ola-Per B."),
    )


def test_text_without_names_has_none() -> None:
    cues = read(b"Hei\ndu.\n \nHusk: kl. 12: mat.\n", ".txt").cues
    assert cues == (Cue(0, 0, "Hei du."), Cue(0, 0, "Husk: kl. 12: mat."))


def test_cues_come_in_order_of_time() -> None:
    cues = read(b"WEBVTT\n\n00:02.000 --> 00:03.000\nb\n\n00:01.000 --> 00:02.000\na\n", ".vtt").cues
    assert [cue.text for cue in cues] == ["a", "b"]


def test_voices_in_a_cue_too_short_to_share_speak_at_once() -> None:
    cues = read(b"WEBVTT\n\n00:01.000 --> 00:01.001\n<v A>a\n<v B>b\n", ".vtt").cues
    assert cues == (Cue(1.0, 1.001, "a", "A"), Cue(1.0, 1.001, "b", "B"))


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (b"", ".vtt", "WEBVTT"),
        (b"Hei", ".vtt", "WEBVTT"),
        (b"WEBVTT\n", ".vtt", "no text"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", ".vtt", "no text"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", ".vtt", "no text"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nHei du\n", ".vtt", "cue 1 .*Hei du.* does not end after it starts"),
        (b"WEBVTT\n\n00:02.000 --> 00:02.000\nHei\n", ".vtt", "does not end after it starts"),
        (b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHei\n", ".vtt", "line 3"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:03.0000 --> 4\nB\n", ".vtt", "line 6"),
        (b"WEBVTT\n\n00:61.000 --> 00:62.000\nA\n", ".vtt", "line 3"),
        (b"Hei", ".srt", "not SubRip"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n", ".srt", "not SubRip"),
        (b"1\n00:00:03,000 --> 00:00:02,000\nHei\n", ".srt", "does not end"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHei\n\n2\n00:00:x --> 3\nB\n", ".srt", "00:00:x"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\n", ".srt", "no text"),
        (b" \n\t\n", ".txt", "no text"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHei\n", ".txt", "subtitles"),
        (b"{\\rtf1 Hei}", ".txt", "rich text"),
        (b"PK\x03\x04abc", ".txt", "Word"),
        (b"%PDF-1.7", ".txt", "PDF"),
        ("Hei\npå deg".encode("latin-1"), ".txt", r"not UTF-8 \(line 2\)"),
        ("Hei".encode("utf-16"), ".txt", "not UTF-8"),
        (b"Hei", ".docx", r"\.vtt, \.srt, \.txt"),
    ],
)
def test_what_is_no_transcript_is_refused_with_a_reason(data: bytes, suffix: str, says: str) -> None:
    with pytest.raises(TranscriptError, match=says):
        read(data, suffix)


def test_control_characters_go() -> None:
    assert read(b"Hei\x00 \x1bdu", ".txt").cues == (Cue(0, 0, "Hei du"),)


def test_cues_move_with_an_intro_and_with_a_cut() -> None:
    cues = (Cue(0.0, 2.0, "a"), Cue(2.0, 4.0, "b", "B"))
    assert moved(cues, Timeline(((0, 9),), 1.5).at) == (Cue(1.5, 3.5, "a"), Cue(3.5, 5.5, "b", "B"))
    assert moved(cues, Timeline(((2.5, 9),)).at) == (Cue(0.0, 1.5, "b", "B"),)
