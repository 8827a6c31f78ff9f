"""The frames of an ID3v2.3 tag."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mutagen.id3 import CTOCFlags, Encoding, Frame, Frames, PictureType, TextFrame

from pipeline.formats.chapters import MOST
from pipeline.formats.languages import iso_639_2
from pipeline.formats.text import clean, one_line
from pipeline.formats.timecode import milliseconds
from pipeline.formats.uri import to_uri
from pipeline.model.episode import Chapter

_NO_OFFSET = 0xFFFFFFFF
_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class WFED(TextFrame):
    """Apple's address of the feed: named as an address, yet with a text's encoding byte, as TagLib has it too."""


def texts(values: Mapping[str, str]) -> Iterator[Frame]:
    """Give text frames by their ids; empty values give none."""
    for name, value in values.items():
        if one_line(value):
            yield _text(name, one_line(value))


def words(language: str, comment: str, lyrics: str) -> Iterator[Frame]:
    """Give the comment and the transcript, which alone may have several lines (section 4.2)."""
    code = iso_639_2(language)
    for name, value in (("COMM", clean(comment).strip()), ("USLT", clean(lyrics).strip())):
        if value:
            yield _text(name, value, lang=code, desc="")


def addresses(values: Mapping[str, str]) -> Iterator[Frame]:
    """Give frames with web addresses by their ids; empty values give none."""
    for name, value in values.items():
        if value:
            yield Frames[name](url=to_uri(value))


def podcast(guid: str, show_guid: str, feed: str) -> Iterator[Frame]:
    """Give what says that it is a podcast's episode, and which: Apple's frames, and two that are in the standard."""
    yield Frames["PCST"](value=0)
    yield _text("TGID", guid)
    if feed:
        yield WFED(encoding=Encoding.LATIN1, text=[to_uri(feed)])  # type: ignore[no-untyped-call]
    yield _text("TXXX", guid, desc="guid")
    yield Frames["UFID"](owner=f"urn:uuid:{show_guid}", data=guid.encode())


def chapters(values: Sequence[Chapter], seconds: float) -> Iterator[Frame]:
    """Give one ordered table of contents, then the chapters in order of time, each until the next.

    Raises ValueError if there are more than ``MOST``.
    """
    if len(values) > MOST:
        raise ValueError(f"there are {len(values)} chapters: ID3 holds at most {MOST}")
    names = [f"chp{number}" for number in range(len(values))]
    if names:
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        yield Frames["CTOC"](element_id="toc", flags=flags, child_element_ids=names, sub_frames=[])
    edges = pairwise([*(milliseconds(chapter.start) for chapter in values), milliseconds(seconds)])
    for name, chapter, (start, end) in zip(names, values, edges, strict=True):
        yield Frames["CHAP"](
            element_id=name,
            start_time=start,
            end_time=end,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=list(_about(chapter)),
        )


def pictures(picture: bytes) -> Iterator[Frame]:
    """Give the cover, or nothing if there is no picture. Raises ValueError if it is neither JPEG nor PNG."""
    if not picture:
        return
    kind, cover = picture_type(picture), PictureType.COVER_FRONT
    yield Frames["APIC"](encoding=Encoding.LATIN1, mime=kind, type=cover, desc="", data=picture)


def picture_type(picture: bytes) -> str:
    """Give the media type of a picture. Raises ValueError if it is neither JPEG nor PNG."""
    kind = next((kind for start, kind in _PICTURES.items() if picture.startswith(start)), None)
    if kind is None:
        raise ValueError("the picture is neither JPEG nor PNG: save it as JPEG")
    return kind


def _about(chapter: Chapter) -> Iterator[Frame]:
    yield _text("TIT2", one_line(chapter.title))
    if chapter.link:
        yield Frames["WXXX"](encoding=Encoding.LATIN1, desc="chapter url", url=to_uri(chapter.link))


def _text(name: str, text: str, **more: str) -> Frame:
    """Give a frame of text; what is not ASCII is UTF-16, because players take Latin-1 for a code page of their own."""
    encoding = Encoding.LATIN1 if text.isascii() else Encoding.UTF16
    return Frames[name](encoding=encoding, text=text if name == "USLT" else [text], **more)
