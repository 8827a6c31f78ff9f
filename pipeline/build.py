"""From a workspace's values to what is published: the story, from top to bottom."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.cache import Cache, key
from pipeline.errors import ContentError, StingError, TrackError
from pipeline.events import Tell, Warned
from pipeline.formats import feedcheck, pages, rss, timecode
from pipeline.formats.id3 import Tags
from pipeline.formats.notes import to_html
from pipeline.model.audio import AS_USUAL, ENDINGS, Alternate, Master, Profile, overridden
from pipeline.model.comparison import CompareJob, Comparison
from pipeline.model.episode import Cue, Episode
from pipeline.model.record import AlternateFile, EpisodeRecord
from pipeline.model.recording import Tracks
from pipeline.model.release import REVALIDATE, Asset
from pipeline.model.show import Show, Stings
from pipeline.release import Front, FrontOf, Parcel
from pipeline.stages import artwork, tag
from pipeline.stages.episode_files import Companions, companions, lost, media_asset, media_file
from pipeline.stages.mastering.job import NAME, VERSION, MasterJob
from pipeline.tools.ffmpeg.program import Ffmpeg

_MASTER = f"{NAME}-{VERSION}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What pages and feeds need besides content. ``base_url`` ends in a slash; ``templates`` are (name, text)."""

    cache: Cache
    base_url: str
    templates: tuple[tuple[str, str], ...]
    tell: Tell


@dataclass(frozen=True, slots=True)
class Kit:
    """What making an episode needs besides content."""

    desk: Desk
    ffmpeg: Ffmpeg
    profile: Profile


@dataclass(frozen=True, slots=True)
class Dressed:
    """A show with what all its episodes share: pictures, style and script."""

    show: Show
    pictures: artwork.ArtworkSet
    page_kit: pages.PageKit
    assets: tuple[Asset, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """An episode ready to be released."""

    episode: Episode
    master: Master
    parcel: Parcel


def dress(show: Show, desk: Desk) -> Dressed:
    """Make what all pages and files of a show share."""
    stage = f"{artwork.NAME}-{artwork.VERSION}"
    pictures = desk.cache.recall(
        stage, show.artwork, artwork.ArtworkSet, lambda folder: artwork.derive(show.artwork, folder, desk.tell)
    )
    templates = dict(desk.templates)
    shared = (*artwork.assets(show, pictures), *pages.static_assets(show, templates))
    return Dressed(show, pictures, artwork.kit(show, pictures, desk.base_url, templates), shared)


def build(dressed: Dressed, episode: Episode, kit: Kit) -> Built:
    """Master, tag and describe one episode.

    Raises:
        ContentError: names the file and key that must be mended.
    """
    show = dressed.show
    mastered = master_of(show, episode, kit)
    beside = companions(episode, mastered)
    _tell_of(lost(episode, mastered), episode, kit.desk.tell)
    _tell_of_partings(show, episode, mastered, kit.desk.tell)
    tags = tag.tags_of(show, episode, mastered, beside, kit.desk.base_url)
    job = tag.TagJob(mastered.audio, dressed.pictures.medium, tags)
    tagged = kit.desk.cache.recall("tag-1", job, tag.Tagged, lambda folder: tag.tag(job, folder))
    audio = media_asset(episode, "mp3", Asset("", tagged.audio, ""))
    others = tuple(_alternate(dressed, episode, one, tags, kit) for one in mastered.alternates)
    inputs = fingerprint(show, episode, kit.profile)
    record = dataclasses.replace(_record(show, episode, mastered.seconds, beside, audio), inputs=inputs)
    record = _with_alternates(record, mastered, others)
    page = pages.page_asset(record.page, pages.episode_page(show, record, dressed.page_kit, _text(episode, beside)))
    moved = tuple(pages.redirect_asset(show, slug, record) for slug in episode.former_slugs)
    return Built(episode, mastered, Parcel(record, (audio, *others, *beside.assets), page, moved))


def _alternate(dressed: Dressed, episode: Episode, one: Alternate, tags: Tags, kit: Kit) -> Asset:
    job = tag.AlternateJob(one.codec, one.audio, dressed.pictures.medium, tags, kit.ffmpeg.version)
    tagged = kit.desk.cache.recall(
        "tag-alternate-2", job, tag.Tagged, lambda folder: tag.tag_alternate(job, kit.ffmpeg, folder)
    )
    return media_asset(episode, ENDINGS[one.codec], Asset("", tagged.audio, ""))


def _with_alternates(record: EpisodeRecord, mastered: Master, files: tuple[Asset, ...]) -> EpisodeRecord:
    if not files:
        return record
    pairs = zip(mastered.alternates, files, strict=True)
    told = tuple(AlternateFile(one.codec, media_file(file), one.bitrate) for one, file in pairs)
    return dataclasses.replace(record, alternates=told, bitrate=mastered.kbps * 1000)


def front_of(dressed: Dressed, desk: Desk, moment: datetime) -> FrontOf:
    """Give the function that renders a show's page and feed of the records on a target, as at ``moment``."""

    def render(records: tuple[EpisodeRecord, ...]) -> Front:
        show, due = dressed.show, rss.due(records, moment)
        at = f"{show.slug}/feed.xml"
        feed = rss.feed(show, due, desk.base_url, moment, artwork.feed_key(show, dressed.pictures))
        if found := feedcheck.problems(feed, due, moment, at):
            raise ContentError("\n".join(map(str, found)), "the feed was not published")
        page = pages.page_asset(pages.show_key(show), pages.show_page(show, due, dressed.page_kit))
        shown = Asset(at, feed, "application/rss+xml", REVALIDATE)
        return Front(page, shown, frozenset(r.guid for r in due), _moved(show, shown))

    return render


def _moved(show: Show, feed: Asset) -> tuple[Asset, ...]:
    """Give what stands at the former addresses of a renamed show: the same feed, and a redirection to its page."""
    feeds = (dataclasses.replace(feed, key=f"{slug}/feed.xml") for slug in show.former_slugs)
    redirect = pages.redirect_page(f"../{show.slug}/", show.title)
    return (*feeds, *(pages.page_asset(f"{slug}/index.html", redirect) for slug in show.former_slugs))


def fingerprint(show: Show, episode: Episode, profile: Profile) -> str:
    """Give the digest of all that a producer can change about an episode's files, page or feed item."""
    told = (show.title, show.author, show.link, show.people, show.license, show.copyright, show.subscribe, show.funding)
    heard = (show.artwork, stings_of(show, episode), profile_of(show, episode, profile))
    own = dataclasses.replace(episode, former_slugs=(), mastering=AS_USUAL, stings=(), bed_seconds=None)
    return key((own, told, heard))  # how it is to sound counts, not which file says so


def master_of(show: Show, episode: Episode, kit: Kit) -> Master:
    """Give an episode's master, which is made where the cache lacks it.

    Raises:
        ContentError: names the recording and what is wrong with it.
    """
    job, where = _mastering(show, episode, kit), f"episodes/{episode.slug}/{episode.recording.path.name}"

    def make(folder: Path) -> Master:
        from pipeline.stages.mastering.master import master  # noqa: PLC0415 - numpy, unneeded when it is cached

        return master(job, kit.ffmpeg, folder, kit.desk.tell, task=episode.slug)

    return naming(f"{where}: recording", lambda: kit.desk.cache.recall(_MASTER, job, Master, make))


def cached_master(show: Show, episode: Episode, kit: Kit) -> Master | None:
    """Give an episode's master if the cache has it, or None."""
    return kit.desk.cache.find(_MASTER, _mastering(show, episode, kit), Master)


def _mastering(show: Show, episode: Episode, kit: Kit) -> MasterJob:
    profile = profile_of(show, episode, kit.profile)
    stings = stings_of(show, episode)
    heard = (episode.recording, episode.channels, stings)
    spared = episode.keep_pauses if profile.longest_pause else ()
    return MasterJob(*heard, profile, kit.ffmpeg.version, spared, episode.partings if stings.between else ())


def comparison_of(episode: Episode, mastered: Master, kit: Kit) -> Comparison:
    """Give an episode's recording ready to be heard beside its master."""
    after = mastered.after.integrated
    version = kit.ffmpeg.version
    sound = (mastered.audio, mastered.samples, mastered.rate, after)
    job = CompareJob(episode.recording, *sound, mastered.timeline, version)

    def make(folder: Path) -> Comparison:
        from pipeline.stages.comparison import compare  # noqa: PLC0415 - numpy, unneeded when it is cached

        return compare(job, kit.ffmpeg, folder, kit.desk.tell, task=episode.slug)

    return kit.desk.cache.recall("comparison-2", job, Comparison, make)


def profile_of(show: Show, episode: Episode, usual: Profile) -> Profile:
    """Give the profile of an episode: the workspace's, but for what its show says, and for what it says itself.

    What decides nothing about its sound is as always: a single recording has no other microphones to be gated against.
    """
    own = overridden(usual, show.mastering, episode.mastering)
    return own if isinstance(episode.recording, Tracks) else dataclasses.replace(own, gate=Profile().gate)


def naming(where: str, work: Callable[[], Master]) -> Master:
    """Do the work; a content error is told with the file and key it is about."""
    try:
        return work()
    except (StingError, TrackError):
        raise  # they name their own files
    except ContentError as error:
        raise ContentError(f"{where}: {error.message}", error.hint) from error


def stings_of(show: Show, episode: Episode) -> Stings:
    """Give the sounds that an episode takes of its show's."""
    stings, seconds = show.stings.only(episode.stings), episode.bed_seconds
    bed = stings.bed if seconds is None else stings.bed and dataclasses.replace(stings.bed, seconds=seconds)
    between = stings.between if episode.partings else None
    return dataclasses.replace(stings, between=between, bed=None if seconds == 0 else bed)


def _tell_of(cues: tuple[Cue, ...], episode: Episode, tell: Tell) -> None:
    """Warn of captions that are left out."""
    if cues:
        first = f"the first at {timecode.spoken(cues[0].start)}, “{cues[0].text[:40]}”"
        told = f"{len(cues)} of the transcript's captions lie in silence that was cut, and are left out: {first}"
        tell(Warned(f"{episode.slug}: {told}: to keep it, use trim = false or keep_pauses in episode.toml"))


def _tell_of_partings(show: Show, episode: Episode, mastered: Master, tell: Tell) -> None:
    """Warn of chapters whose sound is left out, since the one before it came within a second."""
    asked = episode.partings if stings_of(show, episode).between else ()
    heard = {gap.mark for gap in mastered.gaps}
    for chapter in (one for one in episode.chapters if one.start in asked and one.start not in heard):
        what = f"the sound between parts before “{chapter.title}”, {timecode.spoken(chapter.start)}, is left out"
        why = "once silence is cut, it would come within a second of the one before"
        todo = "remove its `sting = true`, or keep the pause with keep_pauses in episode.toml"
        tell(Warned(f"{episode.slug}: {what}: {why}: {todo}"))


def _text(episode: Episode, beside: Companions) -> pages.PageText:
    return pages.PageText(beside.transcript, episode.transcript_exception, episode.credit)


def _record(show: Show, episode: Episode, seconds: float, beside: Companions, audio: Asset) -> EpisodeRecord:
    return EpisodeRecord(
        inputs="",
        guid=episode.guid,
        slug=episode.slug,
        former_slugs=episode.former_slugs,
        title=episode.title,
        published=episode.published,
        summary=episode.summary,
        notes_html=to_html(episode.notes),
        language=episode.language,
        explicit=episode.explicit,
        season=episode.season,
        number=episode.number,
        kind=episode.kind,
        people=episode.people,
        chapters=beside.chapters,
        license=episode.license,
        audio=media_file(audio),
        seconds=seconds,
        chapters_file=media_file(beside.chapters_file) if beside.chapters_file else None,
        transcripts=tuple(map(media_file, beside.transcript_files)),
        page=pages.episode_key(show, episode.slug),
    )
