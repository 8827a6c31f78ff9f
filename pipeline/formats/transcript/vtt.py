"""WebVTT (W3C Candidate Recommendation, https://www.w3.org/TR/webvtt1/)."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from webvtt import WebVTT
from webvtt.errors import MalformedFileError

from pipeline.formats import timecode
from pipeline.formats.text import one_line, tidy_lines
from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.voices import Said, split
from pipeline.model.episode import Cue

_TIME = r"(?:\d{1,9}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?!\d)", re.ASCII)
_TAG = re.compile(r"<([^<>]*)>")
_VOICE = re.compile(r"v(?:\.[^\s>]*)?\s+(?P<name>.*)", re.DOTALL)
_ESTIMATED = {
    "en": "The times are estimated from the text and from where there is speech.",
    "nb": "Tidene er anslått ut fra teksten og hvor det snakkes.",
}


def parse(text: str) -> list[Cue]:
    """Read cues as they stand in the file, one for each voice. Raises TranscriptError."""
    return [cue for start, end, said in _blocks(text) for cue in split(start, end, said)]


def parse_whole(text: str) -> tuple[Cue, ...]:
    """Read cues as they are shown, in the order of the file, their lines kept, several voices in one cue.

    ``speaker`` is the only voice of a cue, or ''; cues without words are left out. Raises TranscriptError.
    """
    cues = (_whole(start, end, said) for start, end, said in _blocks(text))
    return tuple(cue for cue in cues if cue.text)


def to_vtt(cues: Iterable[Cue], language: str, *, estimated: bool) -> str:
    """Write WebVTT; the language and, if so, that times are estimated stand in notes, speakers in voice spans."""
    notes = [f"NOTE language: {_escaped(one_line(language))}"]
    if estimated:
        notes.append("NOTE " + _ESTIMATED["en" if language.lower().startswith("en") else "nb"])
    return "\n\n".join(["WEBVTT", *notes, *(_block(cue) for cue in cues)]) + "\n"


def _blocks(text: str) -> Iterator[tuple[float, float, list[Said]]]:
    _refuse_bad_times(text)
    try:
        captions = WebVTT.from_string(text).captions
    except MalformedFileError:
        raise TranscriptError("it does not begin with WEBVTT: correct the file, or its suffix") from None
    for caption in captions:
        yield timecode.parse(caption.start), timecode.parse(caption.end), list(_said(caption.raw_text))


def _whole(start: float, end: float, said: Iterable[Said]) -> Cue:
    heard = [(one_line(speaker), tidy_lines(words)) for speaker, words in said if tidy_lines(words)]
    speakers = {speaker for speaker, _ in heard}
    return Cue(start, end, "\n".join(words for _, words in heard), speakers.pop() if len(speakers) == 1 else "")


def _refuse_bad_times(text: str) -> None:
    """Refuse what a reader must skip by the standard, because words would be lost without a word."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line and not line.startswith("NOTE") and not _TIMES.match(line):
            raise TranscriptError(
                f"line {number}, “{line.strip()}”, is no pair of times: write 00:00:00.000 --> 00:00:02.500"
            )


def _said(payload: str) -> Iterator[Said]:
    """Give each voice's text; tags that only style are dropped (section 6.4)."""
    speaker, words = "", ""
    for position, part in enumerate(_TAG.split(payload)):
        voice = _VOICE.fullmatch(part) if position % 2 else None
        if voice or (position % 2 and part.strip() == "/v"):
            yield speaker, words
            speaker, words = unescape(voice["name"]) if voice else "", ""
        elif position % 2 == 0:
            words += unescape(part)
    yield speaker, words


def _block(cue: Cue) -> str:
    name = re.sub("-$", "&#45;", _escaped(one_line(cue.speaker)))  # a cue must not hold an arrow (section 4.1)
    voice = f"<v {name}>" if name else ""
    return f"{timecode.vtt(cue.start)} --> {timecode.vtt(cue.end)}\n{voice}{_escaped(tidy_lines(cue.text))}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
