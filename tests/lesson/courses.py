"""A course of three lessons with everything in it, in real files: ``from lesson.courses import …``."""

import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg

from pipeline.formats.lesson.page import bundle_files
from pipeline.model.blob import Blob
from pipeline.model.bundle import BundleFile, BundleFormat, EncodedLesson, EncodedVideo
from pipeline.model.course import (
    AudioDescription,
    Captions,
    Course,
    Lesson,
    Option,
    Question,
    Quiz,
    Reflection,
    Term,
)
from pipeline.model.episode import Chapter, Cue, Transcript
from pipeline.model.show import Link

MANIFEST = """<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>t</title>
    <item identifier="i" identifierref="r"><title>t</title></item></organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>
</manifest>
"""
"""As little as an LMS needs to launch the page as SCORM 1.2."""
SECONDS = 6.0
SAID = (
    Cue(0.2, 1.8, "Digital transformasjon handler om mennesker,\nog ikke først om teknologi."),
    Cue(1.9, 2.9, "Vi endrer måten vi jobber på."),
    Cue(3.0, 4.4, "Brukeren er den som skal merke forskjellen.", "Kari Nordmann"),
    Cue(4.5, 5.9, "Spør derfor tidlig, og spør ofte.", "Kari Nordmann"),
)
IN_ENGLISH = (Cue(0.2, 2.8, "Digital transformation is about people."), Cue(3.0, 5.9, "Ask early, and ask often."))


def picture(path: Path, colour: str) -> Blob:
    """Make a JPEG in one colour."""
    _ffmpeg("-f", "lavfi", "-i", f"color={colour}:size=640x360", "-frames:v", "1", "-update", "1", str(path))
    return blob(path)


def video(path: Path, seconds: float = SECONDS) -> Blob:
    """Make an MP4 of a test picture and a tone."""
    pictures = f"testsrc=size=640x360:rate=25:duration={seconds}"
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac")
    tone = f"sine=frequency=330:duration={seconds}"
    _ffmpeg("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i", tone, *codecs, "-movflags", "+faststart", str(path))
    return blob(path)


def blob(path: Path) -> Blob:
    data = path.read_bytes()
    return Blob(path, hashlib.sha256(data).hexdigest(), len(data))


def encoded(folder: Path, lesson: Lesson, number: int) -> EncodedLesson:
    """Encode what stands for the lesson's video, once for a folder."""
    main, poster = folder / "film.mp4", folder / f"plakat-{number}.jpg"
    clip = blob(main) if main.exists() else video(main)
    shown = picture(poster, ("#0a4a5c", "#5c2a4a", "#2a5c3a")[number % 3])
    one = EncodedVideo(clip, shown, SECONDS, 640, 360, copied=False)
    return EncodedLesson(one, one if lesson.audio_description.kind == "described-version" else None)


def course(source: Blob, **changes: object) -> Course:
    """Give the course; ``source`` stands for every file that its producer gave."""
    return replace(_course(source), **changes)  # type: ignore[arg-type] # the caller's names are the fields'


def write(files: tuple[BundleFile, ...], root: Path) -> Path:
    """Write a bundle's files into a folder, as an LMS unpacks them."""
    for file in files:
        path = root / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.body if isinstance(file.body, bytes) else file.body.path.read_bytes())
    return root


def bundle(root: Path, work: Path, standard: BundleFormat = "scorm12", lesson: str = "", **changes: object) -> Course:
    """Make the course's bundle in ``root``, with a manifest where there is to be one, and give the course."""
    made, lessons = ready(work, **changes)
    write(bundle_files(made, lessons, standard, lesson), root)
    if standard != "web":
        (root / "imsmanifest.xml").write_text(MANIFEST, encoding="utf-8")
    return made


def ready(work: Path, **changes: object) -> tuple[Course, tuple[EncodedLesson, ...]]:
    """Give the course and its encoded lessons, whose files lie in ``work``."""
    work.mkdir(exist_ok=True)
    clip = work / "film.mp4"
    made = course(blob(clip) if clip.exists() else video(clip), **changes)
    return made, tuple(encoded(work, one, index) for index, one in enumerate(made.lessons))


def _ffmpeg(*arguments: str) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *arguments]
    subprocess.run(command, check=True, timeout=60)


def _course(source: Blob) -> Course:
    return Course(
        id="kurs-digital-transformasjon",
        slug="digital-transformasjon",
        title="Digital transformasjon for folkevalgte",
        description="Hva er digital transformasjon, og hva betyr den for oss folkevalgte?\n\nTre korte leksjoner.",
        language="nb",
        audience="folkevalgte i kommunene i Trøndelag",
        objectives=(
            "Du kan forklare hva digital transformasjon er.",
            "Du kan spørre etter gevinster i saker du får til behandling.",
        ),
        organisation="Digitaliseringsutvalg Trøndelag (DiguT)",
        contact="post@digut.example",
        lessons=(_first(source), _second(source), _third(source)),
        part="before",
        gathering="Regionsamling i Namdalsregionen",
    )


def _first(source: Blob) -> Lesson:
    return Lesson(
        id="leksjon_1",
        number=1,
        slug="hva-er-det",
        title="Hva er digital transformasjon?",
        summary="Hva ordet betyr, og hvorfor det angår deg som er valgt.",
        language="nb",
        minutes=8,
        video=source,
        captions=(Captions("nb", SAID, source), Captions("en", IN_ENGLISH, source)),
        transcript=Transcript(SAID, timed=True),
        audio_description=AudioDescription("integrated", "Alt som vises på lysbildene, blir sagt."),
        chapters=(Chapter(0.0, "Velkommen"), Chapter(3.0, "Brukeren først")),
        links=(Link("Digitaliseringsdirektoratet", "https://www.digdir.no/"),),
        glossary=(Term("Gevinst", "Det som blir bedre."), Term("Ærlig tall", "Et tall som er målt.")),
        before="Tenk på en tjeneste du har brukt den siste uka.\n\n- Hva var bra?\n- Hva var *tungvint*?",
        after="Les saken til neste møte. Ser du gevinstene?",
        reflections=(
            Reflection("r_1", "Hvilken tjeneste i kommunen vil du endre først?"),
            Reflection("r_2", "Hva skal til for at vi deler mer med nabokommunene?", "team"),
        ),
        quiz=Quiz(_questions(), pass_mark=70),
        credit="Stemmen er laget av en maskin.",
    )


def _questions() -> tuple[Question, ...]:
    return (
        Question(
            "q_1", 1, "single", "Hva handler digital transformasjon mest om?",
            (
                Option("svar_a", "Nye datamaskiner", feedback="Nei, utstyret er bare et hjelpemiddel."),
                Option("svar_b", "Måten vi jobber på", right=True, feedback="Ja, arbeidet endrer seg."),
            ),
            "Riktig.", "Ikke helt.",
        ),
        Question(
            "q_2", 2, "multiple", "Hvem bør være med?",
            (Option("svar_a", "Brukerne", right=True), Option("svar_b", "De ansatte", right=True),
             Option("svar_c", "Ingen")),
        ),
        Question(
            "q_3", 3, "true-false", "Gevinster kommer av seg selv.",
            (Option("svar_a", "Sant"), Option("svar_b", "Usant", right=True)),
        ),
        Question(
            "q_4", 4, "order", "Sett stegene i rekkefølge.",
            (Option("svar_a", "Behov"), Option("svar_b", "Forsøk"), Option("svar_c", "Måling")),
        ),
        Question(
            "q_5", 5, "match", "Finn det som hører sammen.",
            (Option("svar_a", "Innbygger", match="Bruker tjenesten"),
             Option("svar_b", "Folkevalgt", match="Bestemmer målene")),
        ),
    )  # fmt: skip


def _second(source: Blob) -> Lesson:
    return Lesson(
        id="leksjon_2",
        number=2,
        slug="brukaren-forst",
        title="Brukaren først",
        summary="Korleis vi spør dei det gjeld.",
        language="nn",
        minutes=6,
        video=source,
        captions=(Captions("nn", SAID, source),),
        transcript=Transcript((Cue(0.0, 0.0, "Vi spør brukaren."), Cue(0.0, 0.0, "Så spør vi igjen.")), timed=False),
        audio_description=AudioDescription(
            "track", "Noko blir berre vist.", track=Captions("nn", (Cue(1.0, 2.0, "Ei kvinne smiler."),), source)
        ),
        glossary=(Term("Brukar", "Den tenesta er laga for."),),
        reflections=(Reflection("r_3", "Kven har du ikkje spurt?"),),
    )


def _third(source: Blob) -> Lesson:
    return Lesson(
        id="leksjon_3",
        number=3,
        slug="benefits",
        title="Benefits in practice",
        summary="How a council follows up what it has decided.",
        language="en",
        minutes=5,
        video=source,
        captions=(Captions("en", IN_ENGLISH, source), Captions("sma", IN_ENGLISH, source)),
        transcript=Transcript(IN_ENGLISH, timed=True),
        audio_description=AudioDescription("described-version", "The charts are not read aloud.", video=source),
        quiz=Quiz(
            (Question("q_6", 6, "single", "What is a benefit?",
                      (Option("svar_a", "An effect somebody values", right=True), Option("svar_b", "A cost"))),),
        ),
    )  # fmt: skip
