"""The show's artwork in the sizes that feed, pages and audio files need."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from pipeline.events import Finished, Started, Tell
from pipeline.formats.pages import PageKit, Picture, page_kit, picture_key
from pipeline.model.blob import Blob
from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import Asset
from pipeline.model.show import Artwork, Show
from pipeline.tools.files import blob
from pipeline.tools.images import save_jpeg

NAME, VERSION = "artwork", 1
"""Of this stage in the cache; the version rises when the same input gives something else."""

KIND_TO_APPS = 512_000
"""Bytes of the feed's picture that are kind to apps on a telephone network (Apple's advice)."""
TAG_LIMIT = 300_000
"""Bytes of the picture inside an audio file: more delays the first sound."""

_LARGE, _MEDIUM, _SMALL = 1400, 600, 300
_QUALITIES = (88, 80, 70, 60, 45, 30)


@dataclass(frozen=True, slots=True)
class ArtworkSet:
    """``feed`` is what the feed names: the producer's own file, or a JPEG of it if that is heavy.

    ``large``, ``medium`` and ``small`` are JPEGs 1400, 600 and 300 pixels wide; ``medium`` also goes into
    the audio file, being at most 300 kB and no progressive JPEG.
    """

    feed: Blob
    large: Blob
    medium: Blob
    small: Blob


def derive(artwork: Artwork, folder: Path, tell: Tell) -> ArtworkSet:
    """Make the sizes in ``folder``, which is empty. Raises ContentError if the picture cannot be decoded."""
    tell(Started(NAME, "Artwork"))
    large = _jpeg(artwork, folder, _LARGE, KIND_TO_APPS)
    made = ArtworkSet(
        _for_feed(artwork, folder, large),
        large,
        _jpeg(artwork, folder, _MEDIUM, TAG_LIMIT),
        _jpeg(artwork, folder, _SMALL, TAG_LIMIT),
    )
    tell(Finished(NAME))
    return made


def feed_key(show: Show, art: ArtworkSet) -> str:
    """Give the content-addressed key of the feed's picture; its ending is what the bytes are."""
    original = art.feed.sha256 == show.artwork.blob.sha256
    ending = "png" if original and show.artwork.kind == "png" else "jpg"
    return f"{show.slug}/media/artwork-{art.feed.short}.{ending}"


def assets(show: Show, art: ArtworkSet) -> tuple[Asset, ...]:
    """Give the pictures as they go to the target, each once."""
    bodies = {feed_key(show, art): art.feed} | {
        picture_key(show, one): one for one in (art.large, art.medium, art.small)
    }
    return tuple(Asset(key, body, content_type(key), cache_control(key)) for key, body in sorted(bodies.items()))


def kit(show: Show, art: ArtworkSet, base_url: str, templates: dict[str, str] | None = None) -> PageKit:
    """Gather what the show's pages use."""
    widths = ((art.small, _SMALL), (art.medium, _MEDIUM), (art.large, _LARGE))
    pictures = tuple(Picture(picture_key(show, jpeg), width) for jpeg, width in widths)
    return page_kit(show, base_url, pictures, templates)


def _for_feed(artwork: Artwork, folder: Path, large: Blob) -> Blob:
    """Give the producer's file if it is light, else a JPEG of its width, else the large one."""
    if artwork.blob.size <= KIND_TO_APPS:
        return blob(Path(copyfile(artwork.blob.path, folder / f"original.{artwork.kind}")))
    full = _jpeg(artwork, folder, artwork.width, KIND_TO_APPS)
    return full if full.size <= KIND_TO_APPS else large


def _jpeg(artwork: Artwork, folder: Path, width: int, limit: int) -> Blob:
    """Make a JPEG with the best quality that keeps it below ``limit`` bytes."""
    path = folder / f"artwork-{width}.jpg"
    for quality in _QUALITIES:
        save_jpeg(artwork.blob.path, path, width, quality)
        if path.stat().st_size <= limit:
            break
    return blob(path)
