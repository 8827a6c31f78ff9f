import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from lms.sco import write_sco
from lms.tried import publish

WORKSPACE = Path(__file__).parents[1] / "workspaces" / "minimal"


def test_publish_preview_says_where_courses_can_be_tried(tmp_path: Path) -> None:
    shutil.copytree(WORKSPACE, tmp_path / "ws")
    file = publish(write_sco(tmp_path / "sco.zip"), tmp_path / "ws" / "public")
    command = [sys.executable, "-m", "pipeline", "-C", str(tmp_path / "ws"), "preview", "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert running.stdout
        told, address = running.stdout.readline().strip().rsplit(" ", 1)
        assert (told, address[:17], address[-11:]) == ("Try the courses at", "http://127.0.0.1:", "/sandkasse/")
        assert "Hear before and after at" in running.stdout.readline()
        assert "Look and listen at" in running.stdout.readline()
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            assert file in answer.read().decode()
    finally:
        running.terminate()
        running.communicate(timeout=10)
