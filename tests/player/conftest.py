from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from browser import NewPage, browser, new_page
from lesson.courses import bundle, ready, video, write
from pages.site import served
from pipeline.formats.lesson.page import bundle_files
from pipeline.model.blob import Blob
from pipeline.model.bundle import EncodedLesson
from pipeline.model.episode import Cue, Transcript
from player.stage import Stage

__all__ = ["browser", "new_page"]

LONGER = 12.0
Open = Callable[..., Stage]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("web")
    bundle(root, tmp_path_factory.mktemp("work"), "web")
    with served(root) as found:
        yield found


@pytest.fixture(scope="session")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the course with videos of twelve seconds: long enough to go on in the middle of."""
    root, work = tmp_path_factory.mktemp("longer"), tmp_path_factory.mktemp("work")
    made, lessons = ready(work)
    clip = video(work / "lang.mp4", LONGER)
    write(bundle_files(made, tuple(_as_long(lesson, clip) for lesson in lessons), "web"), root)
    with served(root) as found:
        yield found


@pytest.fixture(scope="session")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the course with a described version that is twice as long as the video it describes."""
    root, work = tmp_path_factory.mktemp("described"), tmp_path_factory.mktemp("work")
    made, lessons = ready(work)
    slow = replace(lessons[2].main, video=video(work / "lang.mp4", LONGER), seconds=LONGER)
    write(bundle_files(made, (*lessons[:2], replace(lessons[2], described=slow)), "web"), root)
    with served(root) as found:
        yield found


@pytest.fixture(scope="session")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve one lesson, whose transcript is longer than its box, and whose questions are asked only once."""
    root, work = tmp_path_factory.mktemp("wordy"), tmp_path_factory.mktemp("work")
    made, _ = ready(work)
    first = made.lessons[0]
    cues = tuple(Cue(0.2 * at, 0.2 * at + 0.2, f"Setning {at + 1} av tretti.", f"{at % 2}") for at in range(30))
    quiz = replace(first.quiz, retry=False) if first.quiz else None
    lesson = replace(first, transcript=Transcript(cues, timed=True), quiz=quiz)
    bundle(root, work, "web", lessons=(lesson,))
    with served(root) as found:
        yield found


def _as_long(lesson: EncodedLesson, clip: Blob) -> EncodedLesson:
    return replace(lesson, main=replace(lesson.main, video=clip, seconds=LONGER))


@pytest.fixture
def opened(new_page: NewPage, address: str) -> Open:
    """Open a lesson as a new visitor."""

    def open_lesson(lesson: str = "leksjon_1", at: str = "", width: int = 1280, scheme: str = "light") -> Stage:
        page = new_page(width, scheme)
        page.goto(f"{at or address}index.html#{lesson}")
        return Stage(page, lesson)

    return open_lesson
