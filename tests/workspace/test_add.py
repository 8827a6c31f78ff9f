import os
import time
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ContentError
from pipeline.events import Event, Noted
from pipeline.workspace.add import add
from pipeline.workspace.lock import save_lock
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
    slug = add(root, recording, replace(NEW, season=2, show="podkast"))
    before = places.contents(root)
    events: list[Event] = []
    bare = NewEpisode(NEW.title, datetime(2027, 1, 1, tzinfo=UTC), dated=False)
    for new in (bare, NEW, replace(NEW, season=2, show="podkast", published="2026-04-01T04:00Z")):
        assert add(root, recording, new, events.append) == slug
    assert places.contents(root) == before
    assert events == [Noted(f"episodes/{slug} has this recording already, and stays as it is")] * 3


@pytest.mark.parametrize(
    ("new", "keys"),
    [
        (replace(NEW, title="En annen tittel"), "title: says"),
        (replace(NEW, summary="Noe annet.", number=7), "summary, number: say"),
        (replace(NEW, published="2026-04-01T06:01"), "published: says"),
        (replace(NEW, transcript_exception="Noe annet"), "transcript_exception: says"),
        (replace(NEW, season=3), "season: says"),
    ],
    ids=["title", "two", "published", "exception", "season"],
)
def test_other_words_on_the_same_recording_are_not_lost_silently(
    root: Path, recording: Path, new: NewEpisode, keys: str
) -> None:
    slug = add(root, recording, NEW)
    before = places.contents(root)
    with pytest.raises(ContentError) as caught:
        add(root, recording, new)
    expected = f"episodes/{slug}/episode.toml: {keys} otherwise, and the episode has this recording already"
    assert caught.value.message == expected
    assert caught.value.hint.startswith(f"edit that file and run `publish episode {slug}`")
    assert places.contents(root) == before


def test_another_transcript_for_the_same_recording_is_not_lost_silently(
    root: Path, recording: Path, tmp_path: Path
) -> None:
    text = tmp_path / "tekst.txt"
    text.write_text("Hei.\n", encoding="utf-8")
    new = replace(NEW, transcript=text, transcript_exception="")
    slug = add(root, recording, new)
    assert add(root, recording, new) == slug
    text.write_text("Hei igjen.\n", encoding="utf-8")
    with pytest.raises(ContentError, match="transcript: says otherwise"):
        add(root, recording, new)


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (replace(NEW, show="podkasten"), "show: is none of this workspace"),
        (replace(NEW, published="i morgen"), "published: is no date and time"),
        (replace(NEW, transcript=Path("b.vtt"), transcript_exception=""), "transcript: cannot be read"),
    ],
    ids=["show", "published", "transcript"],
)
def test_what_is_wrong_is_told_also_for_a_recording_that_is_there(
    root: Path, recording: Path, new: NewEpisode, problem: str
) -> None:
    add(root, recording, NEW)
    with pytest.raises(WorkspaceProblems, match=problem):
        add(root, recording, new)


def test_an_other_file_of_an_episode_is_not_its_recording(root: Path, recording: Path) -> None:
    folder = root / places.EPISODE
    (folder / "raa.opus").write_bytes(recording.read_bytes())
    assert add(root, recording, NEW) == "ny-episode-paa-oya"


def test_a_recording_is_found_under_the_name_that_its_file_gives(root: Path) -> None:
    folder = root / places.EPISODE
    (folder / "recording.opus").rename(folder / "opptak.opus")
    places.append(folder / "episode.toml", 'recording = "opptak.opus"\n')
    new = NewEpisode("Den første", datetime(2027, 1, 1, tzinfo=UTC), dated=False)
    assert add(root, folder / "opptak.opus", new) == "forste-episode"


def test_a_recording_that_fails_its_check_makes_no_folder(root: Path, recording: Path) -> None:
    def refuse(path: Path) -> None:
        raise ContentError(f"{path.name} has no sound", "choose another")

    before = places.contents(root)
    with pytest.raises(ContentError, match=r"Opptak 7\.OPUS has no sound"):
        add(root, recording, NEW, check=refuse)
    assert places.contents(root) == before


TAKEN = {
    "same kind": ("a.opus", "recording.opus", "replace {0}/recording.opus by this file and run `publish episode {1}`"),
    "other kind": (
        "a.wav",
        "recording.opus",
        (
            "copy this file to {0}/recording.wav, remove recording.opus, write "
            'recording = "recording.wav" in its episode.toml and run `publish episode {1}`'
        ),
    ),
    "none": ("a.wav", "", "copy this file to {0}/recording.wav and run `publish episode {1}`"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_a_folder_that_is_there_is_never_written_to_and_the_way_on_is_told(
    root: Path, tmp_path: Path, case: str
) -> None:
    name, there, way = TAKEN[case]
    (tmp_path / name).write_bytes(b"sound")
    if not there:
        (root / places.EPISODE / "recording.opus").unlink()
    before = places.contents(root)
    with pytest.raises(ContentError, match="episodes/forste-episode is there already") as caught:
        add(root, tmp_path / name, replace(NEW, title="Første episode"))
    assert caught.value.hint == way.format(places.EPISODE, "forste-episode") + ", or choose another title"
    assert places.contents(root) == before


def test_a_name_that_an_episode_had_before_is_refused(root: Path, recording: Path) -> None:
    save_lock(read(root))
    (root / places.EPISODE).rename(root / "episodes/nytt-navn")
    save_lock(read(root))
    before = places.contents(root)
    with pytest.raises(ContentError, match="episodes/forste-episode is what episodes/nytt-navn was called before"):
        add(root, recording, replace(NEW, title="Første episode"))
    assert places.contents(root) == before


@pytest.mark.parametrize("name", ["x" * 300 + ".wav", "a." + "w" * 100])
def test_a_name_that_is_too_long_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    with suppress(OSError):
        (tmp_path / name).write_bytes(b"sound")
    with pytest.raises(ContentError):
        add(root, tmp_path / name, NEW)


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
        (
            replace(NEW, transcript_exception=""),
            "transcript: is missing: sound needs a text alternative (WCAG 1.2.1): add --transcript FILE, or --tr",
        ),
        (
            replace(NEW, transcript=Path("a.vtt")),
            'transcript_exception: is given, and so is a transcript ("a.vtt"): leave out --transcript or --transcript-',
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


def test_the_show_is_written_also_where_there_is_only_one(root: Path, recording: Path) -> None:
    slug = add(root, recording, NEW)
    assert 'show = "podkast"\n' in (root / "episodes" / slug / "episode.toml").read_text("utf-8")


def test_a_summary_that_was_not_given_is_not_made_up(root: Path, recording: Path) -> None:
    slug = add(root, recording, replace(NEW, summary=" "))
    episode = {episode.slug: episode for episode in read(root).episodes}[slug]
    assert episode.summary == ""


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
    assert (written["title"], written.get("summary", "")) == (table.title, table.summary)
    assert written.get("transcript_exception", "") == table.transcript_exception
