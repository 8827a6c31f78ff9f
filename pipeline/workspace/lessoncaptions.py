"""The timed text of a lesson: captions in each language, the transcript made of them, and descriptions."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline.formats import captionrules, timecode
from pipeline.formats import transcript as transcript_format
from pipeline.formats.text import clean
from pipeline.formats.transcript import vtt
from pipeline.model.course import Captions
from pipeline.model.episode import Cue, Transcript
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.addresses import language as language_tag
from pipeline.workspace.schema.base import WrongValueError

T = TypeVar("T")

_WCAG = "a video needs captions (WCAG 1.2.2)"
_AS_TEXT = "save it as WebVTT (.vtt), SubRip (.srt) or plain text (.txt)"
_PARTS = 3
"""Of a name such as ``captions.nb.vtt``."""


def captions_of(folder: Folder, language: str) -> tuple[Captions, ...]:
    """Give the captions, those in the lesson's own ``language`` first; without them, a problem."""
    files = sorted(path for path in folder.path.iterdir() if path.name.lower().startswith("captions."))
    tags = {path: tag for path in files if (tag := _tag(folder, path))}
    if language not in tags.values() and len(tags) == len(files):
        there = f": there is only {', '.join(path.name for path in files)}" if files else f": {_WCAG}"
        todo = f"add captions.{language}.vtt" + (", or correct language" if files else "")
        folder.report.add("captions", f"are missing in the lesson's language ({language}){there}", todo)
    found = [captions for path, tag in tags.items() if (captions := timed_text(folder, path.name, "captions", tag))]
    return tuple(sorted(found, key=lambda one: (one.language != language, one.language)))


def timed_text(folder: Folder, name: str, key: str, language: str) -> Captions | None:
    """Give a WebVTT file, which must be UTF-8 and whose cues must not overlap; captions follow all the rules."""
    blob = folder.blob(name, key)
    if blob is None:
        return None
    report = Report(paths.relative(folder.root, folder.path / name), folder.report.problems)
    cues = _parsed(report, lambda: vtt.parse_whole(clean(_text(blob.path))))
    if cues is None:
        return None
    if not cues:
        report.add("", "has no words in it", "write what is said, between times")
    for rule in captionrules.findings(cues):
        if rule.severity == "error" and (key == "captions" or rule.rule in {"order", "overlap"}):
            report.append(cue_key(cues, rule.index), rule.message, rule.todo)
    return Captions(language, cues, blob) if cues else None


def cue_key(cues: tuple[Cue, ...], index: int) -> str:
    """Give the place of a cue as problems name it: its number, and when it begins."""
    return f"cue {index + 1} ({timecode.vtt(cues[index].start)})"


def transcript_of(folder: Folder, captions: tuple[Captions, ...], language: str) -> Transcript | None:
    """Give the transcript in the file ``transcript.*``, or else what the captions in ``language`` say."""
    name = only_named(folder, "transcript", "transcript")
    if name:
        path = paths.file_in(folder.root, folder.path, name, "transcript", folder.report)
        report = Report(paths.relative(folder.root, folder.path / name), folder.report.problems)
        return _parsed(report, lambda: transcript_format.read(path.read_bytes(), path.suffix)) if path else None
    own = next((one for one in captions if one.language == language), None)
    if own is None or folder.report.mentions("transcript"):
        return None
    told = Report("")  # whatever is wrong with them was told when the captions were read
    return _parsed(told, lambda: transcript_format.read(own.blob.path.read_bytes(), ".vtt"))


def only_named(folder: Folder, start: str, key: str) -> str:
    """Give the name of the one file ``start.*``, with or without a language in it, or ''; several are a problem."""
    names = sorted(path.name for path in folder.path.iterdir() if path.name.lower().startswith(f"{start}."))
    if len(names) > 1:
        folder.report.add(key, f"is not clear: there are {', '.join(names)}", "keep one of them")
    return names[0] if names else ""


def tag_of(path: Path) -> str:
    """Give the language tag in a name such as ``captions.nb.vtt``; '' if there is none, or no right one."""
    parts = path.name.split(".")
    if len(parts) != _PARTS or parts[-1] != "vtt":
        return ""
    try:
        return parts[1] if language_tag(parts[1]) == parts[1] else ""
    except WrongValueError:
        return ""


def _tag(folder: Folder, path: Path) -> str:
    tag = tag_of(path)
    if not tag:
        what = f'is no WebVTT file with its language in its name ("{path.name}")'
        folder.report.append("captions", what, "save it as WebVTT and name it as captions.nb.vtt, captions.nn.vtt …")
    return tag


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise transcript_format.TranscriptError(f"it is not UTF-8 (line {line}): save it as UTF-8") from None


def _parsed(report: Report, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except transcript_format.TranscriptError as error:
        what, _, todo = str(error).partition(": ")
        report.add("", f"cannot be used: {what}", todo or _AS_TEXT)
    except OSError as error:
        report.add("", f"cannot be read ({error.strerror})", "check that you may read it")
    return None
