"""Which keys a target takes: those that mean the same on every file system, in S3 and in a URL."""

import re

from pipeline.errors import PublishError

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~-]{0,199}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 900
"""S3 takes 1024 bytes; the rest is for a target's prefix."""


def is_key(key: str) -> bool:
    """Say whether ``key`` is relative, ASCII, without dot files, and safe on Windows as well."""
    return len(key) <= _LONGEST and all(map(_is_part, key.split("/")))


def _is_part(part: str) -> bool:
    return bool(_PART.fullmatch(part)) and not part.endswith(".") and not _RESERVED.fullmatch(part)


def checked(key: str) -> str:
    """Give ``key`` back, or raise PublishError if it could leave the target or be read differently somewhere."""
    if not is_key(key):
        hint = "use letters a-z, digits, '-', '_' and '.' between '/', with no dot first"
        raise PublishError(f"{key!a} cannot be the name of a published file", hint)
    return key


def checked_prefix(prefix: str) -> str:
    """Give ``prefix`` back, whole parts or the beginning of one; raise PublishError as ``checked`` does."""
    if prefix:
        checked(prefix.removesuffix("/"))
    return prefix
