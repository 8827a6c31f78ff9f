"""Plain text: paragraphs, with ``Navn:`` before what somebody says."""

import re
from collections.abc import Iterable, Iterator

from pipeline.formats.text import one_line
from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.voices import Said, is_sound, named, prefixed
from pipeline.formats.turns import has_times, turns
from pipeline.model.episode import Cue, Transcript


def parse(text: str) -> list[Cue]:
    """Give each paragraph as a cue at 0 s. Raises TranscriptError if it is a file of subtitles.

    Paragraphs have an empty line between them. If the first begins with ``Navn:``, speakers are named: each goes on
    until the next name or sound, and a line that begins with a name begins a paragraph.
    """
    if "-->" in text:
        raise TranscriptError("it looks like subtitles: call it .vtt or .srt")
    paragraphs = [lines for lines in re.split(r"\n[ \t]*\n", text) if lines.strip()]
    if paragraphs and named(paragraphs[0].strip())[0]:
        return [Cue(0.0, 0.0, words, speaker) for speaker, words in _followed(paragraphs)]
    return [Cue(0.0, 0.0, one_line(lines)) for lines in paragraphs]


def to_text(cues: Iterable[Cue]) -> str:
    """Write paragraphs with an empty line between them, and ``Navn:`` where the speaker changes."""
    paragraphs = [prefixed(turn.speaker if turn.named else "", turn.text) for turn in turns(as_transcript(cues))]
    return "\n\n".join(paragraphs) + "\n"


def as_transcript(cues: Iterable[Cue]) -> Transcript:
    """Give cues as a transcript that is timed if they have times."""
    kept = tuple(cues)
    return Transcript(kept, timed=has_times(kept))


def _followed(paragraphs: Iterable[str]) -> Iterator[Said]:
    speaker = ""
    for paragraph in paragraphs:
        for turn in _at_names(paragraph):
            name, words = named(turn)
            speaker = name or speaker
            yield "" if is_sound(words) and not name else speaker, words


def _at_names(paragraph: str) -> Iterator[str]:
    lines: list[str] = []
    for line in map(one_line, paragraph.split("\n")):
        if lines and named(line)[0]:
            yield one_line(" ".join(lines))
            lines = []
        lines.append(line)
    yield one_line(" ".join(lines))
