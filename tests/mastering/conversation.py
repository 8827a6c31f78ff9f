"""A conversation made of real voices, whose truth is known: who speaks when, and what each microphone hears of it."""

import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mastering.sound import FFMPEG, decoded
from mastering.test_faults import ADA, STUDIO
from pipeline.events import Tell, silent
from pipeline.model.audio import Master, Profile
from pipeline.model.recording import Track, Tracks
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob
from pipeline.stages.mastering.master import master
from pipeline.tools.files import blob

RATE = 48_000
Sound = NDArray[np.float64]

BLEED = -22.0
"""dB at which a microphone hears the other speaker, who sits 3 m away."""
_LATE = 0.009
LEVEL = -26.0
"""dBFS of each voice at the mouth."""
NOISE = -75.0


def voice(path: Path, begin: float, seconds: float) -> Sound:
    """A stretch of a voice at ``LEVEL``, in mono."""
    cut = ["-ss", str(begin), "-t", str(seconds), "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    data = subprocess.run([FFMPEG.path, "-v", "error", *cut], check=True, capture_output=True).stdout
    sound = np.frombuffer(data, np.float32).astype(np.float64)
    return np.asarray(sound * 10 ** (LEVEL / 20) / np.sqrt(np.mean(sound**2)))


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's speech, from a second on."""

    speaker: int
    begin: float
    sound: Sound

    @property
    def span(self) -> slice:
        return slice(round(self.begin * RATE), round(self.begin * RATE) + len(self.sound))


def said(turns: list[Turn], speakers: int, seconds: float) -> Sound:
    """What comes out of each mouth, shape (speakers, samples)."""
    mouths = np.zeros((speakers, round(seconds * RATE)))
    for turn in turns:
        mouths[turn.speaker, turn.span] += turn.sound
    return mouths


def heard(mouths: Sound, gains: list[float], *, bleed: float = BLEED, noise: float = NOISE) -> Sound:
    """What each microphone records: its speaker, the others late and weak, and the room."""
    late = round(_LATE * RATE)
    others = np.pad(mouths, ((0, 0), (late, 0)))[:, : mouths.shape[1]] * 10 ** (bleed / 20)
    room = np.random.default_rng(5).normal(0, 10 ** (noise / 20), mouths.shape)
    through = mouths + others.sum(axis=0) - others + room
    return np.asarray(through * 10 ** (np.array(gains)[:, None] / 20))


def written(folder: Path, names: list[str], sound: Sound, *, rate: int = RATE) -> Tracks:
    """Write 24-bit tracks into an episode's folder."""
    there = folder / "episodes/samtale/tracks"
    there.mkdir(parents=True)
    for name, one in zip(names, sound, strict=True):
        whole = np.rint(np.clip(one, -1, 1) * (2**23 - 1)).astype("<i4")
        with wave.open(str(there / f"{name}.wav"), "wb") as file:
            file.setparams((1, 3, rate, 0, "NONE", ""))
            file.writeframes(whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    return read(there)


def read(folder: Path) -> Tracks:
    """The tracks in a folder."""
    return Tracks(tuple(Track(path.stem, blob(path)) for path in sorted(folder.iterdir())))


def mastered(tracks: Tracks, folder: Path, *, profile: Profile | None = None, tell: Tell = silent) -> Master:
    """Master tracks in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    job = MasterJob(tracks, "auto", Stings(), profile or Profile(), FFMPEG.version)
    return master(job, FFMPEG, folder, tell, task="samtale")


def samples(result: Master) -> Sound:
    """The finished file, its channels as columns."""
    data = np.frombuffer(decoded(result.audio.path, form="f32le"), np.float32)
    return data.reshape(-1, result.channels).astype(np.float64)


def dialogue() -> list[Turn]:
    """Two who take turns; at 32 s both speak at once for three seconds."""
    spans = [
        (0, 1.0, 0.0, 9.0),
        (1, 11.0, 2.0, 8.0),
        (0, 20.0, 9.5, 15.0),
        (1, 32.0, 12.0, 12.0),
        (0, 46.0, 27.0, 10.0),
    ]
    files = ADA, STUDIO
    return [Turn(who, begin, voice(files[who], at, seconds)) for who, begin, at, seconds in spans]


SECONDS = 58.0


def level(sound: Sound) -> float:
    """The level in dB."""
    return float(10 * np.log10(np.mean(sound**2) + 1e-20))
