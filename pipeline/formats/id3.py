"""ID3v2.3 tags for a mastered MP3 (id3.org, "ID3 tag version 2.3.0" and "ID3v2 Chapter Frame Addendum 1.0").

Version 2.3, because Windows and older players read no other. Frames are made by mutagen, one by one, because it orders
a whole tag by size, and players that do not know the table of contents show chapters in the order of the file.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import mutagen.apev2
import mutagen.id3
from mutagen.id3 import ID3, Frame

from pipeline.formats import id3_frames
from pipeline.formats.languages import iso_639_2
from pipeline.formats.timecode import milliseconds
from pipeline.model.episode import Chapter

LARGEST_PICTURE = 300_000
"""Bytes of a picture that do not delay the start of the sound for somebody who streams."""
_TAGS_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Tags:
    """What an episode's file tells of itself.

    ``language`` is a BCP 47 tag, ``seconds`` the duration, ``transcript`` plain text; ``page`` is the episode's
    address, ``site`` the show's, ``feed`` the feed's. What is empty or None is left out.
    """

    title: str
    show: str
    author: str
    published: datetime
    language: str
    guid: str
    show_guid: str
    seconds: float
    summary: str = ""
    season: int | None = None
    number: int | None = None
    transcript: str = ""
    page: str = ""
    site: str = ""
    feed: str = ""
    chapters: tuple[Chapter, ...] = ()


def write(path: Path, tags: Tags, picture: bytes = b"") -> None:
    """Replace every tag of the MP3 at ``path`` by these; what is sound stays as it is, byte for byte.

    Same tags and sound, same bytes. ``picture`` is a JPEG or PNG. Raises ValueError if it is neither or larger than
    ``LARGEST_PICTURE``, or if there are more than 255 chapters.
    """
    written = tag(tags, picture)
    _strip(path)
    aside = path.with_name(f".{path.name}.tagged")
    with path.open("rb") as sound, aside.open("wb") as target:
        target.write(written)
        shutil.copyfileobj(sound, target)
    aside.replace(path)


def tag(tags: Tags, picture: bytes = b"") -> bytes:
    """Give the tag's bytes. Raises ValueError as ``write`` does."""
    if len(picture) > LARGEST_PICTURE:
        raise ValueError(f"the picture has {len(picture)} bytes: use one of at most {LARGEST_PICTURE}")
    frames = (
        *id3_frames.texts(_texts(tags)),
        *id3_frames.words(tags.language, tags.summary, tags.transcript),
        *id3_frames.addresses({"WOAF": tags.page, "WOAS": tags.site}),
        *id3_frames.podcast(tags.guid, tags.show_guid, tags.feed),
        *id3_frames.chapters(tags.chapters, tags.seconds),
        *id3_frames.pictures(picture),
    )
    return _assembled(frames)


def _texts(tags: Tags) -> dict[str, str]:
    return {
        "TIT2": tags.title,
        "TPE1": tags.author,
        "TALB": tags.show,
        "TRCK": str(tags.number or ""),
        "TPOS": str(tags.season or ""),
        "TYER": f"{tags.published:%Y}",
        "TDAT": f"{tags.published:%d%m}",
        "TIME": f"{tags.published:%H%M}",
        "TCON": "Podcast",
        "TLAN": iso_639_2(tags.language),
        "TLEN": str(milliseconds(tags.seconds)),
        "TPUB": tags.author,
    }


def _assembled(frames: Sequence[Frame]) -> bytes:
    body = b"".join(map(_bytes, frames))
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))  # "synchsafe": section 3.1
    return b"ID3\x03\x00\x00" + size + body


def _bytes(frame: Frame) -> bytes:
    """Give one frame as mutagen writes it: the only one of a tag whose 10 bytes of header are taken off."""
    alone, buffer = ID3(), BytesIO()  # type: ignore[no-untyped-call] # mutagen is partly untyped
    alone.add(frame)  # type: ignore[no-untyped-call]
    alone.save(buffer, v1=0, v2_version=3, padding=lambda _: 0)
    return buffer.getvalue()[10:]


def _strip(path: Path) -> None:
    """Remove ID3v1, ID3v2 (also several) and APEv2."""
    mutagen.apev2.delete(path)
    for _ in range(_TAGS_AT_MOST):
        mutagen.id3.delete(path)
        with path.open("rb") as file:
            if file.read(3) != b"ID3":
                return
    raise ValueError(f"{path.name} has more tags than can be removed: master it anew")
