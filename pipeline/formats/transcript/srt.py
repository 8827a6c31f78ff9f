"""SubRip, which has no standard: as Subtitle Edit writes it and the podcast namespace's transcripts.md asks for it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.formats import timecode
from pipeline.formats.text import tidy_lines
from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.voices import Said, is_sound, named, prefixed, split
from pipeline.model.episode import Cue

_TIME = r"\d{1,3}:[0-5]?\d:[0-5]?\d[,.]\d{1,3}"
_HEAD = re.compile(
    rf"(?:^[ \t]*\d+[ \t]*\n)?^[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})(?!\d).*$", re.ASCII | re.MULTILINE
)
_STYLE = re.compile(r"</?(?:b|i|u|s|font)\b[^<>]*>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_ENTITY = re.compile("&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}


def parse(text: str) -> list[Cue]:
    """Read cues as they stand in the file. Raises TranscriptError.

    If the first cue begins with ``Navn:``, speakers are named: each goes on until the next name or sound.
    """
    before, *parts = _HEAD.split(text)
    if before.strip() or not parts:
        raise TranscriptError("it is not SubRip, which begins with 1 and 00:00:00,000 --> 00:00:02,500: correct it")
    heads = list(zip(parts[0::3], parts[1::3], strict=True))
    texts = [_plain(part) for part in parts[2::3]]
    said = _voices(texts)
    return [
        cue
        for (start, end), voices in zip(heads, said, strict=True)
        for cue in split(timecode.parse(start), timecode.parse(end), voices)
    ]


def to_srt(cues: Iterable[Cue]) -> str:
    """Write SubRip; a speaker's name stands before the words where the speaker changes.

    SubRip has no escapes; ``<`` and ``>`` become HTML's, so that no player takes words for tags.
    """
    blocks, before = [], ""
    for number, cue in enumerate(cues, start=1):
        text = _OVERRIDE.sub("", tidy_lines(cue.text))
        lines = _escaped(text if cue.speaker == before else prefixed(cue.speaker, text))
        blocks.append(f"{number}\n{timecode.srt(cue.start)} --> {timecode.srt(cue.end)}\n{lines}\n")
        before = cue.speaker if cue.speaker or not is_sound(text) else before
    return "\n".join(blocks)


def _plain(part: str) -> str:
    if "-->" in part:
        bad = next(line for line in part.split("\n") if "-->" in line)
        raise TranscriptError(f"“{bad.strip()}” is no pair of times: write it as 00:00:00,000 --> 00:00:02,500")
    styled = _OVERRIDE.sub("", _STYLE.sub("", part))
    return tidy_lines(_ENTITY.sub(lambda found: _CHARACTERS[found[1]], styled))


def _voices(texts: Sequence[str]) -> Iterator[list[Said]]:
    """Give the voices in each cue's text."""
    if not texts or not named(texts[0])[0]:
        return ([("", text)] for text in texts)
    known = {named(text)[0] for text in texts} - {""}
    return _followed(texts, known)


def _followed(texts: Sequence[str], known: set[str]) -> Iterator[list[Said]]:
    speaker = ""
    for text in texts:
        said: list[Said] = []
        for line in text.split("\n"):
            name, words = named(line)
            if name in known:
                speaker = name
                said.append((speaker, words))
            elif said:
                said[-1] = (said[-1][0], f"{said[-1][1]}\n{line}")
            else:
                said.append(("" if is_sound(line) else speaker, line))
        yield said


def _escaped(text: str) -> str:
    """Escape what ``_ENTITY`` would read, and only that: a lone ``&`` is what players show."""
    text_safe = _ENTITY.sub(r"&amp;\1;", text)
    return text_safe.replace("<", "&lt;").replace(">", "&gt;")
