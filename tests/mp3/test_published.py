"""A published file, with tags, picture and chapters: all readers agree on its length, and seeks land, in Chromium."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutagen import File

from browser import NewPage
from cli.publisher import SHOW, publisher
from mp3.lame import FFMPEG, decoded, piped
from mp3.test_chromium import TAP, landed, sweeps
from pages.site import served

SECONDS = 131.7
"""Four pieces of 42 s, the last one not whole."""
PLACES = [0.0, 1.3, 41.97, 84.01, 100.4, 125.05, 130.9]


KINDS = ["mp3", "m4a", "opus"]


@dataclass(frozen=True)
class Site:
    """What was published, by its kind, where a browser finds it."""

    address: str
    sounds: dict[str, Path]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = publisher(tmp_path_factory.mktemp("published"))
    chapters = '[[chapters]]\nstart = 0\ntitle = "Start"\n[[chapters]]\nstart = 90\ntitle = "Slutt"'
    folder = made.add("lang", more=f'alternates = ["aac", "opus"]\n{chapters}')
    source = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-c:a", "pcm_s24le", "-f", "wav", "-"]
    (folder / "recording.wav").write_bytes(piped(source, sweeps(SECONDS).tobytes()))
    ran = made.run("episode", "--all")
    assert ran.code == 0, ran.err
    sounds = {kind: next((made.public / SHOW / "media").glob(f"lang-*.{kind}")) for kind in KINDS}
    root = tmp_path_factory.mktemp("web")
    for kind, path in sounds.items():
        shutil.copy(path, root / f"a.{kind}")
        page = f'<!doctype html><audio src="a.{kind}" preload="auto"></audio>'
        (root / f"{kind}.html").write_text(page, encoding="utf-8")
    (root / "tap.js").write_text(TAP, encoding="utf-8")
    with served(root) as address:
        yield Site(address, sounds)


def by_ffmpeg(path: Path) -> float:
    """The duration that ffmpeg tells before it has decoded anything, as ffprobe does."""
    asked = [FFMPEG.path, "-hide_banner", "-i", str(path)]
    said = subprocess.run(asked, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    found = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    assert found
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


@pytest.mark.parametrize("kind", KINDS)
def test_mutagen_ffmpeg_and_chromium_agree_on_the_duration(kind: str, site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site.address}{kind}.html")
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    path = site.sounds[kind]
    read = File(path)
    assert len(decoded(path, 2)) / 48_000 == pytest.approx(SECONDS, abs=0.0 if kind == "mp3" else 0.001)
    told = page.evaluate("document.querySelector('audio').duration"), read.info.length, by_ffmpeg(path)
    assert told == pytest.approx((SECONDS,) * 3, abs=0.05)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seconds", PLACES)
def test_a_seek_lands_within_50_ms(seconds: float, kind: str, site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site.address}{kind}.html")
    page.wait_for_function("document.querySelector('audio').readyState > 2")
    assert landed(page, seconds, SECONDS) == pytest.approx(seconds, abs=0.05)
