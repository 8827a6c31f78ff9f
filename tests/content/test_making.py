"""What the courses are made with: manuscripts, captions, videos."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.formats.captionrules import findings
from pipeline.model.episode import Cue
from scripts import cuesplit, lessonvideo, slidetext
from scripts.make_episodes import RATE, Spoken
from scripts.manuscript import Sentence
from scripts.sound import Samples

MANUSCRIPT = """# Velkommen
Hei. Dette er leksjonen.

# Fire steg
1. Mål
2. Følg med
Mål først. Følg med etterpå.

# Før og etter
| Før | Papir
| Etter | Skjerm
Papir blir skjerm.
"""

LONG = (
    "Når en sak kommer til politisk behandling i kommunestyret eller et utvalg, kan du spørre hvem kommunen har "
    "snakket med, hva behovet var, og hva som blir enklere for dem det gjelder."
)


def speech(*texts: str, seconds_a_letter: float = 0.075) -> tuple[tuple[Spoken, ...], Samples]:
    """Give sentences as they would be said one after another, over sound of even strength."""
    spoken, now = [], 0.5
    for index, text in enumerate(texts):
        end = now + len(text) * seconds_a_letter
        spoken.append(Spoken(Sentence("Nora", text, "" if index else "Velkommen"), now, end))
        now = end + 0.25
    return tuple(spoken), np.full(int((now + 1) * RATE), 0.1)


def test_a_manuscript_tells_what_is_shown_and_what_is_said(tmp_path: Path) -> None:
    path = tmp_path / "leksjon.txt"
    path.write_text(MANUSCRIPT, encoding="utf-8")
    cover, steps, compared = slidetext.read(path)
    assert cover == slidetext.Slide("Velkommen", "", (), ("Hei.", "Dette er leksjonen."))
    assert steps == slidetext.Slide("Fire steg", "1", ("Mål", "Følg med"), ("Mål først.", "Følg med etterpå."))
    assert compared.mark == "|"
    assert compared.shown == ("Før | Papir", "Etter | Skjerm")
    opening = [one.opens for one in slidetext.sentences((cover, steps), "Nora")]
    assert opening == ["Velkommen", "", "Fire steg", ""]


def test_a_long_sentence_becomes_captions_that_break_no_rule() -> None:
    cues = cuesplit.captions(*speech(LONG, "Får du gode svar, er saken godt forberedt."))
    assert findings([Cue(cue.start, cue.end, cue.text) for cue in cues]) == ()
    assert " ".join(cue.text for cue in cues).replace("\n", " ").startswith(LONG)
    assert all(before.end < after.start for before, after in pairwise(cues))


def test_a_cut_is_made_where_it_is_quiet() -> None:
    spoken, sound = speech(LONG)
    even = cuesplit.captions(spoken, sound)[0].end + cuesplit.GAP
    quiet = int((even + 0.12) * RATE)
    sound[quiet - RATE // 20 : quiet + RATE // 20] = 0
    assert cuesplit.captions(spoken, sound)[1].start == pytest.approx(even + 0.12, abs=0.05)


def test_short_sentences_share_a_caption() -> None:
    spoken, sound = speech("Stopp opp.", "Ring først.", "Meld fra til den som har ansvaret i kommunen.")
    texts = [cue.text.replace("\n", " ") for cue in cuesplit.captions(spoken, sound)]
    assert texts == ["Stopp opp. Ring først.", "Meld fra til den som har ansvaret i kommunen."]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Kort og godt.", "Kort og godt."),
        ("Stemmen du hører, er laget av en maskin som leser.", "Stemmen du hører,\ner laget av en maskin som leser."),
        ("Universell utforming er et krav i norsk lov.", "Universell utforming er et krav\ni norsk lov."),
        ("Vi skal dele alt det vi lærer av en nabokommune.", "Vi skal dele alt det vi lærer\nav en nabokommune."),
    ],
)
def test_lines_break_at_joints(text: str, broken: str) -> None:
    assert cuesplit.lines(text) == broken


def test_a_video_is_the_same_every_time(tmp_path: Path) -> None:
    pictures = [Image.new("RGB", (128, 72), colour) for colour in ("#0a2540", "#f6f8f8")]
    sound = 0.1 * np.sin(np.arange(3 * RATE) / 20)
    for name in ("a.mp4", "b.mp4"):
        lessonvideo.encode(pictures, (0.0, 1.6), sound, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
