"""Tags of an Ogg Opus: Vorbis comments in its second packet (RFC 7845, section 5.2), by mutagen.

Fields as xiph.org's "Ogg Vorbis I format specification: comment field" names them, chapters as its "Chapter Extension",
the picture as ``METADATA_BLOCK_PICTURE``: FLAC's block, in base64.
"""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from mutagen.flac import Picture
from mutagen.id3 import PictureType
from mutagen.oggopus import OggOpus

from pipeline.formats import timecode
from pipeline.formats.id3 import LARGEST_PICTURE, Tags
from pipeline.formats.id3_frames import picture_type
from pipeline.formats.languages import iso_639_2
from pipeline.formats.text import clean, one_line
from pipeline.formats.uri import to_uri


def write(path: Path, tags: Tags, picture: bytes = b"") -> None:
    """Replace every comment of the Opus file at ``path`` by these: same tags and sound, same bytes.

    The name of the encoder's maker, which the format demands, stays. Raises ValueError if the ``picture`` is neither
    JPEG nor PNG, or larger than ``LARGEST_PICTURE``.
    """
    if len(picture) > LARGEST_PICTURE:
        raise ValueError(f"the picture has {len(picture)} bytes: use one of at most {LARGEST_PICTURE}")
    file = OggOpus(path)  # type: ignore[no-untyped-call] # mutagen is partly untyped
    comments = cast("list[tuple[str, str]]", file.tags)
    comments[:] = [*_fields(tags), *_chapters(tags), *_pictures(picture)]
    file.save(padding=lambda _: 0)


def _fields(tags: Tags) -> Iterator[tuple[str, str]]:
    lines = {
        "TITLE": tags.title,
        "ARTIST": tags.author,
        "ALBUM": tags.show,
        "DATE": tags.published.isoformat(),
        "GENRE": "Podcast",
        "LANGUAGE": iso_639_2(tags.language),
        "TRACKNUMBER": str(tags.number or ""),
        "DISCNUMBER": str(tags.season or ""),
        "PODCASTID": tags.guid,
        "PODCASTURL": to_uri(tags.feed),
    }
    long = {"DESCRIPTION": tags.summary, "LYRICS": tags.transcript}
    texts = {name: one_line(line) for name, line in lines.items()} | {k: clean(v).strip() for k, v in long.items()}
    yield from ((name, text) for name, text in texts.items() if text)


def _chapters(tags: Tags) -> Iterator[tuple[str, str]]:
    for number, chapter in enumerate(tags.chapters, 1):
        name = f"CHAPTER{number:03}"
        yield name, timecode.normal_play_time(chapter.start)
        yield f"{name}NAME", one_line(chapter.title)
        if chapter.link:
            yield f"{name}URL", to_uri(chapter.link)


def _pictures(picture: bytes) -> Iterator[tuple[str, str]]:
    if picture:
        block = Picture()  # type: ignore[no-untyped-call]
        block.type, block.mime, block.data = PictureType.COVER_FRONT, picture_type(picture), picture
        encoded = base64.b64encode(block.write())  # type: ignore[no-untyped-call]
        yield "METADATA_BLOCK_PICTURE", encoded.decode("ascii")
