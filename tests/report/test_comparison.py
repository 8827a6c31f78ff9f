"""The recording as it is heard beside its master: equally loud, nothing limited, on the same time line."""

from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from mastering.sound import FFMPEG, decoded, mastered, synthesise
from pipeline.events import silent
from pipeline.model.audio import Master
from pipeline.model.comparison import CompareJob, Comparison
from pipeline.model.show import Stings
from pipeline.stages.comparison import compare
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.files import blob
from samples import ROOT

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
PEAKY = "aevalsrc=exprs='0.03*random(0)*(0.2+abs(sin(2.1*t)))+0.9*between(mod(t,5),2,2.002)':s=48000:d=12"


def compared(recording: Path, master: Master, folder: Path) -> Comparison:
    folder.mkdir()
    job = CompareJob(
        recording=blob(recording),
        master=master.audio,
        samples=master.samples,
        rate=master.rate,
        loudness=master.after.integrated,
        timeline=master.timeline,
        ffmpeg=FFMPEG.version,
    )
    return compare(job, FFMPEG, folder, silent, task="test")


def loudness(path: Path, volume: float, folder: Path) -> tuple[float, float]:
    """LUFS and dBTP at a player's volume; it gives a mono file to both loudspeakers."""
    channels: Literal[1, 2] = 1 if probe(FFMPEG, path).layout == "mono" else 2
    found = examine(Bench(FFMPEG, folder, silent, "test"), Programme((Part(path),), 48_000, channels)).loudness
    turned = 20 * np.log10(volume)
    return found.integrated + turned, found.true_peak + turned


@pytest.mark.parametrize("peaky", [False, True])
def test_both_are_equally_loud_and_nothing_is_limited(tmp_path: Path, *, peaky: bool) -> None:
    recording = synthesise(tmp_path / "peaky.wav", source=PEAKY) if peaky else ADA
    master = mastered(recording, tmp_path / "work")
    found = compared(recording, master, tmp_path / "beside")
    first, peak = loudness(found.before.path, found.before_volume, tmp_path)
    second, _ = loudness(master.audio.path, found.after_volume, tmp_path)
    assert first == pytest.approx(second, abs=0.1)
    assert first == pytest.approx(found.loudness, abs=0.1)
    assert peak <= -0.5
    assert (found.loudness < master.after.integrated - 3) is peaky


def test_it_is_as_long_as_the_master_and_begins_where_the_recording_does(tmp_path: Path) -> None:
    jingle = synthesise(tmp_path / "jingle.wav", source="sine=frequency=440:duration=5")
    tone = synthesise(tmp_path / "tone.wav", source="sine=frequency=330:duration=12", arguments="-ac 1 -ar 44100")
    master = mastered(tone, tmp_path / "work", stings=Stings(blob(jingle), blob(jingle), 1.0))
    found = compared(tone, master, tmp_path / "beside")
    sound = np.abs(np.frombuffer(decoded(found.before.path), "<i2").astype(float))
    assert len(sound) == master.samples
    loud = np.flatnonzero(sound > 500) / master.rate
    assert loud[0] == pytest.approx(master.shift, abs=0.03)
    assert loud[-1] == pytest.approx(master.shift + 12, abs=0.03)


def test_same_bytes(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "sound.wav")
    master = mastered(recording, tmp_path / "work")
    first, second = (compared(recording, master, tmp_path / name) for name in ("a", "b"))
    assert first.before.sha256 == second.before.sha256
