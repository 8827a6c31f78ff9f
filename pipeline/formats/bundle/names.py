"""Names of files in a bundle, such as every LMS and file system keeps."""

import re

NAME = re.compile(r"[a-z0-9_][a-z0-9._-]*(/[a-z0-9_][a-z0-9._-]*)*")
LONGEST = 200
"""Characters of a whole name: an LMS puts folders of its own before it, and Windows takes 260 for all of it."""


def checked(name: str) -> str:
    """Give a name back if it is ``[a-z0-9._-]`` in folders, else raise ValueError."""
    if len(name) > LONGEST or not NAME.fullmatch(name):
        raise ValueError(f"{name!r} may hold only a to z, 0 to 9, '.', '_' and '-', {LONGEST} characters at most")
    return name
