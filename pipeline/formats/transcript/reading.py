"""The bytes of a transcript file as values, by the file's suffix."""

from collections.abc import Callable, Mapping

from pipeline.formats.text import clean
from pipeline.formats.transcript import srt, txt, vtt
from pipeline.formats.transcript.error import TranscriptError
from pipeline.formats.transcript.voices import checked
from pipeline.model.episode import Cue, Transcript

_READERS: Mapping[str, Callable[[str], list[Cue]]] = {".vtt": vtt.parse, ".srt": srt.parse, ".txt": txt.parse}
SUFFIXES = tuple(_READERS)
_FOREIGN = {b"{\\rtf": "a rich text document", b"PK\x03\x04": "a Word document or other zip file", b"%PDF": "a PDF"}


def read(data: bytes, suffix: str) -> Transcript:
    """Read a transcript in UTF-8, with or without a byte order mark, as its file name's ``suffix`` says.

    ``.vtt`` and ``.srt`` give timed cues in order of time; ``.txt`` gives paragraphs at 0 s. Raises TranscriptError.
    """
    parse = _READERS.get(suffix.lower())
    if parse is None:
        raise TranscriptError(f"a transcript ends in {', '.join(SUFFIXES)}, not in “{suffix}”")
    cues = parse(clean(_decoded(data)))
    if not cues:
        raise TranscriptError("there is no text in it: write what is said, or name another file")
    timed = parse is not txt.parse
    return Transcript(checked(cues) if timed else tuple(cues), timed)


def _decoded(data: bytes) -> str:
    for start, kind in _FOREIGN.items():
        if data.startswith(start):
            raise TranscriptError(f"it is {kind}: save it as plain text in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TranscriptError(f"it is not UTF-8 (line {line}): save it as plain text in UTF-8") from None
