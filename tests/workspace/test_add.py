import os
import time
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ContentError
from pipeline.events import Event, Noted
from pipeline.workspace.add import add
from pipeline.workspace.newepisode import NewEpisode, table_of, to_toml
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.reader import read
from workspace import places

NEW = NewEpisode("Ny episode på Øya", "2026-04-01T06:00", "Om øya.", transcript_exception="Bare en prøve")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return places.copy("minimal", tmp_path)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Opptak 7.OPUS"
    path.write_bytes((places.FIXTURES / "minimal" / places.EPISODE / "recording.opus").read_bytes() + b"\0")
    return path


def test_a_recording_becomes_an_episode_that_can_be_read(root: Path, recording: Path) -> None:
    events: list[Event] = []
    before = recording.read_bytes()
    slug = add(root, recording, NEW, events.append)
    episode = {episode.slug: episode for episode in read(root).episodes}[slug]
    assert slug == "ny-episode-paa-oya"
    assert (episode.title, episode.summary, episode.transcript_exception) == (
        "Ny episode på Øya",
        "Om øya.",
        "Bare en prøve",
    )
    assert episode.published.isoformat() == "2026-04-01T06:00:00+02:00"
    assert episode.recording.path.name == "recording.opus"
    assert episode.recording.path.read_bytes() == recording.read_bytes() == before
    assert events == [Noted(f"made episodes/{slug} with a copy of Opptak 7.OPUS")]


def test_the_copy_is_the_workspace_s_own(root: Path, recording: Path) -> None:
    slug = add(root, recording, NEW)
    recording.write_bytes(b"changed afterwards")
    assert (root / "episodes" / slug / "recording.opus").read_bytes() != b"changed afterwards"
    assert recording.stat().st_nlink == 1


def test_a_transcript_is_copied_too(root: Path, recording: Path, tmp_path: Path) -> None:
    transcript = tmp_path / "Tekst.VTT"
    transcript.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHei på øya\n", encoding="utf-8")
    slug = add(root, recording, replace(NEW, transcript=transcript, transcript_exception=""))
    episode = {episode.slug: episode for episode in read(root).episodes}[slug]
    assert episode.transcript is not None
    assert episode.transcript.cues[0].text == "Hei på øya"


def test_adding_the_same_recording_again_changes_nothing(root: Path, recording: Path) -> None:
    slug = add(root, recording, NEW)
    before = places.contents(root)
    events: list[Event] = []
    assert add(root, recording, replace(NEW, title="En annen tittel"), events.append) == slug
    assert places.contents(root) == before
    assert events == [Noted(f"episodes/{slug} holds this recording already; its episode.toml stays as it is")]


def test_a_folder_that_is_there_is_never_written_to(root: Path, recording: Path) -> None:
    before = places.contents(root)
    with pytest.raises(ContentError, match="episodes/forste-episode is there already"):
        add(root, recording, replace(NEW, title="Første episode"))
    assert places.contents(root) == before


@pytest.mark.parametrize(
    ("existing", "given", "expected"),
    [
        ("", NEW, (None, None)),
        ("season = 2\nnumber = 4\n", NEW, (2, 5)),
        ("number = 4\n", NEW, (None, 5)),
        ("season = 2\nnumber = 4\n", replace(NEW, season=3), (3, 1)),
        ("season = 2\nnumber = 4\n", replace(NEW, number=9), (2, 9)),
        ('season = 2\nnumber = 4\ntype = "bonus"\n', NEW, (2, 1)),
    ],
    ids=["no numbers", "next", "no season", "new season", "given", "bonus does not count"],
)
def test_the_number_is_the_next_one(
    root: Path, recording: Path, existing: str, given: NewEpisode, expected: tuple[int | None, int | None]
) -> None:
    places.append(root / places.EPISODE / "episode.toml", existing)
    slug = add(root, recording, given)
    episode = {episode.slug: episode for episode in read(root).episodes}[slug]
    assert (episode.season, episode.number) == expected


def test_the_first_episode_of_a_show_is_number_one(root: Path, recording: Path) -> None:
    for path in (root / places.EPISODE).iterdir():
        path.unlink()
    (root / places.EPISODE).rmdir()
    (root / "episodes").rmdir()
    add(root, recording, NEW)
    assert read(root).episodes[0].number == 1


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (replace(NEW, transcript_exception=""), "transcript: must be given, or the reason for having none"),
        (
            replace(NEW, transcript=Path("a.vtt")),
            "transcript: must be given, or the reason for having none, and not both",
        ),
        (
            replace(NEW, transcript=Path("b.vtt"), transcript_exception=""),
            'transcript: cannot be read ("b.vtt"',
        ),
        (replace(NEW, published="i morgen"), 'published: is no date and time ("i morgen")'),
        (replace(NEW, published="2026-03-29T02:30"), "published: does not exist"),
        (replace(NEW, title=" "), "title: is empty"),
        (replace(NEW, title="x" * 300), "title: is 300 characters long"),
        (replace(NEW, show="podkasten"), 'show: is none of this workspace ("podkasten"): did you mean `podkast`?'),
        (replace(NEW, number=0), "number: is too small (0)"),
        (replace(NEW, number=1), "number: is taken (1)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_an_episode_leaves_nothing_behind(
    root: Path, recording: Path, new: NewEpisode, problem: str
) -> None:
    places.append(root / places.EPISODE / "episode.toml", "number = 1\n")
    before = places.contents(root)
    with pytest.raises(WorkspaceProblems) as caught:
        add(root, recording, new)
    assert f"Opptak 7.OPUS: {problem}" in str(caught.value)
    assert places.contents(root) == before


def test_a_transcript_of_another_kind_is_refused(root: Path, recording: Path, tmp_path: Path) -> None:
    transcript = tmp_path / "tekst.vtt"
    transcript.write_text("ikke WebVTT", encoding="utf-8")
    with pytest.raises(WorkspaceProblems, match="does not begin with WEBVTT"):
        add(root, recording, replace(NEW, transcript=transcript, transcript_exception=""))


def test_a_recording_that_is_missing_or_empty_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no file"):
        add(root, tmp_path / "borte.wav", NEW)
    (tmp_path / "tom.wav").touch()
    with pytest.raises(ContentError, match="is empty"):
        add(root, tmp_path / "tom.wav", NEW)


def test_several_shows_need_a_name(tmp_path: Path, recording: Path) -> None:
    root = places.copy("full", tmp_path)
    with pytest.raises(WorkspaceProblems, match="show: must be named: choose one of alt, enkel"):
        add(root, recording, NEW)
    slug = add(root, recording, replace(NEW, show="alt"))
    episode = {episode.slug: episode for episode in read(root).episodes}[slug]
    assert (episode.show, episode.season, episode.number) == ("alt", 2, 8)


def test_a_moment_with_an_offset_is_written_in_the_show_s_zone(root: Path, recording: Path) -> None:
    slug = add(root, recording, replace(NEW, published=datetime(2026, 10, 25, 1, 30, 0, 123, tzinfo=UTC)))
    assert "published = 2026-10-25T02:30:00+01:00\n" in (root / "episodes" / slug / "episode.toml").read_text("utf-8")


def test_what_a_kill_left_is_swept_away_when_it_is_old(root: Path, recording: Path) -> None:
    old, young = root / "episodes/.gammel.0123.part", root / "episodes/.ung.0123.part"
    for folder in (old, young):
        folder.mkdir()
        (folder / "recording.wav").write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    add(root, recording, NEW)
    assert [path.name for path in (root / "episodes").glob(".*")] == [young.name]


TEXT = st.text(min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(title=TEXT, summary=TEXT, reason=TEXT)
def test_any_text_survives_being_written_to_toml(title: str, summary: str, reason: str) -> None:
    new = NewEpisode(title, "2026-04-01T06:00", summary, transcript_exception=reason)
    table = table_of(new, "r.wav", "UTC", Report("x"))
    written = tomllib.loads(to_toml(table))
    assert (written["title"], written["summary"]) == (table.title, table.summary)
    assert written.get("transcript_exception", "") == table.transcript_exception
