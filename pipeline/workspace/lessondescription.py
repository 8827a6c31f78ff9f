"""The decision on audio description of a lesson, without which it is not published (WCAG 1.2.5)."""

from pathlib import Path

from pipeline.model.course import AudioDescription
from pipeline.workspace.folder import Folder
from pipeline.workspace.lessoncaptions import only_named, tag_of, timed_text
from pipeline.workspace.schema.lesson import AudioDescriptionTable, LessonTable

_KEY = "audio_description"
_WCAG = "is missing: each video needs a decision on audio description (WCAG 1.2.5)"
_HOW = 'write [audio_description] with decision = "integrated" (or "track", "described-version") and reason = "…"'
_WHY = "is missing: the decision on audio description needs its reason (WCAG 1.2.5)"
_ONLY = {"track": "track", "video": "described-version"}
"""The keys that name a file, and the decision each is for."""


def audio_description_of(folder: Folder, table: LessonTable, language: str) -> AudioDescription | None:
    """Give the decision with its reason and its file; None, and a problem, if something of it is missing."""
    chosen = table.audio_description
    if chosen is None:
        folder.report.add(_KEY, _WCAG, _HOW)
        return None
    if not chosen.reason:
        folder.report.add(f"{_KEY}.reason", _WHY, 'write it as reason = "Alt som vises på lysbildene, blir sagt."')
    for key, decision in _ONLY.items():
        if getattr(chosen, key) and chosen.decision != decision:
            folder.report.add(f"{_KEY}.{key}", f'is only for decision = "{decision}"', "remove it, or the decision")
    return _with_file(folder, chosen, language)


def _with_file(folder: Folder, chosen: AudioDescriptionTable, language: str) -> AudioDescription | None:
    if chosen.decision == "track":
        name = chosen.track or only_named(folder, "descriptions", f"{_KEY}.track")
        if not name:
            _missing(folder, "track", f"add descriptions.{language}.vtt")
            return None
        track = timed_text(folder, name, f"{_KEY}.track", tag_of(Path(name)) or language)
        return AudioDescription("track", chosen.reason, track) if track else None
    if chosen.decision == "described-version":
        name = chosen.video or only_named(folder, "described", f"{_KEY}.video")
        if not name:
            _missing(folder, "video", "add described.mp4, with the descriptions in its sound")
            return None
        video = folder.blob(name, f"{_KEY}.video")
        return AudioDescription("described-version", chosen.reason, video=video) if video else None
    return AudioDescription("integrated", chosen.reason)


def _missing(folder: Folder, key: str, todo: str) -> None:
    folder.report.add(f"{_KEY}.{key}", "is missing: the decision says that there is one (WCAG 1.2.5)", todo)
