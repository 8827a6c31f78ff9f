"""Contrast of what is drawn (WCAG 2.1, 1.4.11): 3:1 on its ground, and between the two tones of a wave."""

import re

import pytest

from pipeline.formats import look

PARTS = ("before", "peak", "body", "after", "high", "deep", "limit", "quiet", "ink", "control")
SCHEMES = ("light", "dark")


def colours(name: str) -> dict[str, dict[str, str]]:
    """Give the colours of both schemes by name, the dark ones after the light ones."""
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for file in ("theme.css", name):
        text = look.source(file, {})
        for number, block in enumerate(re.findall(r":root \{([^}]*)\}", text)):
            pairs = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
            for scheme in SCHEMES[number:]:
                found[scheme] |= pairs
    return found


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["sound/report.css", "sound/listen.css"])
def test_graphs_stand_out(name: str, scheme: str) -> None:
    found = colours(name)[scheme]
    drawn = {part: round(contrast(found[part], found["surface"]), 2) for part in PARTS if part in found}
    assert len(drawn) >= 7
    assert {part: value for part, value in drawn.items() if value < 3} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_speech_stands_out_from_pause_and_the_tones_of_a_wave_from_each_other(scheme: str) -> None:
    found = colours("sound/report.css")[scheme]
    assert contrast(found["after"], found["grid"]) >= 3
    assert contrast(found["peak"], found["body"]) >= 2.5
    assert contrast(found["high"], found["deep"]) >= 2.5


def test_both_pages_have_the_same_colours() -> None:
    report, listen = colours("sound/report.css"), colours("sound/listen.css")
    assert all(report[scheme].items() >= listen[scheme].items() for scheme in SCHEMES)
