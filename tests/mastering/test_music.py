"""Music between a weak voice and a strong one, heard in the finished file: it stays, and the voices are even."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.signals import RATE, write
from audio.tunes import AIR, MUSIC, joined, voice
from mastering.sound import mastered_under
from mastering.test_levelling import frames, gated
from pipeline.formats.plain import report_from_json
from pipeline.model.audio import Profile
from pipeline.model.soundreport import SoundReport

_VOICE = 16.0
_LOUD = 8.0
"""dB under its loudest in which music is compared in the finished file: what is softer, the codec changes by 1 dB."""


def finished(
    folder: Path, *sounds: NDArray[np.float64], pause: float, strength: int = 100
) -> tuple[SoundReport, NDArray[np.float64]]:
    """Master sounds in a row, and give the report and the loudness of the finished file, frame by frame."""
    folder.mkdir(exist_ok=True)
    recording = write(joined(*sounds, pause=pause), folder / "recording.wav")
    profile = Profile(trim=False, cleanup="off", levelling=strength)
    master = mastered_under(profile, recording, folder / "work")
    return report_from_json(master.report.path.read_bytes()), frames(master.audio.path, folder / "heard")


def series(report: SoundReport, begin: float, end: float) -> NDArray[np.float64]:
    """What levelling did between two seconds, in dB."""
    curve = np.array(report.series.levelling)
    columns = len(curve) / report.seconds
    return curve[round(begin * columns) : round(end * columns)]


@pytest.mark.parametrize("pause", [0.0, 1.0])
@pytest.mark.parametrize("kind", sorted(MUSIC))
def test_music_stays_as_it_is(kind: str, pause: float, tmp_path: Path, figures: list[str]) -> None:
    """The weak voice is 20 dB weaker. What is not levelled went through the same codec."""
    tune = MUSIC[kind]() * 10 ** (-10 / 20)  # far from the limiter
    sounds = voice(AIR, 0, _VOICE, -46), tune, voice(AIR, 20, _VOICE, -26)
    plain, before = finished(tmp_path / "plain", *sounds, pause=pause, strength=0)
    report, after = finished(tmp_path / "levelled", *sounds, pause=pause)
    static = report.gain - plain.gain
    begin, end = _VOICE + pause, _VOICE + pause + len(tune) / RATE
    plays = slice(round(begin * 10) + 5, round(end * 10) - 5)  # the frames beside it hear the voices too
    loud = before[plays] > before[plays].max() - _LOUD
    change = np.abs(after[plays] - before[plays] - static)[loud].max()
    first, second = gated(after[: round(_VOICE * 10) - 5]), gated(after[round((end + pause) * 10) + 5 :])
    figures.append(f"{kind}, pauses of {pause} s: changed by {change:.2f} dB; voices {first:.1f} and {second:.1f} LUFS")
    assert change <= 0.5
    assert not series(report, begin + 0.5, end - 0.5).any()
    assert first == pytest.approx(second, abs=1.0)
    assert change + abs(second - gated(before[round((end + pause) * 10) + 5 :]) - static) <= 1.0


def test_a_voice_over_music_is_levelled_as_a_voice(tmp_path: Path) -> None:
    """A weak voice over music that is 15 dB weaker still, and a strong one without."""
    weak = voice(AIR, 0, _VOICE, -42)
    bed = np.resize(MUSIC["both"](), len(weak)) * 10 ** (-34 / 20)
    _, after = finished(tmp_path, weak + bed, voice(AIR, 20, _VOICE, -26), pause=1.0)
    first, second = gated(after[: round(_VOICE * 10) - 5]), gated(after[round((_VOICE + 1) * 10) + 5 :])
    assert first == pytest.approx(second, abs=1.0)
