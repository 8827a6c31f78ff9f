"""A small build: a video takes at most the bytes it is given, as large and as fine as these allow."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastering.sound import FFMPEG
from pipeline.errors import ContentError
from pipeline.events import Event, Noted
from pipeline.model.bundle import VideoProfile
from pipeline.stages import video
from video.footage import encoded, facts, film, loudness

MOVING = "testsrc2=s=960x540:r=25"


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("moving") / "moving.mp4", seconds=3, pictures=MOVING)


@pytest.mark.parametrize(("target", "height"), [(700_000, 540), (400_000, 540), (200_000, 360)])
def test_the_whole_file_is_within_its_bytes(target: int, height: int, moving: Path, tmp_path: Path) -> None:
    made = encoded(moving, tmp_path / "work", profile=VideoProfile(target_bytes=target))
    assert target * 0.5 < made.video.size <= target
    assert made.height == height
    assert made.seconds == pytest.approx(3, abs=0.05)
    assert loudness(made.video.path)[0] == pytest.approx(-16, abs=0.2)
    assert loudness(made.video.path)[1] <= -1


def test_what_is_small_already_is_copied(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4")
    assert encoded(source, tmp_path / "work", profile=VideoProfile(target_bytes=2_000_000)).copied


def test_slides_stay_large(tmp_path: Path) -> None:
    """Pictures that hardly move take few bytes, so they lose no line of text."""
    told: list[Event] = []
    still = "color=white:s=1280x720:r=25,drawbox=x=200:y=200:w=600:h=80:color=black:t=fill"
    source = film(tmp_path / "slides.mkv", seconds=6, pictures=still, coding="-c:v mpeg4 -q:v 2 -c:a flac")
    made = encoded(source, tmp_path / "work", profile=VideoProfile(target_bytes=200_000), tell=told.append)
    assert (made.height, made.copied) == (720, False)
    assert made.video.size <= 200_000
    assert [event.text for event in told if isinstance(event, Noted)] == ["slides: 720 lines, 0.1 MB of at most 0.2"]


def test_the_impossible_is_refused_with_what_is_possible(moving: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"cannot be made to fit into 0.0 MB: allow \d.\d MB"):
        encoded(moving, tmp_path / "work", profile=VideoProfile(target_bytes=15_000))


def test_a_small_build_has_the_same_bytes_each_time(moving: Path, tmp_path: Path) -> None:
    one, other = (encoded(moving, tmp_path / n, profile=VideoProfile(target_bytes=250_000)) for n in "ab")
    assert one.video.sha256 == other.video.sha256


def test_sound_takes_at_most_half(moving: Path, tmp_path: Path) -> None:
    made = encoded(moving, tmp_path / "work", profile=VideoProfile(target_bytes=80_000))
    assert made.video.size <= 80_000
    assert facts(made).sounds[0].rate == 48_000


@given(st.integers(0, 10**10), st.lists(st.floats(0.1, 20_000), min_size=1, max_size=30).map(tuple))
def test_shares_never_exceed_the_whole(budget: int, seconds: tuple[float, ...]) -> None:
    shares = video.share(budget, seconds)
    assert len(shares) == len(seconds)
    assert sum(shares) <= budget
    for one, lasting in zip(shares, seconds, strict=True):
        assert one == pytest.approx(budget * lasting / sum(seconds), abs=1)


def test_shares_of_nothing() -> None:
    assert video.share(100, ()) == ()
    assert video.share(100, (0.0, 0.0)) == (50, 50)


def test_how_long_a_video_lasts(moving: Path) -> None:
    assert video.seconds_of(moving, FFMPEG) == pytest.approx(3, abs=0.05)
