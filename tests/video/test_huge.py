"""A video of more than 2 GB is streamed: memory stays flat, and nothing is left on the disk but the result."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mastering.sound import FFMPEG
from video.footage import run

PADDED = "-b:v 100M -minrate 100M -maxrate 100M -bufsize 100M -x264-params nal-hrd=cbr:filler=1"
"""Every picture is padded to its full size: large to read and to write, and no work to decode."""
ENCODE = """
import json, re, resource, sys
from pathlib import Path
from pipeline.events import silent
from pipeline.model.bundle import VideoProfile
from pipeline.stages import video
from pipeline.tools.ffmpeg.program import locate
from pipeline.tools.files import blob

source, folder, ffmpeg = blob(Path(sys.argv[1])), Path(sys.argv[2]), locate()
job = video.VideoJob(source, None, None, VideoProfile(), ffmpeg.version)
made = video.encode(job, ffmpeg, folder, silent, task="huge")
# what getrusage tells of ourselves begins with what the process was that started us
ours = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
programs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps([made.copied, made.seconds, made.video.size, made.after.integrated, ours, programs]))
"""
MB = 1_000_000


@pytest.fixture
def huge(tmp_path: Path) -> Iterator[Path]:
    piece, whole = tmp_path / "piece.mp4", tmp_path / "huge.mp4"
    grey = ["-f", "lavfi", "-t", 8, "-i", "color=gray:s=1280x720:r=25", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    run(*grey, "-c:v", "libx264", *PADDED.split(), piece)
    run("-stream_loop", 21, "-i", piece, "-f", "lavfi", "-i", "sine=d=176", "-c:v", "copy", "-c:a", "aac", whole)
    piece.unlink()
    yield whole
    whole.unlink()


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is counted in other units there")
def test_two_gigabytes_are_streamed(huge: Path, tmp_path: Path) -> None:
    assert huge.stat().st_size > 2_147_483_648
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-c", ENCODE, str(huge), str(work)]
    said = subprocess.run(command, check=True, capture_output=True, env={"FREMSKRITT_FFMPEG": FFMPEG.path}).stdout
    copied, seconds, size, loudness, ours, programs = json.loads(said)
    left = [path.name for path in work.iterdir()]
    (work / "video.mp4").unlink()
    assert sorted(left) == ["poster.jpg", "video.mp4"]
    assert copied
    assert seconds == pytest.approx(22 * 8, abs=0.5)
    assert size > 2_147_483_648
    assert loudness == pytest.approx(-16, abs=0.2)
    assert ours < 200 * MB
    assert programs < 300 * MB
