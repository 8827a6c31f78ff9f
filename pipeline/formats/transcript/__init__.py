"""Transcripts: read from WebVTT, SubRip or plain text, moved, placed in time, and written for apps and people."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.page import to_html
from pipeline.formats.transcript.placing import placed
from pipeline.formats.transcript.reading import SUFFIXES, read
from pipeline.formats.transcript.srt import to_srt
from pipeline.formats.transcript.txt import to_text
from pipeline.formats.transcript.vtt import to_vtt
from pipeline.model.episode import Cue

__all__ = ["SUFFIXES", "TranscriptError", "moved", "placed", "read", "to_html", "to_srt", "to_text", "to_vtt"]


def moved(
    cues: Iterable[Cue], at: Callable[[float], float], until: Callable[[float], float] | None = None
) -> tuple[Cue, ...]:
    """Move cues from where they are in the recording to where they are heard; what was cut away altogether is gone.

    ``until`` moves their ends, if something may have been put in where one ends; else ``at`` does.
    """
    everywhere = (replace(cue, start=at(cue.start), end=(until or at)(cue.end)) for cue in cues)
    return tuple(cue for cue in everywhere if cue.end > cue.start)
