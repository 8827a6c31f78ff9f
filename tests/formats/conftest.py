"""Speech as the encoder gives it, without any tag."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

from samples import shipped

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
ENCODED = ["-map", "0:a:0", "-t", "20", "-id3v2_version", "0", "-write_xing", "1"]

Decode = Callable[[Path], bytes]


@pytest.fixture(scope="session")
def plain_mp3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "plain.mp3"
    source = next(path for path in shipped() if path.suffix == ".opus")
    run("-i", str(source), *ENCODED, "-ac", "1", "-ar", "44100", "-b:a", "96k", str(path))
    return path


@pytest.fixture
def mp3(plain_mp3: Path, tmp_path: Path) -> Path:
    path = tmp_path / "episode.mp3"
    path.write_bytes(plain_mp3.read_bytes())
    return path


@pytest.fixture
def decode() -> Decode:
    def samples(path: Path) -> bytes:
        return run("-i", str(path), "-map", "0:a:0", "-f", "s16le", "-")

    return samples


@pytest.fixture
def metadata() -> Callable[[Path], str]:
    def read(path: Path) -> str:
        return run("-i", str(path), "-f", "ffmetadata", "-").decode()

    return read


def run(*arguments: str) -> bytes:
    done = subprocess.run([FFMPEG, "-v", "error", "-nostdin", *arguments], check=True, capture_output=True, timeout=60)
    assert not done.stderr, done.stderr.decode()
    return done.stdout
