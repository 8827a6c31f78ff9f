"""Assets for storage tests."""

import hashlib
from pathlib import Path

from pipeline.model.blob import Blob
from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import Asset
from pipeline.tools.files import blob

FEED = "show/feed.xml"


def asset(key: str, body: bytes | Blob) -> Asset:
    return Asset(key, body, content_type(key), cache_control(key))


def noise(size: int, seed: bytes = b"") -> bytes:
    """Give bytes that do not repeat, the same every time."""
    return hashlib.shake_256(seed).digest(size)


def recording(folder: Path, size: int, seed: bytes = b"") -> Blob:
    path = folder / "recording.bin"
    path.write_bytes(noise(size, seed))
    return blob(path)


def media(body: Blob) -> Asset:
    return asset(f"show/media/one-{body.short}.mp3", body)
