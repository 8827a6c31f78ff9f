"""``publish check`` and ``publish init`` for courses, through the command."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from cli.publisher import Publisher, Ran
from pipeline.errors import ContentError
from pipeline.model import limits
from pipeline.model.course import Course
from pipeline.model.episode import Chapter
from pipeline.model.workspace import Problem
from pipeline.stages.courseinspection import course_faults
from pipeline.stages.lesson_files import late, refuse_late
from pipeline.tools.ffmpeg.program import locate
from pipeline.workspace.reader import read
from samples import ROOT
from workspace import places

LESSON = "elearning/mitt-kurs/forste-leksjon"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return places.copy("course-minimal", tmp_path)


def run(root: Path, *arguments: str) -> Ran:
    return Publisher(root, root.parent / "cache").run(*arguments)


def faults_of(root: Path) -> list[Problem]:
    return list(course_faults(read(root), locate()))


def course(root: Path) -> Course:
    (found,) = read(root).courses
    return found


def test_a_workspace_of_courses_has_no_problems(root: Path) -> None:
    before = places.contents(root)
    ran = run(root, "check")
    assert (ran.code, ran.out) == (0, "No problems: 1 course(s), 1 lesson(s)\n")
    assert places.contents(root) == before


def test_captions_that_are_hard_to_read_are_advice_and_no_problem(root: Path) -> None:
    places.replace(root / LESSON / "captions.nb.vtt", "00:00:01.800", "00:00:01.000")
    ran = run(root, "check")
    assert ran.code == 0
    assert (
        f"Advice: {LESSON}/captions.nb.vtt: cue 1 (00:00:00.000): stands for 1 s, less than 1.6 s: let it stand longer"
        in ran.err
    )


def test_what_lies_past_the_end_of_the_video_is_told_of(root: Path) -> None:
    places.append(root / LESSON / "lesson.toml", '\n[[chapters]]\nstart = "00:01:00"\ntitle = "For sent"\n')
    places.append(root / LESSON / "captions.nb.vtt", "\n01:00.000 --> 01:02.000\nFor sent.\n")
    found = faults_of(root)
    assert [(one.file, one.key) for one in found] == [
        (f"{LESSON}/lesson.toml", "chapters.1.start"),
        (f"{LESSON}/captions.nb.vtt", "cue 2 (00:01:00.000)"),
    ]
    assert run(root, "check").code == 3


def test_what_ends_with_the_video_is_not_late(root: Path) -> None:
    found = course(root)
    assert list(late(found, found.lessons[0], 1.8)) == []
    assert len(list(late(found, found.lessons[0], 0.5))) == 1


def test_a_late_poster_and_descriptions_are_refused_together() -> None:
    found = course(places.FIXTURES / "course-full")
    first, second, _ = found.lessons
    with pytest.raises(ContentError, match="poster: 0:01 is past the end of the video, 0:00") as caught:
        refuse_late(found, first, 0.5)
    assert caught.value.message.count("\n") == 5
    with pytest.raises(ContentError, match=r"descriptions\.nb\.vtt: cue 1"):
        refuse_late(found, second, 0.5)
    refuse_late(found, replace(first, chapters=(Chapter(0, "Start"),)), 60)


def test_a_recording_cut_off_and_without_pictures_is_told_of(root: Path) -> None:
    (root / LESSON / "video.mp4").unlink()
    wave = (ROOT / "episodes/tidskapsel-til-2040/recording.wav").read_bytes()
    (root / LESSON / "video.wav").write_bytes(wave[: len(wave) // 2])
    assert [one.what for one in faults_of(root)] == ["is cut off (video.wav)", "holds no pictures (video.wav)"]


def test_what_is_no_video_is_told_of(root: Path) -> None:
    (root / LESSON / "video.mp4").write_bytes(b"ikke en video" * 100)
    (found,) = faults_of(root)
    assert (found.key, found.todo) == ("video", "export the video again, as MP4 with H.264 and AAC")
    assert found.what.startswith("cannot be read as a video")


def test_a_video_longer_than_an_lms_can_keep_is_told_of(root: Path) -> None:
    frames = f"color=c=navy:s=16x16:r=1/60:d={limits.VIDEO_SECONDS + 60}"
    made = ["-v", "error", "-y", "-f", "lavfi", "-i", frames, "-pix_fmt", "yuv420p", str(root / LESSON / "video.mp4")]
    subprocess.run([locate().path, *made], check=True)
    (found,) = faults_of(root)
    assert found.what == "lasts 2:01:00, too long for an LMS to keep what was watched (video.mp4)"
    assert found.todo == "divide it: at most 2:00:00 a lesson"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    assert run(tmp_path, "init", str(tmp_path / "ny")).code == 0
    return tmp_path / "ny"


def test_a_new_workspace_tells_of_courses(new: Path) -> None:
    assert "elearning/_eksempel" in (new / "LESMEG.md").read_text("utf-8")
    assert run(new, "check").out == "No problems: 1 show(s), 0 episode(s)\n"


@pytest.mark.parametrize("uncommented", [False, True])
def test_the_example_is_a_right_course_once_it_has_a_video(new: Path, *, uncommented: bool) -> None:
    folder = new / "elearning/vaart-forste"
    (new / "elearning/_eksempel").rename(folder)
    shutil.copy(places.FIXTURES / "course-full/elearning/alt-i-ett-kurs/beskrevet/video.mp4", folder / "forste-leksjon")
    for file in folder.rglob("*.toml") if uncommented else ():
        lines = file.read_text("utf-8").splitlines()
        text = "\n".join(bare(line) for line in lines).replace('language = "nn"', 'language = "nb"')
        file.write_text(text.replace("00:00:12", "00:00:01"), encoding="utf-8")
    found = course(new)
    quiz = found.lessons[0].quiz
    assert found.title == "Vårt første kurs"
    assert quiz is not None
    assert [one.kind for one in quiz.questions] == ["single", "true-false", "order", "match"]
    assert bool(found.lessons[0].chapters) == uncommented
    assert run(new, "check").code == 0


def bare(line: str) -> str:
    """Take the comment mark from a line that is TOML behind it."""
    text = line.removeprefix("# ")
    return text if text.startswith("[") or (" = " in text and text.split(" = ")[0].isidentifier()) else line


def test_no_course_is_lost_to_a_new_workspace(tmp_path: Path) -> None:
    shutil.copytree(places.FIXTURES / "course-minimal/elearning", tmp_path / "elearning")
    ran = run(tmp_path, "init", str(tmp_path))
    assert ran.code == 3
    assert "is there already" in ran.err
