import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from typing import Any

import mutagen.apev2
import mutagen.id3
import pytest
from hypothesis import given
from mutagen.id3 import ID3, TIT2, TXXX
from PIL import Image

from formats.keeping import keeps
from formats.transcripts import ANYTHING
from pipeline.formats import id3
from pipeline.formats.languages import iso_639_2
from pipeline.formats.mp3 import read_xing
from pipeline.formats.text import clean, one_line
from pipeline.model.episode import Chapter
from samples import recordings

CHAPTERS = (
    Chapter(0.0, "Velkommen, og noe om hvorfor kommunene går sammen"),
    Chapter(5.0004, "Gevinster 😀", "https://example.no/gevinst/å?a=1&b=2"),
    Chapter(12.5, "Å"),
)
TAGS = id3.Tags(
    title="Trygg hjemme: æøå 😀",
    show="Kommunenes digitale fremskritt",
    author="DiguT",
    published=datetime(2026, 3, 2, 6, 5, tzinfo=timezone(timedelta(hours=1))),
    language="nb",
    guid="2e3804c8-1d89-589d-9fa5-58a96a0fd908",
    show_guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
    seconds=20.0,
    summary="Fire kommuner.\nÉn løsning.",
    season=2,
    number=3,
    transcript="Kari: Hei.\n\nOla: På gjensyn.",
    page="https://lyd.example.no/fremskritt/episodes/trygg/",
    site="https://example.no/fremskritt",
    feed="https://lyd.example.no/fremskritt/feed.xml",
    chapters=CHAPTERS,
)


@pytest.fixture
def picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (300, 300), "navy").save(buffer, "JPEG")
    return buffer.getvalue()


def frames(tag: bytes) -> Iterator[tuple[str, bytes]]:
    """Walk a v2.3 tag by the standard alone."""
    assert tag[:6] == b"ID3\x03\x00\x00"
    position, end = 10, 10 + sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True))
    while position < end:
        name, size, flags = unpack_from(">4sIH", tag, position)
        assert flags == 0
        yield name.decode(), tag[position + 10 : position + 10 + size]
        position += 10 + size
    assert position == end


def reread(tag: bytes) -> ID3:
    return ID3(BytesIO(tag), translate=False)  # type: ignore[no-untyped-call] # mutagen is partly untyped


def each(tag: ID3, name: str) -> list[Any]:
    return [tag[key] for key in tag if tag[key].FrameID == name]


def test_golden() -> None:
    listing = "".join(f"{name} {len(body)} {body!r}\n" for name, body in frames(id3.tag(TAGS)))
    keeps("id3.txt", listing.encode())


def test_mutagen_reads_back_what_was_written(mp3: Path, picture: bytes) -> None:
    id3.write(mp3, TAGS, picture)
    tag = ID3(mp3, translate=False)  # type: ignore[no-untyped-call]
    assert tag.version == (2, 3, 0)
    assert not tag.unknown_frames
    texts = {name: str(tag[name]) for name in tag if re.fullmatch("T[A-Z0-9]{3}", name)}
    assert texts == {
        "TIT2": TAGS.title,
        "TPE1": "DiguT",
        "TPUB": "DiguT",
        "TALB": TAGS.show,
        "TRCK": "3",
        "TPOS": "2",
        "TYER": "2026",
        "TDAT": "0203",
        "TIME": "0605",
        "TCON": "Podcast",
        "TLAN": "nob",
        "TLEN": "20000",
        "TGID": TAGS.guid,
    }
    assert tag["COMM::nob"].text == [TAGS.summary]
    assert tag["USLT::nob"].text == TAGS.transcript
    assert tag["TXXX:guid"].text == [TAGS.guid]
    assert tag[f"UFID:urn:uuid:{TAGS.show_guid}"].data == TAGS.guid.encode()
    assert (tag["WOAF"].url, tag["WOAS"].url) == (TAGS.page, TAGS.site)
    assert (tag["APIC:"].mime, tag["APIC:"].data) == ("image/jpeg", picture)


def test_chapters_are_in_one_table_and_in_the_files_order() -> None:
    tag = reread(id3.tag(TAGS))
    (table,) = each(tag, "CTOC")
    assert (table.flags, table.child_element_ids) == (3, ["chp0", "chp1", "chp2"])
    times = [(tag[f"CHAP:{name}"].start_time, tag[f"CHAP:{name}"].end_time) for name in table.child_element_ids]
    assert times == [(0, 5000), (5000, 12_500), (12_500, 20_000)]
    titles = [tag[f"CHAP:{name}"].sub_frames["TIT2"].text for name in table.child_element_ids]
    assert titles == [[chapter.title] for chapter in CHAPTERS]
    assert tag["CHAP:chp1"].sub_frames["WXXX:chapter url"].url == "https://example.no/gevinst/%C3%A5?a=1&b=2"
    order = [body[:4] for name, body in frames(id3.tag(TAGS)) if name in {"CTOC", "CHAP"}]
    assert order == [b"toc\0", b"chp0", b"chp1", b"chp2"]


def test_ffmpeg_reads_back_tags_and_chapters(mp3: Path, picture: bytes, metadata: Callable[[Path], str]) -> None:
    id3.write(mp3, TAGS, picture)
    read = metadata(mp3).replace("\\\n", "\n")
    for line in (
        "title=Trygg hjemme: æøå 😀",
        "album=Kommunenes digitale fremskritt",
        "date=2026-03-02 06:05",
        "track=3",
    ):
        assert f"{line}\n" in read
    assert f"comment={TAGS.summary}\n" in read
    assert f"lyrics-nob={TAGS.transcript}\n" in read
    chapters = re.findall(r"\[CHAPTER\]\nTIMEBASE=1/1000\nSTART=(\d+)\nEND=\d+\ntitle=(.*)", read)
    assert [title for _, title in chapters] == [chapter.title for chapter in CHAPTERS]
    for (start, _), chapter in zip(chapters, CHAPTERS, strict=True):
        assert int(start) / 1000 == pytest.approx(chapter.start, abs=0.03)  # it takes the encoder's delay off


def test_the_sound_is_untouched(mp3: Path, plain_mp3: Path, picture: bytes, decode: Callable[[Path], bytes]) -> None:
    id3.write(mp3, TAGS, picture)
    assert mp3.read_bytes().endswith(plain_mp3.read_bytes())
    assert decode(mp3) == decode(plain_mp3)
    assert read_xing(mp3) == read_xing(plain_mp3)
    assert sorted(path.name for path in mp3.parent.iterdir()) == ["episode.mp3"]


def test_tagging_again_changes_nothing(mp3: Path, picture: bytes) -> None:
    id3.write(mp3, TAGS, picture)
    once = mp3.read_bytes()
    id3.write(mp3, replace(TAGS, title="Noe ganske annet", chapters=()))
    assert mp3.read_bytes() != once
    id3.write(mp3, TAGS, picture)
    assert mp3.read_bytes() == once


def test_every_old_tag_goes(mp3: Path, plain_mp3: Path) -> None:
    for title in ("en", "to"):
        old = ID3()  # type: ignore[no-untyped-call]
        old.add(TIT2(encoding=3, text=title))  # type: ignore[no-untyped-call]
        old.add(TXXX(encoding=3, desc="gammel", text=title))  # type: ignore[no-untyped-call]
        other = mp3.with_name("old.mp3")
        old.save(other, v1=2)
        mp3.write_bytes(other.read_bytes()[:-128] + mp3.read_bytes() + other.read_bytes()[-128:])
        other.unlink()
    mp3.write_bytes(mp3.read_bytes()[:-128])  # one ID3v1 is as many as there can be
    ape = mutagen.apev2.APEv2()  # type: ignore[no-untyped-call]
    ape["Title"] = "gammel"
    ape.save(mp3)
    id3.write(mp3, TAGS)
    assert mp3.read_bytes() == id3.tag(TAGS) + plain_mp3.read_bytes()


def test_a_file_of_nothing_but_tags_is_refused(mp3: Path) -> None:
    mp3.write_bytes(id3.tag(TAGS) * 9 + mp3.read_bytes())
    with pytest.raises(ValueError, match="more tags"):
        id3.write(mp3, TAGS)


@pytest.mark.parametrize(
    "source",
    [path for path in recordings() if path.suffix == ".mp3"],
    ids=lambda path: str(path.parent.name + path.name),
)
def test_other_peoples_files_keep_their_sound(source: Path, tmp_path: Path, decode: Callable[[Path], bytes]) -> None:
    copy = tmp_path / "copy.mp3"
    copy.write_bytes(source.read_bytes())
    id3.write(copy, TAGS)
    assert decode(copy) == decode(source)


@given(ANYTHING, ANYTHING)
def test_any_words_are_kept_as_far_as_they_can_be_text(title: str, words: str) -> None:
    tags = replace(TAGS, title=title, summary=words, transcript=words, chapters=(Chapter(0, title),))
    tag = reread(id3.tag(tags))
    assert [str(frame) for frame in each(tag, "TIT2")] == [one_line(title)] * bool(one_line(title))
    assert [frame.text for frame in each(tag, "USLT")] == [clean(words).strip()] * bool(clean(words).strip())
    assert not [name for name, body in frames(id3.tag(tags)) if body[:1] in {b"\2", b"\3"}]  # encodings of version 2.4


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        TAGS, summary="", season=None, number=None, transcript="", page="", site="", feed="", chapters=(), language="xx"
    )
    names = [name for name, _ in frames(id3.tag(bare))]
    assert names == [
        "TIT2",
        "TPE1",
        "TALB",
        "TYER",
        "TDAT",
        "TIME",
        "TCON",
        "TLAN",
        "TLEN",
        "TPUB",
        "PCST",
        "TGID",
        "TXXX",
        "UFID",
    ]
    assert dict(frames(id3.tag(bare)))["TLAN"] == b"\0und\0"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("nb", "nob"),
        ("nb-NO", "nob"),
        ("NN_no", "nno"),
        ("no", "nor"),
        ("en-GB", "eng"),
        ("sma", "sma"),
        ("se", "sme"),
        ("q", "und"),
        ("", "und"),
    ],
)
def test_languages(tag: str, code: str) -> None:
    assert iso_639_2(tag) == code


def test_a_png_is_a_picture_too() -> None:
    buffer = BytesIO()
    Image.new("RGB", (10, 10)).save(buffer, "PNG")
    assert reread(id3.tag(TAGS, buffer.getvalue()))["APIC:"].mime == "image/png"


@pytest.mark.parametrize(
    ("picture", "says"), [(b"GIF89a", "neither JPEG nor PNG"), (b"\xff\xd8\xff" + bytes(300_000), "at most 300000")]
)
def test_other_pictures_are_refused_before_anything_is_written(mp3: Path, picture: bytes, says: str) -> None:
    before = mp3.read_bytes()
    with pytest.raises(ValueError, match=says):
        id3.write(mp3, TAGS, picture)
    assert mp3.read_bytes() == before


def test_as_many_chapters_as_a_table_holds() -> None:
    chapters = tuple(Chapter(second, "Del") for second in range(256))
    assert len(each(reread(id3.tag(replace(TAGS, chapters=chapters[:255]))), "CHAP")) == 255
    with pytest.raises(ValueError, match="at most 255"):
        id3.tag(replace(TAGS, chapters=chapters))
