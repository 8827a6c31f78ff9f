"""Tags of M4A and Opus: read back by mutagen and by ffmpeg, and the sound is what it was."""

import base64
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from mutagen.flac import Picture
from mutagen.mp4 import MP4, MP4Cover
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus

from browser import NewPage, browser, new_page, until
from formats.test_id3 import CHAPTERS, TAGS, picture
from mastering.sound import FFMPEG, synthesise
from pages.site import served
from pipeline.errors import ToolError
from pipeline.formats import mp4tags, opustags
from pipeline.formats.id3 import LARGEST_PICTURE, Tags
from pipeline.model.audio import Codec
from pipeline.stages.tag import AlternateJob, tag_alternate
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob

__all__ = ["browser", "new_page", "picture"]
LONG = "Kari: " + "Det var en gang æøå. " * 40_000
"""More than an hour of talk, which takes many pages of Ogg."""
ARGUMENTS = {"aac": "-c:a aac -f ipod", "opus": "-c:a libopus -f opus"}
SECONDS = 20.0

Tagged = Callable[..., Path]


@pytest.fixture
def tagged(tmp_path: Path, picture: bytes) -> Tagged:
    """Give a function that tags a sound of a codec, in a folder of its own."""
    image = tmp_path / "artwork.jpg"
    image.write_bytes(picture)

    def made(codec: Codec, tags: Tags = TAGS, name: str = "work", ffmpeg: Ffmpeg = FFMPEG) -> Path:
        sound, folder = tmp_path / f"sound.{codec}", tmp_path / name
        folder.mkdir()
        if not sound.exists():
            synthesise(sound, seconds=SECONDS, arguments=f"-fflags +bitexact {ARGUMENTS[codec]}")
        job = AlternateJob(codec, blob(sound), blob(image), tags, FFMPEG.version)
        return tag_alternate(job, ffmpeg, folder).audio.path

    return made


def ran(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([FFMPEG.path, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)


def decoded(path: Path) -> bytes:
    done = ran("-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-")
    assert done.returncode == 0
    return done.stdout


def items(path: Path) -> Mapping[str, Any]:
    """An M4A's tags; what mutagen gives is untyped."""
    return cast("Mapping[str, Any]", MP4(path).tags)  # type: ignore[no-untyped-call]


def comments(path: Path) -> Mapping[str, Any]:
    """An Opus file's comments; what mutagen gives is untyped."""
    return cast("Mapping[str, Any]", OggOpus(path).tags)  # type: ignore[no-untyped-call]


def chapters(path: Path) -> list[tuple[float, float, str]]:
    """Start, end and title of each, as ffmpeg reads them."""
    text = ran("-v", "error", "-i", str(path), "-f", "ffmetadata", "-").stdout.decode()
    found = []
    for block in text.split("[CHAPTER]\n")[1:]:
        values = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        over, under = map(int, values["TIMEBASE"].split("/"))
        unit = over / under
        found.append((int(values["START"]) * unit, int(values["END"]) * unit, values["title"]))
    return found


def test_an_m4a_tells_what_the_mp3_tells(tagged: Tagged, picture: bytes) -> None:
    found = items(tagged("aac"))
    texts = {name: found[name][0] for name in ("\xa9nam", "\xa9ART", "\xa9alb", "egid", "purl", "\xa9lyr", "ldes")}
    assert texts == {
        "\xa9nam": TAGS.title,
        "\xa9ART": "DiguT",
        "\xa9alb": TAGS.show,
        "egid": TAGS.guid,
        "purl": TAGS.feed,
        "\xa9lyr": TAGS.transcript,
        "ldes": TAGS.summary,
    }
    assert (found["trkn"], found["disk"], found["pcst"], found["stik"]) == ([(3, 0)], [(2, 0)], True, [21])
    assert (bytes(found["covr"][0]), found["covr"][0].imageformat) == (picture, MP4Cover.FORMAT_JPEG)


def test_an_opus_tells_what_the_mp3_tells(tagged: Tagged, picture: bytes) -> None:
    found = comments(tagged("opus"))
    names = ("title", "artist", "album", "genre", "language", "podcastid", "lyrics", "description")
    expected = [TAGS.title, "DiguT", TAGS.show, "Podcast", "nob", TAGS.guid, TAGS.transcript, TAGS.summary]
    assert [found[name][0] for name in names] == expected
    assert (found["tracknumber"], found["discnumber"]) == (["3"], ["2"])
    assert (found["chapter002"], found["chapter002name"]) == (["00:00:05.000"], ["Gevinster 😀"])
    assert found["chapter002url"] == ["https://example.no/gevinst/%C3%A5?a=1&b=2"]
    block = Picture(base64.b64decode(found["metadata_block_picture"][0]))  # type: ignore[no-untyped-call]
    assert (block.data, block.mime, block.type) == (picture, "image/jpeg", 3)


@pytest.mark.parametrize("codec", ["aac", "opus"])
def test_players_find_the_chapters(codec: Codec, tagged: Tagged) -> None:
    odd = replace(CHAPTERS[2], title="A = b; # c \\ d")
    tags = replace(TAGS, chapters=(*CHAPTERS[:2], odd), seconds=SECONDS)
    found = chapters(tagged(codec, tags))
    assert [start for start, _, _ in found] == pytest.approx([0.0, 5.0, 12.5], abs=0.001)
    assert [end for _, end, _ in found] == pytest.approx([5.0, 12.5, SECONDS], abs=0.03)
    assert [title.replace("\\", "") for _, _, title in found] == [one.title for one in CHAPTERS[:2]] + ["A = b; # c  d"]


@pytest.mark.parametrize("codec", ["aac", "opus"])
@pytest.mark.parametrize("listed", [CHAPTERS, ()])
def test_what_is_sound_stays_as_it_is(codec: Codec, listed: tuple[()], tagged: Tagged, tmp_path: Path) -> None:
    target = tagged(codec, replace(TAGS, chapters=listed))
    assert decoded(target) == decoded(tmp_path / f"sound.{codec}")
    assert len(decoded(target)) == SECONDS * 48_000 * 2 * 4


def test_a_copy_that_is_not_the_proven_sound_is_refused(tagged: Tagged, tmp_path: Path) -> None:
    """An ffmpeg that leaves out a second of the copy."""
    other = tmp_path / "ffmpeg"
    other.write_text(f'#!/bin/sh\ncase "$*" in *episode.opus*) set -- -ss 1 "$@";; esac\nexec "{FFMPEG.path}" "$@"\n')
    other.chmod(0o755)
    with pytest.raises(ToolError, match=r"episode\.opus does not hold the sound that was proven"):
        tagged("opus", ffmpeg=Ffmpeg(str(other), FFMPEG.version))


@pytest.mark.parametrize("codec", ["aac", "opus"])
def test_the_same_tags_give_the_same_bytes(codec: Codec, tagged: Tagged) -> None:
    assert tagged(codec, name="a").read_bytes() == tagged(codec, name="b").read_bytes()


def test_an_m4a_can_be_played_before_all_of_it_is_there(tagged: Tagged) -> None:
    data = tagged("aac").read_bytes()
    assert data[4:12] == b"ftypM4A "
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_pages_of_an_opus_are_whole(tagged: Tagged) -> None:
    """The stream has one number, 0, and pages without a gap, however long the comments are (RFC 3533, section 6)."""
    target = tagged("opus", replace(TAGS, transcript=LONG))
    pages = []
    with target.open("rb") as file:
        while file.read(1):
            file.seek(-1, 1)
            pages.append(OggPage(file))  # type: ignore[no-untyped-call]
    assert {page.serial for page in pages} == {0}
    assert [page.sequence for page in pages] == list(range(len(pages)))
    assert (pages[0].first, pages[-1].last) == (True, True)
    assert pages[0].packets[0].startswith(b"OpusHead")
    assert comments(target)["lyrics"] == [LONG.strip()]


def test_no_picture_that_players_cannot_show(tagged: Tagged) -> None:
    aac, opus = tagged("aac", name="a"), tagged("opus", name="b")
    for write, path in ((mp4tags.write, aac), (opustags.write, opus)):
        with pytest.raises(ValueError, match="neither JPEG nor PNG"):
            write(path, TAGS, b"GIF89a")
        with pytest.raises(ValueError, match="use one of at most"):
            write(path, TAGS, b"\xff\xd8\xff" + bytes(LARGEST_PICTURE))
        write(path, TAGS)
    assert "covr" not in items(aac)


def test_a_browser_knows_how_long_an_opus_lasts_and_goes_where_it_is_told(new_page: NewPage, tagged: Tagged) -> None:
    """Chromium as it is tested here has no AAC."""
    target = tagged("opus", replace(TAGS, transcript=LONG), name="site")
    index = f'<!doctype html><audio src="{target.name}" preload="auto"></audio>'
    (target.parent / "index.html").write_text(index, "utf-8")
    with served(target.parent) as address:
        page = new_page()
        page.goto(address + "index.html")
        until(page, "document.querySelector('audio').readyState > 2")
        assert page.evaluate("document.querySelector('audio').duration") == pytest.approx(SECONDS, abs=0.01)
        page.evaluate("document.querySelector('audio').currentTime = 13.7")
        until(page, "!document.querySelector('audio').seeking")
        assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(13.7, abs=0.05)
