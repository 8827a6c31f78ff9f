"""A second opinion on the LMS side: scorm-again, in the sandbox of the preview."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from browser import NewPage
from lms.tried import SandboxVisit, sandbox
from runtime.bundle import write
from runtime.taking import SCORE, STATUS
from runtime.test_moodle import answers, say, take, told

STANDARDS = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])


def zipped(tmp_path: Path, standard: str) -> Path:
    folder, path = tmp_path / "bundle", tmp_path / "bundle.zip"
    folder.mkdir()
    write(folder, standard)
    with ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
    return path


def complete(visit: SandboxVisit, standard: str) -> None:
    stored = visit.stored()
    assert stored[STATUS[standard]] == "completed"
    assert float(stored[SCORE[standard]]) == 100
    assert answers(stored) == ["q_1", "q_2", "q_3", "q_4", "q_5"]


@STANDARDS
def test_a_course_is_taken_to_completed_without_one_refusal(tmp_path: Path, new_page: NewPage, standard: str) -> None:
    root = tmp_path / "published"
    root.mkdir()
    with sandbox(zipped(tmp_path, standard), root) as lms:
        visit = lms.launch(new_page())
        take(visit.sco)
        assert visit.errors() == []
        complete(visit, standard)
        visit.reload()
        assert say(visit.sco, "progress")["done"]
        assert visit.errors() == []
        complete(visit, standard)


@STANDARDS
def test_a_cut_connection_is_told_and_all_arrives_afterwards(tmp_path: Path, new_page: NewPage, standard: str) -> None:
    root = tmp_path / "published"
    root.mkdir()
    with sandbox(zipped(tmp_path, standard), root) as lms:
        visit = lms.launch(new_page())
        visit.cut_network()
        take(visit.sco)
        assert told(visit.sco)["saved"] is False
        assert visit.stored()[STATUS[standard]] == "incomplete"
        visit.restore_network()
        assert told(visit.sco)["saved"] is True
        complete(visit, standard)
