"""Chapters as ffmpeg reads them: its documentation, section "Metadata"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.formats.text import one_line
from pipeline.formats.timecode import milliseconds
from pipeline.model.episode import Chapter

_SPECIAL = re.compile(r"([=;#\\])")


def chapters(values: Sequence[Chapter], seconds: float) -> str:
    """Write chapters in order of time, each until the next, the last one until ``seconds``."""
    edges = pairwise([*(milliseconds(chapter.start) for chapter in values), milliseconds(seconds)])
    told = (_chapter(chapter, *edge) for chapter, edge in zip(values, edges, strict=True))
    return "\n".join([";FFMETADATA1", *told, ""])


def _chapter(chapter: Chapter, start: int, end: int) -> str:
    title = _SPECIAL.sub(r"\\\1", one_line(chapter.title))
    return f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={title}"
