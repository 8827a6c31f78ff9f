"""The HTTP headers of what is published. They follow from the key alone, so a target without headers agrees."""

from pipeline.model.release import IMMUTABLE, PRIVATE, REVALIDATE, UNSHARED

_UNKNOWN = "application/octet-stream"

_TYPES = {
    ".chapters.json": "application/json+chapters",  # Podcasting 2.0, podcast:chapters
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",  # RFC 9239
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",  # RFC 3003
    ".mp4": "video/mp4",
    ".opus": "audio/ogg",  # RFC 7845, section 9
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/rss+xml",  # the only XML that is published is the feed
    ".zip": "application/zip",
}

PRIVATE_FOLDER = "elearning"
"""The first part of keys that are for LMS administrators alone; a bucket's policy keeps it from others."""

_IMMUTABLE_FOLDERS = ("media", "assets")


def content_type(key: str) -> str:
    """Give the media type of ``key`` by its ending; the longest ending that is known decides."""
    parts = key.rpartition("/")[2].lower().split(".")
    endings = ("." + ".".join(parts[start:]) for start in range(1, len(parts)))
    return next((_TYPES[ending] for ending in endings if ending in _TYPES), _UNKNOWN)


def cache_control(key: str) -> str:
    """Give the Cache-Control of ``key``: ``<show>/media/…`` and ``<show>/assets/…`` never change.

    So it is with ``elearning/<course>/media/…``, but no shared cache may keep what stands below ``elearning/``.
    """
    folders = key.split("/")[1:-1]
    if key.startswith(f"{PRIVATE_FOLDER}/"):
        return PRIVATE if folders[1:2] and folders[1] in _IMMUTABLE_FOLDERS else UNSHARED
    return IMMUTABLE if folders[:1] and folders[0] in _IMMUTABLE_FOLDERS else REVALIDATE
