"""Recordings of more than 4 GiB: a voice before and after the point where 32 bits end. On the disk they are holes."""

import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

from mastering.made import speech
from mastering.second import read
from mastering.sound import FFMPEG, decoded, finished
from pipeline.errors import ContentError
from pipeline.events import silent
from pipeline.model.audio import Master, Profile
from pipeline.model.blob import Blob
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob

RATE, CHANNELS, WIDTH = 192_000, 8, 8
"""What fills 4 GiB soonest, so that the test is short: 12 MB in a second."""
SECOND = RATE * CHANNELS * WIDTH
OVER = (4 * 1024**3) // SECOND + 10
"""Seconds of the recording: 4 GiB and 10 s."""
SPOKEN = 6


def head(kind: str) -> bytes:
    """What is ahead of the samples, as ffmpeg writes it, with the sizes of a file that goes on."""
    form = ["-f", "w64"] if kind == "w64" else ["-f", "wav", "-rf64", "always" if kind == "rf64" else "never"]
    source = ["-f", "lavfi", "-i", f"anullsrc=cl=7.1:r={RATE}:d=0.1", "-c:a", "pcm_f64le", "-bitexact", *form, "-"]
    data = bytearray(subprocess.run([FFMPEG.path, "-v", "error", *source], check=True, capture_output=True).stdout)
    length, at = OVER * SECOND, data.index(b"data")
    if kind == "w64":
        struct.pack_into("<Q", data, at + 16, length + 24)
        struct.pack_into("<Q", data, 16, at + 24 + length)
        return bytes(data[: at + 24])
    if kind == "rf64":
        ds64 = data.index(b"ds64") + 8
        struct.pack_into("<QQ", data, ds64, at + length, length)
        struct.pack_into("<I", data, at + 4, 0xFFFF_FFFF)
    else:
        struct.pack_into("<I", data, at + 4, length % 2**32)
        struct.pack_into("<I", data, 4, (at + length) % 2**32)
    return bytes(data[: at + 8])


def huge(kind: str, path: Path) -> Path:
    voice = speech(RATE)[RATE : (1 + SPOKEN) * RATE]
    block = np.repeat(voice[:, None], CHANNELS, axis=1).astype("<f8").tobytes()
    ahead = head(kind)
    with path.open("wb") as file:
        file.write(ahead)
        file.write(block)
        file.seek(len(ahead) + OVER * SECOND - len(block))
        file.write(block)
    assert path.stat().st_size > 4 * 1024**3
    return path


def mastered(path: Path, folder: Path) -> Master:
    """Shorten the pause of minutes, so that little is encoded. The digest is not read: it is the shelf's."""
    recording, profile = Blob(path, "0" * 64, path.stat().st_size), Profile(longest_pause=2)
    return finished(MasterJob(recording, "auto", Stings(), profile, FFMPEG.version), folder, silent)


@pytest.mark.parametrize("kind", ["rf64", "w64"])
def test_all_of_a_recording_over_4_gib_is_heard_and_its_end_is_in_its_place(kind: str, tmp_path: Path) -> None:
    path = huge(kind, tmp_path / f"huge.{'w64' if kind == 'w64' else 'wav'}")
    master = mastered(path, tmp_path / "work")
    path.unlink()
    assert master.recorded == OVER
    ((begin, _), (again, end)) = master.kept
    assert (begin, end) == (0.0, OVER)
    assert master.seconds == pytest.approx(OVER - sum(b - a for a, b in master.timeline.cuts), abs=0.001)
    heard = read(master.audio.path)
    assert heard.keeps(), heard
    sound = np.frombuffer(decoded(master.audio.path, form="f32le"), np.float32)
    voice = speech(48_000)[48_000 : (1 + SPOKEN) * 48_000]
    assert again < OVER - SPOKEN
    for start in (0.0, master.timeline.at(OVER - SPOKEN)):
        there = sound[round(start * 48_000) :][: len(voice)]
        assert np.corrcoef(voice[: len(there)], there)[0, 1] > 0.97


def test_a_wav_over_4_gib_cannot_count_its_sound_and_is_refused(tmp_path: Path) -> None:
    """Its 32 bits begin again at 0: other programs play ten seconds of it, as if that were all."""
    with pytest.raises(ContentError, match=r"tells of \d\.\d s, but 34\d\.\d s more") as caught:
        mastered(huge("wav", tmp_path / "huge.wav"), tmp_path / "work")
    assert "RF64" in caught.value.hint
