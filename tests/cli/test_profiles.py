"""A radio show at -23 LUFS beside a podcast, from the settings to what another meter hears of the published files."""

import re
import shutil
from pathlib import Path

import pytest

from cli.publisher import SHOW, Publisher, publisher
from mastering.second import read
from samples import ROOT
from workspace import places

TELESCOPE = ROOT / "episodes/et-romteleskop-tar-form/recording.mp4"
RADIO = "radio"
NO_TEXT = 'transcript_exception = "Prøve"'


@pytest.fixture(scope="module")
def two_shows(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """Two shows with the same recording, one of them for radio, which has an episode that is for something else."""
    made = publisher(tmp_path_factory.mktemp("profiles"))
    feeds = made.root / "feeds"
    shutil.copytree(feeds / SHOW, feeds / RADIO)
    places.append(feeds / RADIO / "show.toml", "\n[mastering]\nloudness = -23\ntrue_peak = -6\n")
    says = {"samtale": 'show = "podkast"', "sending": 'show = "radio"', "eget": 'show = "radio"\nloudness = -19'}
    for slug, more in says.items():
        folder = made.add(slug, more=f"{more}\n{NO_TEXT}", seconds=1)
        (folder / "recording.wav").unlink()
        shutil.copy(TELESCOPE, folder / "recording.mp4")
    ran = made.run("episode", "--all")
    assert ran.code == 0, ran.err
    return made


def published(producer: Publisher, episode: str) -> Path:
    """The MP3 of an episode, which is called by its show and itself."""
    show, _, slug = episode.partition("/")
    (found,) = (producer.public / show / "media").glob(f"{slug}-*.mp3")
    return found


@pytest.mark.parametrize(
    ("episode", "loudness", "ceiling"),
    [("radio/sending", -23.0, -6.0), ("radio/eget", -19.0, -6.0), ("podkast/samtale", -16.0, -1.0)],
)
def test_each_published_file_is_as_loud_as_its_own_profile_asks(
    two_shows: Publisher, episode: str, loudness: float, ceiling: float, figures: list[str]
) -> None:
    found = read(published(two_shows, episode))
    figures.append(f"{episode}: {found.integrated:.2f} LUFS, {found.true_peak:.2f} dBTP by ffmpeg's ebur128")
    assert abs(found.integrated - loudness) <= 0.2
    assert found.true_peak <= ceiling


def test_the_report_tells_of_the_shows_own_target(two_shows: Publisher) -> None:
    assert two_shows.run("report", "sending").code == 0
    page = (two_shows.root / "reports/sending.html").read_text("utf-8")
    assert "\N{MINUS SIGN}23 ± 0,2" in page
    assert "høyst \N{MINUS SIGN}6" in page


def test_status_tells_of_those_episodes_alone_that_a_show_says_something_new_of(two_shows: Publisher) -> None:
    assert len(re.findall(": published", two_shows.run("status").out)) == 3
    file = two_shows.root / "feeds/radio/show.toml"
    places.replace(file, "loudness = -23", "loudness = -24")
    said = two_shows.run("status").out
    places.replace(file, "loudness = -24", "loudness = -23")
    assert "sending: changed" in said
    assert "eget: published" in said
    assert "samtale: published" in said


def test_what_a_recording_cannot_hold_is_refused_with_what_it_can(two_shows: Publisher) -> None:
    """A target that is only 6 dB under the ceiling is no room for speech; half of it is never published in silence."""
    before, asked = two_shows.published(), "loudness = -12\ntrue_peak = -6"
    two_shows.edit("eget", "loudness = -19", asked)
    ran = two_shows.run("episode", "eget")
    two_shows.edit("eget", asked, "loudness = -19")
    assert ran.code == 3
    assert "episodes/eget/recording.mp4: recording: after 6 tries its MP3 is -1" in ran.err
    assert "loudness = -12 is only 6 dB under true_peak = -6, too little for this recording: ask for less" in ran.err
    assert re.search(r"such as loudness = -1[3-9]\b", ran.err)
    assert two_shows.published() == before
