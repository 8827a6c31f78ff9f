"""Each rule of advice: what sets it off, what does not, and what it says."""

from dataclasses import replace

import pytest

from pipeline.formats.sound.advice import RULES, advice
from pipeline.formats.sound.apart import apart, middle
from pipeline.model.cleaning import Untreated
from pipeline.model.soundreport import LevelledPassage, SoundReport
from report.samples import GOOD


def passages(*levels: tuple[float, float]) -> SoundReport:
    """Give a report with passages of (seconds, LUFS), one after the other."""
    found, at = [], 0.0
    for seconds, loudness in levels:
        found.append(LevelledPassage(at, at + seconds, seconds, loudness, 0.0))
        at += seconds
    return replace(GOOD, passages=tuple(found))


def blemished(**changes: object) -> SoundReport:
    return replace(GOOD, blemishes=replace(GOOD.blemishes, **changes))  # type: ignore[arg-type]


def channelled(**changes: object) -> SoundReport:
    return replace(GOOD, channels=replace(GOOD.channels, **changes))  # type: ignore[arg-type]


CASES = {
    "dead": (channelled(dead=0, difference=None), channelled(), "Venstre kanal var stum."),
    "inverted": (channelled(inverted=True), channelled(), "hverandres speilbilde"),
    "clipped": (
        blemished(clipped=7, clips=(12.0, 12.4, 80.0)),
        blemished(),
        "klippet 7 ganger, først ved 0:12 og 1:20.",
    ),
    "weak": (
        passages((60, -20), (20, -34), (60, -20)),
        passages((60, -20), (20, -27.9), (60, -20)),
        "Fra 1:00 til 1:20 var stemmen 14\u00a0dB svakere",
    ),
    "strong": (passages((60, -20), (5, -12)), passages((60, -20), (2, -12)), "8\u00a0dB sterkere enn resten"),
    "noisy": (
        replace(GOOD, noise=replace(GOOD.noise, before=-38.0)),
        replace(GOOD, noise=replace(GOOD.noise, before=-40.0)),
        "ligger bare 18\u00a0dB under stemmen",
    ),
    "untreated": (
        replace(GOOD, untreated=(Untreated("noise", -21.0, "loud"),)),
        replace(GOOD, untreated=(Untreated("noise", -21.0, "skipped"),)),
        "21\u00a0dB under ordene",
    ),
    "quiet": (
        replace(GOOD, before=replace(GOOD.before, integrated=-36.0)),
        replace(GOOD, before=replace(GOOD.before, integrated=-35.0)),
        "\N{MINUS SIGN}36,0\u00a0LUFS",
    ),
    "peaky": (
        replace(GOOD, limiting=replace(GOOD.limiting, deepest=-8.2)),
        replace(GOOD, limiting=replace(GOOD.limiting, deepest=-7.9, share=0.049)),
        "på det meste 8,2\u00a0dB",
    ),
    "one-sided": (
        channelled(published=2, identical=False, difference=-7.0),
        channelled(published=2, identical=False, difference=-5.9),
        "mest til høyre: 7\u00a0dB",
    ),
    "dropouts": (blemished(dropouts=((3.0, 3.1), (70.0, 70.2))), blemished(), "helt 2 ganger, først ved 0:03 og 1:10."),
    "offset": (blemished(offset=0.01), blemished(offset=0.009), "likestrøm"),
    "idle": (
        replace(GOOD, heard=replace(GOOD.heard, trailing=4.5)),
        replace(GOOD, heard=replace(GOOD.heard, trailing=3.9)),
        "stille i 4,5\u00a0s i slutten",
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_rule(rule: str) -> None:
    bad, fine, words = CASES[rule]
    (found,) = advice(bad)
    assert found.rule == rule
    assert words in found.heard
    assert found.todo.endswith(".")
    assert found.english.isascii()
    assert advice(fine) == ()


def test_every_rule_is_tried() -> None:
    assert {rule.__name__.replace("_", "-") for rule in RULES} == set(CASES)


def test_nothing_is_said_of_a_good_recording() -> None:
    assert advice(GOOD) == ()


def test_no_place_is_named_where_many_are() -> None:
    report = passages(*[(60, -20.0), (4, -30.0)] * 5)
    (found,) = advice(report)
    assert "(og 2 steder til)" in found.heard
    assert found.heard.count("fra ") == 2  # and one that begins the sentence


def test_of_pauses_that_a_gate_made_silent_no_noise_is_known() -> None:
    gated = replace(GOOD, noise=replace(GOOD.noise, before=-25.0))
    report = replace(gated, blemishes=replace(GOOD.blemishes, dropouts=((3.0, 5.0), (8.0, 9.5))))
    assert [one.rule for one in advice(report)] == ["dropouts"]
    assert [one.rule for one in advice(gated)] == ["noisy"]


def test_neighbours_are_one_place() -> None:
    found = apart(passages((60, -20), (2, -30), (2, -33), (60, -20)), above=False)
    assert found is not None
    assert (found.places, found.more) == (((60.0, 64.0),), 0)
    assert found.by == pytest.approx(11.5)


def test_without_speech_nobody_is_apart() -> None:
    report = passages()
    assert middle(report) == GOOD.before.integrated
    assert apart(report, above=True) is None
