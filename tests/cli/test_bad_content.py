"""Bad content through the command: file, key and exit code, and nothing published is lost or changed."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from cli.publisher import SHOW, Publisher
from mastering.sound import synthesise

Spoil = Callable[[Path], object]


def write(name: str, data: bytes | str) -> Spoil:
    return lambda folder: (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def append(text: str) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / "episode.toml").open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def sound(source: str, arguments: str = "") -> Spoil:
    return lambda folder: synthesise(folder / "recording.wav", source=source, arguments=arguments)


def cut(folder: Path) -> None:
    path = folder / "recording.wav"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def miscounted(folder: Path) -> None:
    path = folder / "recording.wav"
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", len(data) // 2)
    path.write_bytes(data)


def escape(folder: Path) -> None:
    outside = folder.parent.parent.parent / "hemmelig.wav"
    shutil.copy(folder / "recording.wav", outside)
    (folder / "recording.wav").unlink()
    (folder / "recording.wav").symlink_to(outside)


HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n../forste/recording.wav\n#EXT-X-ENDLIST\n"
CHAPTERS = '\n[[chapters]]\nstart = "{}"\ntitle = "A"\n[[chapters]]\nstart = "{}"\ntitle = "B"\n'

EPISODES: dict[str, tuple[Spoil, str, str]] = {
    "empty": (write("recording.wav", b""), "recording", "empty"),
    "truncated": (cut, "recording", "cut off"),
    "miscounted": (miscounted, "recording", "s more are in the file"),
    "no sound": (write("recording.wav", b"hei" * 999), "recording", "no sound can be read"),
    "silent": (sound("anullsrc=d=3"), "recording", "silent"),
    "short": (sound("sine=d=0.4"), "recording", "lasts 0.40 s"),
    "inverted": (sound("sine=d=3", "-af pan=stereo|c0=c0|c1=-1*c0"), "recording", "upside down"),
    "playlist": (write("recording.wav", HLS), "recording", "no sound can be read"),
    "syntax": (write("episode.toml", 'title = "x"\npublished = = 3'), "episode.toml", "line 2"),
    "not utf-8": (write("episode.toml", b'title = "\xff"'), "episode.toml", "UTF-8"),
    "unknown key": (append('\nsumary = "x"\n'), "sumary", "summary"),
    "wrong type": (append("\nseason = true\n"), "season", "true"),
    "bad date": (
        lambda f: Publisher(f.parent.parent, f).edit(f.name, "2026-01-06T06:00:00", '"i går"'),
        "published",
        "i går",
    ),
    "no such time": (
        lambda f: Publisher(f.parent.parent, f).edit(f.name, "2026-01-06T06", "2026-03-29T02"),
        "published",
        "does not exist",
    ),
    "ambiguous time": (
        lambda f: Publisher(f.parent.parent, f).edit(f.name, "2026-01-06T06", "2026-10-25T02"),
        "published",
        "twice",
    ),
    "late chapter": (append(CHAPTERS.format("0", "00:01:00")), "chapters", "past"),
    "chapters out of order": (append(CHAPTERS.format("00:00:04", "00:00:02")), "chapters", "order"),
    "no transcript": (lambda folder: (folder / "transcript.vtt").unlink(), "transcript", "WCAG"),
    "no VTT": (write("transcript.vtt", "hei hei"), "transcript", "WEBVTT"),
    "late transcript": (write("transcript.vtt", "WEBVTT\n\n01:00.000 --> 01:02.000\nhei\n"), "transcript", "past"),
    "out of the workspace": (append('\nrecording = "../../../etc/passwd"\n'), "recording", "leads out"),
    "out by a link": (escape, "recording", "leads out"),
    "same number": (append("\nnumber = 7\n"), "number", "7"),
}


@pytest.mark.parametrize("name", EPISODES)
def test_a_bad_episode_is_refused_and_the_rest_stands(name: str, producer: Publisher) -> None:
    spoil, key, said = EPISODES[name]
    producer.edit("forste", "summary", "number = 7\nsummary")
    assert producer.run("episode", "--all").code == 0
    before = producer.published()
    folder = producer.add("annen", title="Annen", published="2026-01-06T06:00:00")
    spoil(folder)
    ran = producer.run("episode", "--all")
    assert ran.code == 3, ran.err
    assert "episodes/" in ran.err
    assert "annen" in ran.err
    assert key in ran.err
    assert said.lower() in ran.err.lower()
    assert "Traceback" not in ran.err
    assert producer.published() == before


def picture(mode: str, size: tuple[int, int], name: str, kind: str) -> Spoil:
    return lambda folder: Image.new(mode, size, 0).save(folder / name, kind)


SHOWS: dict[str, tuple[Spoil, str]] = {
    "small": (picture("RGB", (900, 900), "artwork.png", "png"), "1400"),
    "oblong": (picture("RGB", (1600, 1400), "artwork.png", "png"), "square"),
    "transparent": (picture("RGBA", (1400, 1400), "artwork.png", "png"), "alpha"),
    "mislabelled": (picture("RGB", (1400, 1400), "artwork.png", "jpeg"), "JPEG"),
    "no picture": (write("artwork.png", b"hei"), "artwork"),
}


@pytest.mark.parametrize("name", SHOWS)
def test_bad_artwork_is_refused(name: str, producer: Publisher) -> None:
    spoil, said = SHOWS[name]
    assert producer.run("episode", "--all").code == 0
    before = producer.published()
    spoil(producer.root / "feeds" / SHOW)
    ran = producer.run("episode", "--all")
    assert ran.code == 3, ran.err
    assert f"feeds/{SHOW}/show.toml: artwork: " in ran.err
    assert said.lower() in ran.err.lower()
    assert producer.published() == before


def test_every_problem_is_told_at_once(producer: Publisher) -> None:
    for slug, key in (("en", "tittel"), ("to", "summry")):
        append(f'\n{key} = "x"\n')(producer.add(slug, published="2026-01-06T06:00:00"))
    ran = producer.run("check")
    assert ran.code == 3
    assert "episodes/en/episode.toml: tittel: " in ran.err
    assert "episodes/to/episode.toml: summry: " in ran.err


def test_check_opens_every_recording(producer: Publisher) -> None:
    write("recording.wav", b"hei" * 99)(producer.add("annen", published="2026-01-06T06:00:00"))
    ran = producer.run("check")
    assert ran.code == 3
    assert "episodes/annen/recording.wav: recording: no sound can be read" in ran.err


def test_check_finds_what_does_not_fit_the_recording(producer: Publisher) -> None:
    append(CHAPTERS.format("0", "00:01:00"))(producer.add("en", published="2026-01-06T06:00:00"))
    cut(producer.add("to", published="2026-01-07T06:00:00"))
    write("intro.wav", b"hei" * 99)(producer.root / "feeds" / SHOW)
    with (producer.root / "feeds" / SHOW / "show.toml").open("a", encoding="utf-8") as file:
        file.write('\n[stings]\nintro = "intro.wav"\n')
    ran = producer.run("check")
    assert ran.code == 3
    assert "episodes/en/episode.toml: chapters.2.start: " in ran.err
    assert "episodes/to/recording.wav: recording: it is cut off" in ran.err
    assert f"feeds/{SHOW}/show.toml: stings.intro: no sound can be read" in ran.err


def test_bad_recordings_are_all_told(producer: Publisher) -> None:
    for slug in ("en", "to"):
        sound("anullsrc=d=3")(producer.add(slug, published="2026-01-06T06:00:00"))
    ran = producer.run("episode", "--all")
    assert ran.code == 3
    assert "episodes/en/recording.wav: recording: it is silent" in ran.err
    assert "episodes/to/recording.wav: recording: it is silent" in ran.err
    assert not producer.public.exists()


NOTES = """# Notat

<script>alert(1)</script><img src=x onerror=alert(2)>
[lenke](javascript:alert(3)) og [ekte](https://www.example.no/æøå) \x07 🎙
"""


def test_html_in_notes_is_made_harmless(producer: Publisher) -> None:
    write("notes.md", NOTES)(producer.root / "episodes/forste")
    assert producer.run("episode", "--all").code == 0
    entry = next(iter(producer.entries().values()))
    page = (producer.public / SHOW / "episodes/forste/index.html").read_text("utf-8")
    for text in (page, entry.content[0].value):
        assert "alert(1)</script>" not in text
        assert "<img" not in text.partition("Notat")[2].partition("🎙")[0]
        assert 'href="javascript:' not in text
        assert "\x07" not in text
        assert "🎙" in text


def test_norwegian_and_emoji_everywhere(producer: Publisher) -> None:
    people = '\n[[people]]\nname = "Åse Øvrebø 🦊"\n[[chapters]]\nstart = 0\ntitle = "Æ e trønder æ å"\n'
    append(people)(producer.root / "episodes/forste")
    ran = producer.run("episode", "--all", environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert ran.code == 0, ran.err
    feed = producer.feed.read_text("utf-8")
    assert "Åse Øvrebø 🦊" in feed
    assert "Æ e trønder æ å" in feed
    assert all(key.isascii() for key in producer.published())
