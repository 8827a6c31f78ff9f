"""Transcripts: read from WebVTT, SubRip or plain text, moved, placed in time, and written for apps and people."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.page import to_html
from pipeline.formats.transcript.placing import placed
from pipeline.formats.transcript.reading import SUFFIXES, read
from pipeline.formats.transcript.srt import to_srt
from pipeline.formats.transcript.txt import to_text
from pipeline.formats.transcript.vtt import to_vtt
from pipeline.model.episode import Cue

__all__ = ["SUFFIXES", "TranscriptError", "placed", "read", "shifted", "to_html", "to_srt", "to_text", "to_vtt"]


def shifted(cues: Iterable[Cue], seconds: float) -> tuple[Cue, ...]:
    """Move cues by ``seconds``: later for an intro, earlier (negative) for a cut; what then ends before 0 is gone."""
    moved = (replace(cue, start=max(0.0, cue.start + seconds), end=cue.end + seconds) for cue in cues)
    return tuple(cue for cue in moved if cue.end > 0)
