"""The proof of an MP3 in stretches, on all cores, is the proof of it in one piece."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, mastered, synthesise
from pipeline.audio.analysis import Analysis
from pipeline.audio.loudness import SILENT
from pipeline.audio.spectra import Spectra
from pipeline.errors import ToolError
from pipeline.events import silent
from pipeline.formats.mp3frames import frame_starts
from pipeline.stages.mastering import prove as proving
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.prove import prove
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.mp3decoding import decoded


def differences(one: Analysis | Spectra, other: Analysis | Spectra) -> set[str]:
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in one.__slots__)
    return {name for name, a, b in pairs if (differences(a, b) if isinstance(a, Spectra) else not np.array_equal(a, b))}


@pytest.mark.parametrize(("rate", "arguments"), [(48_000, ""), (44_100, ""), (44_100, "-ac 1")])
def test_the_stretches_are_the_whole(
    rate: int, arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = synthesise(tmp_path / "a.wav", rate=rate, seconds=33.3, arguments=arguments)
    master = mastered(recording, tmp_path / "work")
    whole = prove(master.audio.path, lanes=1, advance=lambda _: None)
    monkeypatch.setattr(proving, "_STRETCH", 10)
    told: list[float] = []
    one, many = (prove(master.audio.path, lanes=n, advance=told.append) for n in (1, 4))
    assert differences(one, whole) == differences(many, whole) == set()
    assert whole.samples == master.samples == round(33.3 * rate)
    assert told[3] == pytest.approx(33.3, abs=0.001)


def test_two_decoders_agree(tmp_path: Path) -> None:
    master = mastered(synthesise(tmp_path / "a.wav", seconds=12), tmp_path / "work")
    ours = prove(master.audio.path, lanes=2, advance=lambda _: None)
    programme = Programme((Part(master.audio.path),), master.rate, master.channels)
    theirs = examine(Bench(FFMPEG, tmp_path, silent, "a"), programme).analysis
    assert ours.samples == theirs.samples
    assert ours.integrated == pytest.approx(theirs.integrated, abs=0.001)
    assert ours.true_peak == pytest.approx(theirs.true_peak, abs=0.005)
    assert np.abs(ours.peaks - theirs.peaks).max() < 2 / 32_768


def test_what_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    path = mastered(synthesise(tmp_path / "a.wav"), tmp_path / "work").audio.path
    data = path.read_bytes()
    starts = frame_starts(data)
    emptied = [data[start : start + 4] + bytes(end - start - 4) for start, end in pairwise(starts)]
    path.write_bytes(data[: starts[1]] + b"".join(emptied[1:]))
    silence = prove(path, lanes=2, advance=lambda _: None)  # frames that hold nothing are silence
    assert silence.integrated == SILENT
    with pytest.raises(ToolError, match="cannot be decoded"):
        decoded(bytes(1000))
