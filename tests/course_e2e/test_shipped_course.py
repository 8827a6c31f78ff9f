import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from browser import NewPage, violations
from course_e2e.learner import Learner
from lms.tried import preview

ROOT = Path(__file__).parents[2]
SLUG = "digital-transformasjon-og-innovasjon"
MB = 1_000_000


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the course of this repository with the command, into a folder; gives the folder."""
    workspace = tmp_path_factory.mktemp("workspace")
    for name in ("config", "elearning"):
        shutil.copytree(ROOT / name, workspace / name)
    (workspace / "feeds").mkdir()
    subprocess.run([sys.executable, "-m", "pipeline", "-C", str(workspace), "course", SLUG], cwd=ROOT, check=True)
    return workspace / "public"


@pytest.mark.timeout(900)  # a video is played and four transcripts are read at the pace of a reader
def test_the_five_lessons_are_taken_to_completed_in_the_sandbox(published: Path, new_page: NewPage) -> None:
    (file,) = published.glob(f"elearning/*/media/{SLUG}-scorm12-*.zip")
    assert file.stat().st_size <= 15 * MB
    with preview(published, file) as lms:
        visit = lms.launch(new_page())
        learner = Learner(visit.sco)
        lessons = learner.course["lessons"]
        assert len(lessons) == 5
        learner.take(read=tuple(lesson["number"] for lesson in lessons[1:]))
        learner.contents()
        assert learner.done() == [True] * 5
        stored = visit.stored()
        questions = [question["id"] for lesson in lessons if lesson["quiz"] for question in lesson["quiz"]["questions"]]
        assert stored["cmi.core.lesson_status"] == "completed"
        assert float(stored["cmi.core.score.raw"]) == 100
        assert [stored[f"cmi.interactions.{at}.id"] for at in range(len(questions))] == questions
        assert {stored[f"cmi.interactions.{at}.result"] for at in range(len(questions))} == {"correct"}
        assert [stored[f"cmi.objectives.{at}.id"] for at in range(5)] == [lesson["id"] for lesson in lessons]
        assert {stored[f"cmi.objectives.{at}.status"] for at in range(5)} == {"completed"}
        assert len(stored["cmi.suspend_data"]) <= 4096
        assert visit.errors() == []
        learner.frame.click('.menu a[href="#fullfort"]')
        assert "Kari Nordmann" in learner.frame.locator(".certificate").inner_text()
        assert "fullført (completed)" in visit.page.inner_text("#summary")
        assert violations(visit.page) == []
        visit.leave()
        total = lms.stored(visit.page)["cmi.core.total_time"]
        assert total > "00:00:30"
