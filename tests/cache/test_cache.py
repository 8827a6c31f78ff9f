"""Results are kept by content, appear whole, and are made again when damaged."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.cache import Cache, key
from pipeline.errors import PublishError
from pipeline.formats.plain import by_content
from pipeline.model.audio import Profile
from pipeline.model.blob import Blob
from pipeline.model.bundle import VideoProfile
from pipeline.stages.mastering.job import VERSION as ENGINE
from pipeline.stages.video import VideoJob
from pipeline.tools.files import blob


@dataclass(frozen=True)
class Job:
    source: Blob
    level: float


@dataclass(frozen=True)
class Result:
    file: Blob
    level: float


JOB = Job(Blob(Path("anywhere.wav"), "ab" * 32, 3), -16.0)


class Stage:
    """Counts how often it is run."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, folder: Path) -> Result:
        self.runs += 1
        (folder / "out.bin").write_bytes(b"result")
        return Result(blob(folder / "out.bin"), 0.5)


def test_made_once(tmp_path: Path) -> None:
    cache, stage = Cache(tmp_path), Stage()
    first = cache.recall("s-1", JOB, Result, stage)
    assert cache.recall("s-1", JOB, Result, stage) == first
    assert stage.runs == 1
    assert first.file.path.read_bytes() == b"result"


def test_the_key_is_the_content_not_the_place() -> None:
    moved = replace(JOB, source=replace(JOB.source, path=Path("elsewhere.wav")))
    assert key(moved) == key(JOB)
    assert key(replace(JOB, level=-15.9)) != key(JOB)
    assert key(replace(JOB, source=replace(JOB.source, sha256="cd" * 32))) != key(JOB)


def test_another_version_is_another_result(tmp_path: Path) -> None:
    stage = Stage()
    Cache(tmp_path).recall("s-1", JOB, Result, stage)
    Cache(tmp_path).recall("s-2", JOB, Result, stage)
    assert stage.runs == 2


def test_a_lesson_is_mastered_anew_by_a_new_engine(tmp_path: Path) -> None:
    stage = Stage()
    job = VideoJob(JOB.source, None, None, VideoProfile(), "7.0")
    assert job.mastering == ENGINE
    for mastering in (ENGINE, ENGINE, ENGINE + 1):
        Cache(tmp_path).recall("video-1", replace(job, mastering=mastering), Result, stage)
    assert stage.runs == 2


def test_fresh_makes_anew_and_keeps_it(tmp_path: Path) -> None:
    stage = Stage()
    for fresh in (False, True, False):
        Cache(tmp_path, fresh=fresh).recall("s-1", JOB, Result, stage)
    assert stage.runs == 2


@pytest.mark.parametrize("damage", ["lost", "cut", "rubbish", "old"])
def test_what_is_damaged_is_made_again(damage: str, tmp_path: Path) -> None:
    stage, cache = Stage(), Cache(tmp_path)
    made = cache.recall("s-1", JOB, Result, stage)
    result = made.file.path.with_name("result.json")
    if damage == "lost":
        made.file.path.unlink()
    elif damage == "cut":
        made.file.path.write_bytes(b"res")
    else:
        result.write_text("{" if damage == "rubbish" else "{}", "utf-8")
    assert cache.recall("s-1", JOB, Result, stage).file.path.read_bytes() == b"result"
    assert stage.runs == 2


def test_a_failed_stage_leaves_nothing(tmp_path: Path) -> None:
    def fails(folder: Path) -> Result:
        (folder / "half").write_bytes(b"x")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Cache(tmp_path).recall("s-1", JOB, Result, fails)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"]


KILLED = """
import sys, time
from pathlib import Path
sys.path[:0] = {path!r}
from cache.test_cache import JOB, Result
from pipeline.cache import Cache

def slow(folder):
    (folder / "out.bin").write_bytes(b"half")
    print("begun", flush=True)
    time.sleep(60)

Cache(Path({root!r})).recall("s-1", JOB, Result, slow)
"""


def test_a_killed_run_leaves_no_result_and_no_lock(tmp_path: Path) -> None:
    script = KILLED.format(path=sys.path, root=str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"begun\n"
        process.kill()
    stage = Stage()
    assert Cache(tmp_path).recall("s-1", JOB, Result, stage).file.path.read_bytes() == b"result"
    assert stage.runs == 1


def test_a_setting_that_came_later_changes_no_key_where_it_is_not_used() -> None:
    """What was made before there were alternates is found again."""
    assert "alternates" not in by_content().unstructure(Profile())
    assert by_content().unstructure(Profile(alternates=("aac",)))["alternates"] == ["aac"]
    assert key(Profile(alternates=("aac",))) != key(Profile())


def test_two_at_once_make_it_once(tmp_path: Path) -> None:
    stage = Stage()

    def slow(folder: Path) -> Result:
        time.sleep(0.2)
        return stage(folder)

    threads = [threading.Thread(target=Cache(tmp_path).recall, args=("s-1", JOB, Result, slow)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stage.runs == 1


def test_what_is_unused_for_long_is_removed(tmp_path: Path) -> None:
    cache, stage = Cache(tmp_path), Stage()
    old = cache.recall("s-1", JOB, Result, stage)
    cache.recall("s-1", replace(JOB, level=1.0), Result, stage)
    os.utime(old.file.path.with_name("result.json"), (1, 1))
    assert cache.prune(unused_since=1000) == 1
    assert not old.file.path.parent.exists()
    assert len(list(tmp_path.glob("s-1/*/result.json"))) == 1


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishError, match="file"):
        Cache(tmp_path / "file").recall("s-1", JOB, Result, Stage())
