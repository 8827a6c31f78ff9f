"""A published file, with tags, picture and chapters: all readers agree on its length, and seeks land, in Chromium."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutagen.mp3 import MP3, MPEGInfo

from browser import NewPage
from cli.publisher import SHOW, publisher
from mp3.lame import FFMPEG, decoded, piped
from mp3.test_chromium import TAP, landed, sweeps
from pages.site import served

SECONDS = 131.7
"""Four pieces of 42 s, the last one not whole."""
PLACES = [0.0, 1.3, 41.97, 84.01, 100.4, 125.05, 130.9]


@dataclass(frozen=True)
class Site:
    """What was published, where a browser finds it."""

    address: str
    audio: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = publisher(tmp_path_factory.mktemp("published"))
    folder = made.add(
        "lang", more='[[chapters]]\nstart = 0\ntitle = "Start"\n[[chapters]]\nstart = 90\ntitle = "Slutt"'
    )
    source = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-c:a", "pcm_s24le", "-f", "wav", "-"]
    (folder / "recording.wav").write_bytes(piped(source, sweeps(SECONDS).tobytes()))
    ran = made.run("episode", "--all")
    assert ran.code == 0, ran.err
    audio = next((made.public / SHOW / "media").glob("lang-*.mp3"))
    root = tmp_path_factory.mktemp("web")
    shutil.copy(audio, root / "a.mp3")
    (root / "index.html").write_text('<!doctype html><audio src="a.mp3" preload="auto"></audio>', encoding="utf-8")
    (root / "tap.js").write_text(TAP, encoding="utf-8")
    with served(root) as address:
        yield Site(address, audio)


def by_ffmpeg(path: Path) -> float:
    """The duration that ffmpeg tells before it has decoded anything, as ffprobe does."""
    asked = [FFMPEG.path, "-hide_banner", "-i", str(path)]
    said = subprocess.run(asked, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    found = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    assert found
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def test_mutagen_ffmpeg_and_chromium_agree_on_the_duration(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address + "index.html")
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    info = MP3(site.audio).info  # type: ignore[no-untyped-call]
    assert isinstance(info, MPEGInfo)
    heard = len(decoded(site.audio, 2)) / 48_000
    assert heard == SECONDS
    told = page.evaluate("document.querySelector('audio').duration"), info.length, by_ffmpeg(site.audio)
    assert told == pytest.approx((SECONDS,) * 3, abs=0.05)


@pytest.mark.parametrize("seconds", PLACES)
def test_a_seek_lands_within_50_ms(seconds: float, site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address + "index.html")
    page.wait_for_function("document.querySelector('audio').readyState > 2")
    assert landed(page, seconds, SECONDS) == pytest.approx(seconds, abs=0.05)
