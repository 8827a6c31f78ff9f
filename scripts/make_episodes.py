"""Synthesise the episodes with artificial Norwegian voices from their manuscripts, with transcripts and chapters.

Needs ``espeak-ng`` (Debian package ``espeak-ng``). Run as ``.venv/bin/python -m scripts.make_episodes``.
"""

import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tomlkit

from scripts.manuscript import Sentence, read
from scripts.sound import Samples, encode

ROOT = Path(__file__).resolve().parent.parent
RATE = 22050
"""Hz of the voices of espeak-ng."""

WIDTH, LINES = 42, 2
"""The usual room of a caption: characters a line, and lines."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A full name, the voice of espeak-ng, and the level in dB below full scale (RMS)."""

    name: str
    espeak: str
    level: float


TALK = {"Nora": Voice("Nora Fjord", "nb+f4", 20.0), "Jon": Voice("Jon Fjell", "nb", 27.0)}
"""The guest sits too far from the microphone, as guests do."""

GREETING = {"Jon": Voice("Jon Fjell", "nb", 13.0)}
"""So loud that peaks pass full scale: whole in 32-bit float, and clipped in any other format."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and when its sound begins and ends in the recording, in seconds."""

    sentence: Sentence
    start: float
    end: float


def say(text: str, voice: Voice) -> Samples:
    """Give ``text`` as spoken by ``voice``, without the silence around it, at the voice's level."""
    command = ["espeak-ng", "-v", voice.espeak, "-s", "150", "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    sound = np.frombuffer(wav, dtype="<i2", offset=44).astype(np.float64)
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 200)
    spoken = sound[heard[0] : heard[-1] + 1]
    return np.asarray(spoken * 10 ** (-voice.level / 20) / np.sqrt(np.mean(spoken**2)), dtype=np.float64)


def pause(sentence: Sentence, before: Sentence | None, elapsed: int) -> int:
    """Give the samples of silence before ``sentence``; a chapter opens on a whole second."""
    if before is None:
        return RATE // 2
    if sentence.opens:
        return -(elapsed + RATE) % RATE + RATE
    return RATE // 4 if sentence.speaker == before.speaker else RATE // 2


def record(sentences: tuple[Sentence, ...], voices: dict[str, Voice]) -> tuple[Samples, tuple[Spoken, ...]]:
    """Give the whole recording, and when each sentence is said in it."""
    parts: list[Samples] = []
    spoken: list[Spoken] = []
    elapsed = 0
    for sentence in sentences:
        silence = pause(sentence, spoken[-1].sentence if spoken else None, elapsed)
        sound = say(sentence.text, voices[sentence.speaker])
        start, elapsed = elapsed + silence, elapsed + silence + len(sound)
        parts += [np.zeros(silence), sound]
        spoken.append(Spoken(sentence, start / RATE, elapsed / RATE))
    return np.concatenate([*parts, np.zeros(RATE // 2)]), tuple(spoken)


def stamp(seconds: float) -> str:
    """Give a WebVTT timestamp."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def caption(text: str) -> str:
    """Give ``text`` in the lines of a caption, about equally long. Exits if it is too long to be read at a glance."""
    count = len(textwrap.wrap(text, WIDTH))
    if count > LINES:
        raise SystemExit(f"Too long for a caption, split it: {text}")
    longest = max(map(len, text.split()))
    wrapped = (textwrap.wrap(text, width) for width in range(longest, WIDTH + 1))
    return "\n".join(next(lines for lines in wrapped if len(lines) == count))


def cues(spoken: tuple[Spoken, ...], voices: dict[str, Voice]) -> Iterator[str]:
    """Give each sentence as a WebVTT cue."""
    for one in spoken:
        name = voices[one.sentence.speaker].name
        yield f"{stamp(one.start)} --> {stamp(one.end)}\n<v {name}>{caption(one.sentence.text)}"


def put_chapters(spoken: tuple[Spoken, ...], path: Path) -> None:
    """Write when the chapters begin into the episode's TOML, leaving all else as it is."""
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    starts = {one.sentence.opens: one.start for one in spoken if one.sentence.opens}
    for chapter in document.get("chapters", []):
        chapter["start"] = stamp(int(starts[chapter["title"]])).removesuffix(".000")
    path.write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")


def make_talk(slug: str) -> None:
    """Make the conversation: Opus, WebVTT with voices, chapters."""
    folder = ROOT / "episodes" / slug
    sound, spoken = record(read(ROOT / "scripts" / "manuscripts" / f"{slug}.txt"), TALK)
    encode(sound, RATE, folder / "recording.opus", "-c:a", "libopus", "-b:a", "28k", "-ar", "48000")
    text = "\n\n".join(["WEBVTT", *cues(spoken, TALK)])
    (folder / "transcript.vtt").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    put_chapters(spoken, folder / "episode.toml")


def make_greeting(slug: str) -> None:
    """Make the greeting: 32-bit float WAV of 48 kHz, plain text in paragraphs."""
    folder = ROOT / "episodes" / slug
    manuscript = ROOT / "scripts" / "manuscripts" / f"{slug}.txt"
    sound, _ = record(read(manuscript), GREETING)
    encode(sound, RATE, folder / "recording.wav", "-c:a", "pcm_f32le", "-ar", "48000")
    turns = manuscript.read_text(encoding="utf-8").splitlines()
    text = "\n\n".join(turn.partition(": ")[2] for turn in turns)
    (folder / "transcript.txt").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Make every synthetic episode."""
    make_talk("gevinster-som-blir-hentet")
    make_greeting("tidskapsel-til-2040")


if __name__ == "__main__":
    main()
