"""Sounds made for tests by the ffmpeg that the product uses, and the mastering of them."""

import subprocess
from pathlib import Path

from pipeline.events import Tell, silent
from pipeline.model.audio import Master, Profile
from pipeline.model.episode import ChannelChoice
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob
from pipeline.stages.mastering.master import master
from pipeline.tools.ffmpeg.program import locate
from pipeline.tools.files import blob

FFMPEG = locate()

SPEECH = (
    "aevalsrc=exprs='0.24*(random(0)-0.5)*(0.2+abs(sin(2.1*t)))*gt(sin(0.9*t),-0.6)|"
    "0.20*(random(1)-0.5)*(0.2+abs(sin(2.1*t)))*gt(sin(0.9*t),-0.6)':s={rate}:d={seconds}"
)
"""Noise with the rhythm of speech: syllables, pauses, and channels that differ."""


def synthesise(path: Path, *, source: str = "", rate: int = 48_000, seconds: float = 6, arguments: str = "") -> Path:
    """Write a file of the kind that its name says; ``arguments`` go to ffmpeg's output."""
    made = source or SPEECH.format(rate=rate, seconds=seconds)
    command = [FFMPEG.path, "-v", "error", "-y", "-f", "lavfi", "-i", made, *arguments.split(), str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def mixed(path: Path, voice: Path, *sources: str, seconds: float = 40) -> Path:
    """Write the beginning of a recording, in mono, with sounds that ffmpeg makes added to it."""
    inputs = [argument for source in sources for argument in ("-f", "lavfi", "-i", source)]
    labels = "".join(f"[{number}]" for number in range(1, len(sources) + 1))
    graph = (
        f"[0:a]aformat=channel_layouts=mono,aresample=48000[v];[v]{labels}amix=normalize=0:inputs={len(sources) + 1}"
    )
    command = [FFMPEG.path, "-v", "error", "-y", "-i", str(voice), *inputs, "-filter_complex", graph]
    subprocess.run([*command, "-t", str(seconds), str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def mastered(
    recording: Path,
    folder: Path,
    *,
    channels: ChannelChoice = "auto",
    stings: Stings | None = None,
    tell: Tell = silent,
) -> Master:
    """Master with the default profile, in a folder of its own."""
    job = MasterJob(blob(recording), channels, stings or Stings(), Profile(), FFMPEG.version)
    return finished(job, folder, tell)


def mastered_under(profile: Profile, recording: Path, folder: Path) -> Master:
    """Master with another profile."""
    return finished(MasterJob(blob(recording), "auto", Stings(), profile, FFMPEG.version), folder, silent)


def finished(job: MasterJob, folder: Path, tell: Tell) -> Master:
    folder.mkdir(parents=True, exist_ok=True)
    return master(job, FFMPEG, folder, tell, task=job.recording.path.stem)


def decoded(path: Path, *, form: str = "s16le") -> bytes:
    """Decode a finished file to raw samples."""
    command = [FFMPEG.path, "-v", "error", "-i", str(path), "-f", form, "-"]
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout
