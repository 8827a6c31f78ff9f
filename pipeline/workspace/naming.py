"""Guids: assigned once, and found again after a renaming. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.formats.guid import episode_guid, podcast_guid
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.matching import Identity, match
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.lock import EpisodeLock, Lock, ShowLock
from pipeline.workspace.seeds import FeedAddress


@dataclass(frozen=True, slots=True)
class Draft:
    """A show or an episode to be named: what it is known by, and where to report."""

    identity: Identity
    report: Report

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.identity.slug


@dataclass(frozen=True, slots=True)
class Name:
    """What an episode or a show is called for good, and the slugs it had before; ``first`` is '' if never renamed."""

    guid: str
    former_slugs: tuple[str, ...] = ()
    first: str = ""


_Entry = TypeVar("_Entry", ShowLock, EpisodeLock)


def name_shows(lock: Lock, drafts: Sequence[Draft], feeds: Mapping[str, FeedAddress]) -> dict[str, Name]:
    """Give each show's name by its slug; a new one's guid is made of its feed's address.

    So is that of a show whose guid is provisional, if it now has a public address.
    """
    known = {show.slug: show for show in lock.shows}
    identities = [Identity(one.slug, one.title, former_slugs=one.former_slugs) for one in lock.shows]
    names = _names(known, identities, drafts, lambda slug, _: podcast_guid(feeds[slug].url))
    provisional = {one.guid for one in lock.shows if one.provisional}
    return {
        slug: replace(name, guid=podcast_guid(feeds[slug].url))
        if name.guid in provisional and feeds[slug].public
        else name
        for slug, name in names.items()
    }


def name_episodes(lock: Lock, drafts: Sequence[Draft], shows: Mapping[str, Name]) -> dict[str, Name]:
    """Give each episode's name by its slug; a new one's guid is made of its show's guid and its slug."""
    known = {episode.slug: episode for episode in lock.episodes}
    show_of = {draft.slug: draft.identity.show for draft in drafts}
    now_called = {old: new for new, name in shows.items() for old in name.former_slugs}
    identities = [_identity(one, now_called.get(one.show, one.show)) for one in lock.episodes]
    names = _names(known, identities, drafts, lambda slug, taken: episode_guid(shows[show_of[slug]].guid, slug, taken))
    _refuse_reused({slug: one.guid for slug, one in known.items()}, names, drafts)
    return names


def _identity(one: EpisodeLock, show: str) -> Identity:
    number = None if one.number is None else (one.season, one.number)
    return Identity(one.slug, one.title, show, one.recording, number, one.former_slugs)


def _names(
    known: Mapping[str, _Entry],
    identities: Sequence[Identity],
    drafts: Sequence[Draft],
    new_guid: Callable[[str, frozenset[str]], str],
) -> dict[str, Name]:
    matches = match(identities, [draft.identity for draft in drafts])
    for draft in drafts:
        refuse_unclear(draft, identities, matches.known.get(draft.slug), matches.questions.get(draft.slug, ()))
    names = {slug: _kept(slug, known[one.slug]) for slug, one in matches.known.items()}
    taken = {entry.guid for entry in known.values()}
    for draft in drafts:
        if draft.slug not in names:
            names[draft.slug] = Name(new_guid(draft.slug, frozenset(taken)))
            taken.add(names[draft.slug].guid)
    return names


def _kept(slug: str, entry: ShowLock | EpisodeLock) -> Name:
    former = dict.fromkeys((*entry.former_slugs, entry.slug))
    first = getattr(entry, "first_slug", "") or next(iter(former))
    return Name(
        entry.guid, tuple(one for one in former if one != slug), first if len(former | {slug: None}) > 1 else ""
    )


def refuse_unclear(
    draft: Draft, identities: Sequence[Identity], found: Identity | None, others: Sequence[Identity]
) -> None:
    """Report a folder that may be one of ``others`` renamed, and a former name that was none."""
    said = draft.identity.renamed_from
    if others:
        names = " or ".join(f"`{one.slug}`" for one in others)
        first = others[0].slug
        todo = f'write renamed_from = "{first}" if it is that one under a new name, renamed_from = "" if it is not'
        draft.report.add("renamed_from", f"is needed: this looks like {names}, which the lock file knows", todo)
    if said and (found is None or not found.was_called(said)):
        there = any(one.was_called(said) for one in identities)
        what = "names a folder that is still there" if there else "names nothing that was published before"
        near = did_you_mean(said, {one.slug for one in identities})
        draft.report.add(
            "renamed_from", f'{what} ("{said}")', near or "remove the key, or write the folder's former name"
        )


def _refuse_reused(guids: Mapping[str, str], names: Mapping[str, Name], drafts: Sequence[Draft]) -> None:
    """Refuse a folder name under which listeners know another episode. ``guids``: the locked ones by slug."""
    owners = {former: slug for slug, name in names.items() for former in name.former_slugs}
    for draft in drafts:
        known = guids.get(draft.slug, names[draft.slug].guid) != names[draft.slug].guid
        if draft.slug in owners or known:
            who = f"`{owners[draft.slug]}`" if draft.slug in owners else "another episode"
            what = f"has a folder name that {who} had before, and listeners' links must lead there"
            draft.report.add("", what, "give the folder a name that no episode has had")
