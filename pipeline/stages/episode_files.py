"""The files that go with an episode's audio: transcript in three forms, chapters as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.errors import ContentError
from pipeline.formats import chapters as chapter_format
from pipeline.formats import transcript as transcript_format
from pipeline.model.audio import Master
from pipeline.model.episode import Chapter, Cue, Episode, Transcript
from pipeline.model.headers import content_type
from pipeline.model.record import EpisodeRecord, MediaFile
from pipeline.model.release import Asset

_SLACK = 2.0
"""Seconds by which a last caption may outlast the recording: editors let it stand to be read."""


@dataclass(frozen=True, slots=True)
class Companions:
    """Chapters and transcript as they fit the finished audio, and the files made of them."""

    chapters: tuple[Chapter, ...]
    transcript: Transcript | None
    chapters_file: Asset | None
    transcript_files: tuple[Asset, ...]

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Give all the files."""
        return (*((self.chapters_file,) if self.chapters_file else ()), *self.transcript_files)


def companions(episode: Episode, master: Master) -> Companions:
    """Move chapters and transcript to where an intro and cuts have put them, and write their files.

    Raises:
        ContentError: a chapter or a cue lies past the end of the recording.
    """
    refuse_late(episode, master.recorded)
    chapters = chapter_format.moved(episode.chapters, master.timeline.chapter)
    transcript = _fitted(episode, master)
    written = _transcripts(episode, transcript) if transcript else ()
    chapters_file = (
        _file(episode, "chapters.json", chapter_format.to_json(chapters, title=episode.title)) if chapters else None
    )
    return Companions(chapters, transcript, chapters_file, written)


def refuse_late(episode: Episode, seconds: float) -> None:
    """Refuse chapters and captions past the end of a recording that lasts ``seconds``.

    Raises:
        ContentError: names the file, the key and the time.
    """
    where = f"episodes/{episode.slug}/episode.toml"
    for problem in chapter_format.problems(episode.chapters, seconds):
        raise ContentError(f"{where}: chapters.{problem.index + 1}.{problem.key}: {problem.what}", problem.todo)
    cues = episode.transcript.cues if episode.transcript and episode.transcript.timed else ()
    late = [cue for cue in cues if cue.start >= seconds or cue.end > seconds + _SLACK]
    if late:
        raise ContentError(
            f"{where}: transcript: “{late[0].text[:40]}” ({late[0].start:.1f}-{late[0].end:.1f} s) is past the end of "
            f"the recording, which lasts {seconds:.1f} s",
            "check that the transcript belongs to this recording",
        )


def media_name(episode: Episode) -> str:
    """Give the name that media carry: the first that the episode had, so that a renaming moves no file."""
    return episode.first_slug or episode.slug


def media_asset(episode: Episode, ending: str, body: Asset) -> Asset:
    """Give ``body`` a content-addressed key among the show's media."""
    key = f"{episode.show}/media/{media_name(episode)}-{body.sha256[:12]}.{ending}"
    return Asset(key, body.body, content_type(key))


def media_file(asset: Asset) -> MediaFile:
    """Give what a record keeps of a file."""
    return MediaFile(asset.key, asset.content_type, asset.size, asset.sha256)


def media_stem(key: str) -> str:
    """Give a medium's key without digest and ending: what all versions of one episode's media have in common."""
    return key.rpartition("-")[0]


def files_of(record: EpisodeRecord) -> tuple[MediaFile, ...]:
    """Give all the media that a record refers to."""
    sound = (record.audio, *(alternate.file for alternate in record.alternates))
    return (*sound, *((record.chapters_file,) if record.chapters_file else ()), *record.transcripts)


def _file(episode: Episode, ending: str, body: bytes) -> Asset:
    return media_asset(episode, ending, Asset("", body, ""))


def _fitted(episode: Episode, master: Master) -> Transcript | None:
    transcript = episode.transcript
    if transcript is None:
        return None
    if transcript.timed:
        heard = master.timeline
        return Transcript(transcript_format.moved(_ended(transcript, master), heard.at, heard.until), timed=True)
    try:
        return Transcript(transcript_format.placed(transcript, master.activity, master.seconds), timed=False)
    except transcript_format.TranscriptError as error:
        where = f"episodes/{episode.slug}/episode.toml: transcript"
        raise ContentError(f"{where}: {error}", "check that it belongs to this recording") from error


def _ended(transcript: Transcript, master: Master) -> Iterator[Cue]:
    """Give the cues, none of which outlasts the recording."""
    return (replace(cue, end=min(cue.end, master.recorded)) for cue in transcript.cues)


def lost(episode: Episode, master: Master) -> tuple[Cue, ...]:
    """Give the captions that cannot be heard any more, since they lie in silence that was cut."""
    if episode.transcript is None or not episode.transcript.timed:
        return ()
    heard = master.timeline
    return tuple(cue for cue in _ended(episode.transcript, master) if heard.until(cue.end) <= heard.at(cue.start))


def _transcripts(episode: Episode, transcript: Transcript) -> tuple[Asset, ...]:
    cues, language, estimated = transcript.cues, episode.language, not transcript.timed
    return (
        _file(episode, "vtt", transcript_format.to_vtt(cues, language, estimated=estimated).encode()),
        _file(episode, "srt", transcript_format.to_srt(cues).encode()),
        _file(episode, "html", transcript_format.to_html(cues, language, episode.title, estimated=estimated).encode()),
    )
