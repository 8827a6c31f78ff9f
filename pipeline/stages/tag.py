"""Tag a master: the last thing done to an audio file, since every re-encoding would drop tags."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ToolError
from pipeline.formats import id3, m4a, m4achapters, mp4tags, opustags, pages
from pipeline.formats import transcript as transcript_format
from pipeline.formats.languages import iso_639_2
from pipeline.model.audio import ENDINGS, Codec, Master
from pipeline.model.blob import Blob
from pipeline.model.episode import Episode
from pipeline.model.show import Show
from pipeline.stages.episode_files import Companions, media_name
from pipeline.tools.ffmpeg.probe import packets
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob


@dataclass(frozen=True, slots=True)
class TagJob:
    """Everything that decides the bytes of a tagged file."""

    audio: Blob
    picture: Blob
    tags: id3.Tags


@dataclass(frozen=True, slots=True)
class AlternateJob:
    """Everything that decides the bytes of a tagged file in another codec; ``ffmpeg`` is its version."""

    codec: Codec
    audio: Blob
    picture: Blob
    tags: id3.Tags
    ffmpeg: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The finished audio file."""

    audio: Blob


def tags_of(show: Show, episode: Episode, mastered: Master, beside: Companions, base_url: str) -> id3.Tags:
    """Give the tags of an episode.

    The page's address is that of the first name the episode had, which leads on, so that a renaming changes no file.
    """
    return id3.Tags(
        title=episode.title,
        show=show.title,
        author=show.author,
        published=episode.published,
        language=episode.language,
        guid=episode.guid,
        show_guid=show.guid,
        seconds=mastered.seconds,
        summary=episode.summary,
        season=episode.season,
        number=episode.number,
        transcript=transcript_format.to_text(beside.transcript.cues) if beside.transcript else "",
        page=base_url + pages.episode_key(show, media_name(episode)),
        site=show.link,
        feed=f"{base_url}{show.slug}/feed.xml",
        chapters=beside.chapters,
    )


def tag(job: TagJob, folder: Path) -> Tagged:
    """Copy the master and write its tags."""
    target = folder / "episode.mp3"
    shutil.copyfile(job.audio.path, target)
    id3.write(target, job.tags, job.picture.path.read_bytes())
    return Tagged(blob(target))


def tag_alternate(job: AlternateJob, ffmpeg: Ffmpeg, folder: Path) -> Tagged:
    """Copy the sound, with the tags of its format.

    Raises:
        ToolError: the copy is not the sound that was proven.
    """
    picture = job.picture.path.read_bytes()
    target = folder / f"episode.{ENDINGS[job.codec]}"
    if job.codec == "opus":
        shutil.copyfile(job.audio.path, target)
        opustags.write(target, job.tags, picture)
        same = packets(ffmpeg, target) == packets(ffmpeg, job.audio.path)
    else:
        titles = m4achapters.titles(job.tags.chapters, job.tags.seconds)
        m4a.rewrite(job.audio.path, target, titles, iso_639_2(job.tags.language))
        mp4tags.write(target, job.tags, picture)
        same = m4a.digest(target) == m4a.digest(job.audio.path)
    if not same:
        raise ToolError(f"{target.name} does not hold the sound that was proven", "run the command again")
    return Tagged(blob(target))
