"""Make the videos of the courses from their manuscripts, with captions and chapters.

Needs ``espeak-ng`` and the typeface Inter (Debian packages ``espeak-ng`` and ``fonts-inter``).
Run as ``.venv/bin/python -m scripts.make_courses [LESSON…]``; without lessons, all are made.
"""

import sys
import tomllib
from pathlib import Path

import numpy as np
import tomlkit

from scripts import cuesplit, lessonvideo, slidedraw, slidetext
from scripts.make_episodes import RATE, ROOT, Spoken, Voice, record, stamp
from scripts.sound import Samples

VOICE = {"Nora": Voice("Nora Fjord", "nb+f4", 20.0)}
VOICED = "Stemmen er laget av en maskin"
EARLY = 0.4
"""Seconds from a slide is shown until its words begin."""


def make_lesson(course: Path, slug: str, place: str, title: str) -> None:
    """Make ``slug``'s video, captions and chapters."""
    folder = course / slug
    slides = slidetext.read(ROOT / "scripts" / "manuscripts" / course.name / f"{slug}.txt")
    sound, spoken = record(slidetext.sentences(slides, "Nora"), VOICE)
    sound = np.concatenate([sound, np.zeros(-len(sound) % (RATE // lessonvideo.FPS))])
    document = tomlkit.parse((folder / "lesson.toml").read_text(encoding="utf-8"))
    pictures = slidedraw.draw(slides, slidedraw.Cover(place, str(document["title"]), title, VOICED))
    opening = [one for one in spoken if one.sentence.opens]
    starts = [0.0, *(int(one.start) - EARLY for one in opening[1:])]
    lessonvideo.encode(pictures, starts, sound, folder / "video.mp4")
    write_captions(spoken, sound, folder / "captions.nb.vtt")
    put_chapters(opening, document)
    (folder / "lesson.toml").write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")


def write_captions(spoken: tuple[Spoken, ...], sound: Samples, path: Path) -> None:
    """Write what is said as WebVTT."""
    cues = [f"{stamp(cue.start)} --> {stamp(cue.end)}\n{cue.text}" for cue in cuesplit.captions(spoken, sound)]
    path.write_text("\n\n".join(["WEBVTT", *cues]) + "\n", encoding="utf-8", newline="\n")


def put_chapters(opening: list[Spoken], document: tomlkit.TOMLDocument) -> None:
    """Put when each slide is shown into the lesson's TOML, leaving all else as it is."""
    chapters = tomlkit.aot()
    for index, one in enumerate(opening):
        start = stamp(int(one.start) if index else 0).removesuffix(".000")
        chapters.append(tomlkit.item({"start": start, "title": one.sentence.opens}))
    document["chapters"] = chapters


def make_course(course: Path, wanted: list[str]) -> None:
    """Make the wanted lessons of a course, or all."""
    told = tomllib.loads((course / "course.toml").read_text(encoding="utf-8"))
    lessons: list[str] = told["lessons"]
    for number, slug in enumerate(lessons, start=1):
        if slug in (wanted or lessons):
            make_lesson(course, slug, f"Leksjon {number} av {len(lessons)}", str(told["title"]))


def main() -> None:
    """Make what is wanted of every course that has a manuscript."""
    for manuscripts in sorted(filter(Path.is_dir, (ROOT / "scripts" / "manuscripts").iterdir())):
        make_course(ROOT / "elearning" / manuscripts.name, sys.argv[1:])


if __name__ == "__main__":
    main()
