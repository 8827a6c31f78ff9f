"""What is shipped as the first workspace is whole, and worth showing as an example."""

from itertools import pairwise
from pathlib import Path

import mutagen
import pytest

from pipeline.model.episode import Episode
from pipeline.workspace.reader import read

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = read(ROOT)
CAPTION = 42


def by_slug(episode: Episode) -> str:
    return episode.slug


@pytest.fixture(params=WORKSPACE.episodes, ids=by_slug)
def episode(request: pytest.FixtureRequest) -> Episode:
    assert isinstance(request.param, Episode)
    return request.param


def seconds(recording: Path) -> float:
    opened = mutagen.File(recording)
    assert opened is not None
    return float(opened.info.length)


def test_the_workspace_has_what_a_listener_may_meet() -> None:
    episodes = WORKSPACE.episodes
    assert len(episodes) >= 4
    assert {"full", "bonus"} <= {episode.kind for episode in episodes}
    assert {"nb", "en"} == {episode.language for episode in episodes}
    assert any(episode.published.year >= 2040 for episode in episodes)
    assert any(len(episode.chapters) >= 4 and len(episode.people) >= 2 for episode in episodes)
    assert len({episode.recording.path.suffix for episode in episodes}) == len(episodes)


def test_every_transcript_can_be_read_while_listening(episode: Episode) -> None:
    assert episode.transcript is not None
    cues = episode.transcript.cues
    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert cues[-1].end <= seconds(episode.recording.path)
    if episode.transcript.timed:
        assert max(len(line) for cue in cues for line in cue.text.splitlines()) <= CAPTION


def test_chapters_lie_in_the_recording(episode: Episode) -> None:
    assert all(chapter.start < seconds(episode.recording.path) for chapter in episode.chapters)


def test_synthetic_voices_are_told_of_in_summary_and_notes(episode: Episode) -> None:
    if any("syntetisk" in person.name for person in episode.people):
        assert "syntetisk" in episode.summary
        assert "syntetisk" in episode.notes


def test_what_others_recorded_is_credited(episode: Episode) -> None:
    credits_file = (ROOT / "episodes" / "CREDITS.md").read_text(encoding="utf-8")
    assert f"`{episode.slug}`" in credits_file
    assert bool(episode.credit) == (episode.license is not None)
