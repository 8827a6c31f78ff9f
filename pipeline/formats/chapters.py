"""Chapters: checked, moved, and written as Podcasting 2.0 JSON and as lines of a description.

The feed's ``psc:chapters`` and the ID3 frames are made of the same values with the functions of ``timecode``.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.formats import timecode
from pipeline.formats.text import one_line
from pipeline.model.episode import Chapter

VERSION = "1.2.0"
MOST = 255
"""Chapters in one file: ID3's table of contents counts them in one byte."""


@dataclass(frozen=True, slots=True)
class ChapterProblem:
    """What is wrong with the chapter at ``index`` (from 0), in its ``key``, and what to do about it."""

    index: int
    key: str
    what: str
    todo: str

    def __str__(self) -> str:
        """Give it as one line, counting chapters from 1."""
        return f"chapter {self.index + 1}: {self.key}: {self.what}: {self.todo}"


def moved(chapters: Sequence[Chapter], at: Callable[[float], float]) -> tuple[Chapter, ...]:
    """Move chapters from where they begin in the recording to where they are heard; later is never earlier.

    A chapter that covers the recording's start covers the audio's start afterwards, an intro included: no second
    without a chapter comes before it, and none that nobody wrote. No chapter is lost: those that a cut would put in one
    place follow each other a second apart.
    """
    starts = [at(chapter.start) for chapter in chapters]
    if chapters and not chapters[0].start:
        starts[0] = 0.0
    apart = _apart(starts, at(math.inf))
    return tuple(replace(chapter, start=start) for chapter, start in zip(chapters, apart, strict=True))


def _apart(starts: Sequence[float], end: float) -> list[float]:
    """Give starts that rise and are ahead of the end: a second apart where they must move, less where there is none."""
    step, placed = min(1.0, end / max(len(starts), 1)), list[float]()
    for start in starts:
        placed.append(placed[-1] + step if placed and start <= placed[-1] else start)
    for index in reversed(range(len(placed))):
        placed[index] = placed[index] if placed[index] < end else end - step
        end = placed[index]
    return placed


def problems(chapters: Sequence[Chapter], seconds: float | None = None) -> tuple[ChapterProblem, ...]:
    """Find chapters untitled, out of order, negative, in one second, too many, or past ``seconds`` if that is known."""
    surplus = ChapterProblem(MOST, "start", f"there are {len(chapters)}, and players read {MOST}", "join some")
    return (*_each(chapters, seconds), *_neighbours(chapters), *([surplus] if len(chapters) > MOST else []))


def to_json(chapters: Sequence[Chapter], *, title: str = "", podcast: str = "", author: str = "") -> bytes:
    """Write JSON chapters 1.2.0 (podcast-namespace, jsonChapters.md; type ``application/json+chapters``)."""
    about = {"title": title, "podcastName": podcast, "author": author}
    document = {
        "version": VERSION,
        **{key: one_line(value) for key, value in about.items() if one_line(value)},
        "chapters": [_entry(chapter) for chapter in chapters],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def description_lines(chapters: Sequence[Chapter]) -> list[str]:
    """Give a line ``(00:12:34) Title`` for each chapter, as Spotify and Overcast read them in a description."""
    return [f"{timecode.chapter(chapter.start)} {one_line(chapter.title)}" for chapter in chapters]


def _each(chapters: Sequence[Chapter], seconds: float | None) -> Iterator[ChapterProblem]:
    for index, chapter in enumerate(chapters):
        if not one_line(chapter.title):
            yield ChapterProblem(index, "title", "it is empty", "write what the chapter is about")
        if not (math.isfinite(chapter.start) and chapter.start >= 0):
            yield ChapterProblem(index, "start", f"{chapter.start} is not a time from 0 on", "write it as HH:MM:SS")
        elif seconds is not None and timecode.rounded(chapter.start) >= seconds:
            start, end = timecode.spoken(chapter.start), timecode.spoken(seconds)
            yield ChapterProblem(index, "start", f"{start} is past the end, {end}", "correct the time, or remove it")


def _neighbours(chapters: Sequence[Chapter]) -> Iterator[ChapterProblem]:
    for index, (before, chapter) in enumerate(pairwise(chapters), start=1):
        first, second = (math.floor(one.start) if math.isfinite(one.start) else math.inf for one in (before, chapter))
        start = timecode.spoken(chapter.start) if math.isfinite(chapter.start) else ""
        if second < first < math.inf:
            yield ChapterProblem(index, "start", f"{start} is before the chapter above it", "put them in order of time")
        elif first == second < math.inf:
            yield ChapterProblem(index, "start", f"{start} is also the chapter above it", "give each its own second")


def _entry(chapter: Chapter) -> dict[str, str | float]:
    whole, rest = divmod(timecode.milliseconds(chapter.start), 1000)
    entry: dict[str, str | float] = {
        "startTime": whole + rest / 1000 if rest else whole,
        "title": one_line(chapter.title),
    }
    return {**entry, "url": chapter.link} if chapter.link else entry
