"""Tags of an M4A: the items of Apple's ``ilst``, by mutagen. Chapters are a track of the file, so they are made before.

What is sound is not touched; that the tags stand before it only moves it.
"""

from collections.abc import Iterator
from pathlib import Path

from mutagen.mp4 import MP4Cover, MP4Tags

from pipeline.formats.id3 import LARGEST_PICTURE, Tags
from pipeline.formats.id3_frames import picture_type
from pipeline.formats.text import clean, one_line
from pipeline.formats.uri import to_uri

_PODCAST = 21
"""The kind of media (``stik``) that iTunes gives podcasts."""


def write(path: Path, tags: Tags, picture: bytes = b"") -> None:
    """Replace every tag of the M4A at ``path`` by these: same tags and sound, same bytes.

    Raises ValueError if the ``picture`` is neither JPEG nor PNG, or larger than ``LARGEST_PICTURE``.
    """
    if len(picture) > LARGEST_PICTURE:
        raise ValueError(f"the picture has {len(picture)} bytes: use one of at most {LARGEST_PICTURE}")
    items = MP4Tags()  # type: ignore[no-untyped-call] # mutagen is partly untyped
    for name, value in (*_texts(tags), *_numbers(tags), *_pictures(picture)):
        items[name] = value
    items.save(path, padding=lambda _: 0)


def _texts(tags: Tags) -> Iterator[tuple[str, list[str]]]:
    lines = {
        "\xa9nam": tags.title,
        "\xa9ART": tags.author,
        "aART": tags.author,
        "\xa9alb": tags.show,
        "\xa9day": tags.published.isoformat(),
        "\xa9gen": "Podcast",
        "desc": tags.summary,
        "egid": tags.guid,
        "purl": to_uri(tags.feed),
    }
    long = {"ldes": tags.summary, "\xa9lyr": tags.transcript}
    texts = {name: one_line(line) for name, line in lines.items()} | {k: clean(v).strip() for k, v in long.items()}
    yield from ((name, [text]) for name, text in texts.items() if text)


def _numbers(tags: Tags) -> Iterator[tuple[str, object]]:
    yield "pcst", True
    yield "stik", [_PODCAST]
    if tags.number:
        yield "trkn", [(tags.number, 0)]
    if tags.season:
        yield "disk", [(tags.season, 0)]


def _pictures(picture: bytes) -> Iterator[tuple[str, list[MP4Cover]]]:
    if picture:
        kind = MP4Cover.FORMAT_PNG if picture_type(picture) == "image/png" else MP4Cover.FORMAT_JPEG
        yield "covr", [MP4Cover(picture, kind)]  # type: ignore[no-untyped-call]
