"""Read a manuscript: ``# Chapter``, then ``Name: what is said``, one turn or part of a turn a line."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, who says it, and the chapter that it opens or ''."""

    speaker: str
    text: str
    opens: str


def read(path: Path) -> tuple[Sentence, ...]:
    """Give the sentences of the manuscript in ``path``, in order."""
    sentences: list[Sentence] = []
    chapter = ""
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            chapter = line.removeprefix("# ")
            continue
        speaker, _, said = line.partition(": ")
        for text in re.split(r"(?<=[.?!]) ", said):
            sentences.append(Sentence(speaker, text, chapter))
            chapter = ""
    return tuple(sentences)
