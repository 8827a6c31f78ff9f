"""The order of a release, and what stands on the target when it is cut short, raced or repeated."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from pages.samples import BASE_URL, FOREIGN, RECORD, SHOW, kit
from pipeline.errors import ContentError, PublishError
from pipeline.events import silent
from pipeline.formats import pages, rss
from pipeline.formats.plain import UnreadableError, record_from_json, record_to_json
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import REVALIDATE, Asset
from pipeline.release import Front, Parcel, release, settle
from pipeline.shelf import Shelf, record_asset, record_key, records
from pipeline.tools.dry import DryStorage
from pipeline.tools.folder import FolderStorage
from publishing.faulty import Watched, failing_at

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FEED = "fremskritt/feed.xml"
STYLE = Asset("fremskritt/assets/style-0123456789ab.css", b"body{}", "text/css; charset=utf-8")


def front(found: tuple[EpisodeRecord, ...]) -> Front:
    due = rss.due(found, NOW)
    feed = rss.feed(SHOW, due, BASE_URL, NOW, "fremskritt/media/artwork-600.jpg")
    page = pages.page_asset(pages.show_key(SHOW), pages.show_page(SHOW, due, kit()))
    return Front(page, Asset(FEED, feed, "application/rss+xml", REVALIDATE), frozenset(r.guid for r in due))


def parcel(record: EpisodeRecord, sound: bytes = b"sound") -> Parcel:
    media = (Asset(record.audio.key, sound, "audio/mpeg"),)
    moved = tuple(pages.redirect_asset(SHOW, slug, record) for slug in record.former_slugs)
    return Parcel(record, media, pages.page_asset(record.page, b"<!DOCTYPE html><title>x</title>"), moved)


ONE = parcel(RECORD)
OTHER = parcel(replace(FOREIGN, audio=replace(FOREIGN.audio, key="fremskritt/media/spacewalk-0123456789ab.mp3")))


def guids(folder: Path) -> set[str]:
    return {entry.id for entry in feedparser.parse((folder / FEED).read_bytes()).entries}


def published(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shelf_in(folder: Path) -> tuple[Shelf, Watched]:
    watched = Watched(FolderStorage(folder))
    return Shelf(watched, SHOW.slug, silent), watched


def test_media_go_first_and_the_feed_last(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (STYLE,), (ONE, OTHER), front)
    order = [key.split("/")[1] for key in watched.written]
    rank = {"media": 0, "assets": 0, "records": 1, "episodes": 2, "index.html": 3, "feed.xml": 4}
    assert [rank[part] for part in order] == sorted(rank[part] for part in order)
    assert watched.written[-1] == FEED
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid}


def test_nothing_changed_means_nothing_written(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (STYLE,), (ONE,), front)
    watched.written.clear()
    tally = release(shelf, (STYLE,), (ONE,), front)
    assert (watched.written, tally.written) == ([], 0)
    assert tally.kept == 6


def test_force_writes_again(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (STYLE,), (ONE,), front)
    watched.written.clear()
    release(replace(shelf, force=True), (STYLE,), (ONE,), front)
    assert ONE.media[0].key in watched.written


def test_publishing_one_keeps_the_others(tmp_path: Path) -> None:
    shelf, _ = shelf_in(tmp_path)
    release(shelf, (), (ONE,), front)
    release(shelf, (), (OTHER,), front)
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid}


@pytest.mark.parametrize("ending", [".mp3", ".json", "episodes/spacewalk/index.html", "fremskritt/index.html", ".xml"])
def test_a_failure_at_any_step_leaves_the_feed_and_what_it_names(ending: str, tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (STYLE,), (ONE,), front)
    before = published(tmp_path)
    watched.before_put = failing_at(ending)
    with pytest.raises(PublishError, match="no room left"):
        release(shelf, (STYLE,), (OTHER,), front)
    after = published(tmp_path)
    assert after[FEED] == before[FEED]
    assert {key: after[key] for key in before if key != "fremskritt/index.html"} == {
        key: data for key, data in before.items() if key != "fremskritt/index.html"
    }
    watched.before_put = lambda _asset: None
    release(shelf, (STYLE,), (OTHER,), front)
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid}


def test_a_publisher_who_comes_between_is_not_lost(tmp_path: Path) -> None:
    """Another machine finishes its whole release after we have read the feed and before we write it."""
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (parcel(RECORD, b"old"),), front)

    def intrude(asset: Asset) -> None:
        if asset.key == FEED:
            watched.before_put = lambda _asset: None
            release(shelf_in(tmp_path)[0], (), (OTHER,), front)

    watched.before_put = intrude
    third = replace(
        RECORD, guid="11111111-2222-4333-8444-555555555555", slug="tredje", page="fremskritt/episodes/t/x.html"
    )
    third = replace(third, audio=replace(third.audio, key="fremskritt/media/tredje-0123456789ab.mp3"))
    release(shelf, (), (parcel(third),), front)
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid, third.guid}
    assert "spacewalk" in (tmp_path / "fremskritt/index.html").read_text("utf-8")


def test_many_publishers_at_once(tmp_path: Path) -> None:
    def numbered(number: int) -> Parcel:
        guid = f"00000000-0000-4000-8000-{number:012}"
        media = replace(RECORD.audio, key=f"fremskritt/media/e{number}-0123456789ab.mp3")
        page = f"fremskritt/episodes/e{number}/index.html"
        return parcel(replace(RECORD, guid=guid, slug=f"e{number}", audio=media, page=page, number=number + 1))

    parcels = [numbered(number) for number in range(6)]
    failures: list[Exception] = []

    def publisher(one: Parcel) -> None:
        try:
            release(shelf_in(tmp_path)[0], (STYLE,), (one,), front)
        except PublishError as error:
            failures.append(error)

    threads = [threading.Thread(target=publisher, args=(one,)) for one in parcels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert guids(tmp_path) == {one.record.guid for one in parcels}


def test_a_feed_never_loses_an_episode_unasked(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (ONE, OTHER), front)
    before = (tmp_path / FEED).read_bytes()
    watched.inner.delete(record_key(SHOW.slug, RECORD.guid))
    with pytest.raises(PublishError, match=RECORD.guid):
        settle(shelf, front)
    with pytest.raises(PublishError, match=RECORD.guid):
        release(shelf, (), (OTHER,), front)
    assert (tmp_path / FEED).read_bytes() == before


def test_an_unfit_feed_is_found_before_anything_is_written(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (ONE,), front)
    watched.written.clear()

    def unfit(found: tuple[EpisodeRecord, ...]) -> Front:
        if len(found) > 1:
            raise ContentError("not fit for listeners", "")
        return front(found)

    with pytest.raises(ContentError, match="not fit"):
        release(shelf, (STYLE,), (OTHER,), unfit)
    assert not watched.written
    release(shelf, (), (ONE,), unfit)


def test_an_unchanged_feed_does_not_overwrite_a_newer_one(tmp_path: Path) -> None:
    """We find nothing to change; before we say so, another publishes an episode: theirs must stay."""
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (ONE,), front)
    page = pages.show_key(SHOW)

    def intrude(key: str) -> None:
        if key == page:
            watched.before_head = lambda _key: None
            release(shelf_in(tmp_path)[0], (), (OTHER,), front)

    watched.before_head = intrude
    release(shelf, (), (ONE,), front)
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid}
    assert "spacewalk" in (tmp_path / page).read_text("utf-8")


def test_the_page_stands_before_a_redirection_leads_there(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    moved = replace(RECORD, slug="ny", former_slugs=("gammel",), page="fremskritt/episodes/ny/index.html")
    watched.before_put = failing_at("episodes/ny/index.html")
    with pytest.raises(PublishError):
        release(shelf, (), (parcel(moved),), front)
    assert not (tmp_path / "fremskritt/episodes/gammel").exists()
    watched.before_put = lambda _asset: None
    release(shelf, (), (parcel(moved),), front)
    assert "../ny/" in (tmp_path / "fremskritt/episodes/gammel/index.html").read_text("utf-8")


def test_a_redirection_never_covers_an_episode(tmp_path: Path) -> None:
    shelf, _ = shelf_in(tmp_path)
    release(shelf, (), (OTHER,), front)
    release(shelf, (), (parcel(replace(RECORD, former_slugs=("spacewalk",))),), front)
    assert b"<title>x</title>" in (tmp_path / "fremskritt/episodes/spacewalk/index.html").read_bytes()


def test_what_is_being_removed_is_in_no_feed(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (ONE, OTHER), front)
    watched.put(record_asset(SHOW.slug, replace(RECORD, removed=True)))
    settle(shelf, front)
    assert guids(tmp_path) == {FOREIGN.guid}


def test_foreign_files_among_the_records_are_no_records(tmp_path: Path) -> None:
    shelf, _ = shelf_in(tmp_path)
    release(shelf, (), (ONE,), front)
    (tmp_path / "fremskritt/records/Thumbs.db").write_bytes(b"x")
    release(shelf, (), (OTHER,), front)
    assert guids(tmp_path) == {RECORD.guid, FOREIGN.guid}


def test_a_record_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    release(shelf, (), (ONE,), front)
    key = record_key(SHOW.slug, "00000000-0000-4000-8000-000000000000")
    watched.inner.put(Asset(key, b"{", "application/json", REVALIDATE))
    with pytest.raises(PublishError, match=r"00000000-0000.*\.json"):
        release(shelf, (), (OTHER,), front)
    assert guids(tmp_path) == {RECORD.guid}


def test_a_dry_run_writes_nothing_and_counts_the_same(tmp_path: Path) -> None:
    shelf, watched = shelf_in(tmp_path)
    dry = release(replace(shelf, storage=DryStorage(watched)), (STYLE,), (ONE, OTHER), front)
    assert not watched.written
    assert not published(tmp_path)
    assert release(shelf, (STYLE,), (ONE, OTHER), front) == dry


def test_records_come_back_as_they_were() -> None:
    assert record_from_json(record_to_json(RECORD)) == RECORD


def test_a_record_from_before_there_were_alternates_stays_as_it_is() -> None:
    assert RECORD.alternates
    alone = replace(RECORD, alternates=(), bitrate=0)
    data = record_to_json(alone)
    assert not {"alternates", "bitrate"} & json.loads(data).keys()
    assert record_from_json(data) == alone


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"fremskritt": 99}', b'{"fremskritt": 1, "guid": 3}', b"\xff"])
def test_rubbish_is_no_record(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        record_from_json(data)


def test_records_are_listed_oldest_first(tmp_path: Path) -> None:
    shelf, _ = shelf_in(tmp_path)
    release(shelf, (), (ONE, OTHER), front)
    assert records(FolderStorage(tmp_path), SHOW.slug) == (OTHER.record, ONE.record)
