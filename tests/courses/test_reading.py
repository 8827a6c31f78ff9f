"""What stands in a course's folder reaches its value, or is told of."""

from pathlib import Path

import pytest

from pipeline.model import limits
from pipeline.model.course import AudioDescription, Completion, Course, Lesson
from pipeline.model.episode import Chapter, Cue, Transcript
from pipeline.model.show import Link
from pipeline.workspace.lessontext import parted
from pipeline.workspace.reader import read
from workspace import places

COURSE = "elearning/mitt-kurs"
LESSON = f"{COURSE}/forste-leksjon"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return places.copy("course-minimal", tmp_path)


def course() -> Course:
    (found,) = read(places.FIXTURES / "course-full").courses
    return found


def lesson(root: Path) -> Lesson:
    return read(root).courses[0].lessons[0]


def test_all_that_may_stand_in_a_course_reaches_its_value() -> None:
    found = course()
    assert (found.id, found.slug, found.part) == ("kurs-det-gamle-navnet", "alt-i-ett-kurs", "before")
    assert found.description == "Første avsnitt.\n\nAndre avsnitt, med «sitat» og & og <tegn>."
    assert found.completion == Completion(2, 0.8, "passed")
    assert (found.profile, found.reflections_in_lms) == ("moodle-strict", True)
    assert found.gathering == "Regionsamling i Namdalsregionen"
    assert found.changes == ("Ny leksjon på sørsamisk", "Første utgave")
    assert found.objectives == ("Du kan forklare hva en bruker er", "Du kan stille gode spørsmål")


def test_all_that_may_stand_in_a_lesson_reaches_its_value() -> None:
    first = course().lessons[0]
    assert (first.minutes, first.poster, first.poster_at) == (12, None, 1.0)
    assert first.chapters == (Chapter(0, "Velkommen"), Chapter(2, "Hvem er brukeren?"))
    assert first.links == (Link("Kommunett", "https://www.example.no/kommunett"),)
    assert [(one.word, one.meaning) for one in first.glossary] == [("Bruker", "Den som har nytte av tjenesten.")]
    assert first.before == "Les dette.\n\n\nTenk på en tjeneste du bruker selv."
    assert first.after == "Snakk med en innbygger."
    assert first.audio_description == AudioDescription("integrated", "Alt som vises på lysbildene, blir sagt.")
    assert [(one.prompt, one.audience) for one in first.reflections] == [
        ("Hvem har du snakket med i det siste?", "self"),
        ("Hva bør vi prøve først?", "team"),
    ]
    assert first.video.path.parts[-2:] == ("filmer", "opptak.mp4")
    assert first.credit == "Video: Eksempel kommune"


def test_every_kind_of_question_is_read() -> None:
    quiz = course().lessons[0].quiz
    assert quiz is not None
    assert (quiz.pass_mark, quiz.retry) == (70, True)
    assert [one.kind for one in quiz.questions] == ["single", "multiple", "true-false", "order", "match"]
    single, _, claim, order, match = quiz.questions
    assert [(one.text, one.right) for one in single.options] == [("Innbyggeren", True), ("Leverandøren", False)]
    assert single.options[0].feedback == "Ja, det er innbyggeren."
    assert [(one.id, one.text, one.right) for one in claim.options] == [
        ("svar_a", "Sant", True),
        ("svar_b", "Usant", False),
    ]
    assert [one.text for one in order.options] == ["Forstå", "Prøve", "Innføre"]
    assert [one.match for one in match.options] == ["vedtar", "gjennomfører"]


def test_captions_keep_their_lines_and_begin_with_the_lessons_language() -> None:
    first = course().lessons[0]
    assert [one.language for one in first.captions] == ["nb", "nn"]
    assert first.captions[0].cues[1] == Cue(2.0, 3.9, "- Hvem er brukeren?\n- Innbyggeren.")


def test_the_transcript_is_made_of_the_captions_voice_by_voice() -> None:
    cues = course().lessons[0].transcript.cues
    assert [(one.speaker, one.text) for one in cues] == [
        ("Kari Nordmann", "Hei, og velkommen\ntil leksjonen."),
        ("Kari Nordmann", "- Hvem er brukeren?"),
        ("Ola Nordmann", "- Innbyggeren."),
    ]


def test_a_transcript_that_is_given_is_taken() -> None:
    assert course().lessons[1].transcript == Transcript((Cue(0, 0, "Buaredh båetedh!"),), timed=False)


def test_descriptions_are_a_track_or_another_video() -> None:
    _, track, version = (one.audio_description for one in course().lessons)
    assert track.track is not None
    assert (track.kind, track.track.language) == ("track", "nb")
    assert version.video is not None
    assert (version.kind, version.video.path.name) == ("described-version", "described.mp4")


def test_what_the_lock_knows_keeps_its_identifiers_and_the_rest_gets_new_ones() -> None:
    found = course()
    assert [one.id for one in found.lessons] == ["leksjon_3", "leksjon_4", "leksjon_5"]
    quiz = found.lessons[0].quiz
    assert quiz is not None
    assert [one.id for one in quiz.questions] == ["q_4", "q_5", "q_6", "q_7", "q_8"]
    assert [one.id for one in quiz.questions[0].options] == ["svar_b", "svar_c"]
    assert [one.id for one in found.lessons[0].reflections] == ["r_2", "r_3"]


def test_a_workspace_may_have_shows_and_courses(root: Path) -> None:
    other = places.FIXTURES / "minimal"
    for path in sorted(other.rglob("*")):
        if path.is_file():
            (root / path.relative_to(other)).parent.mkdir(parents=True, exist_ok=True)
            (root / path.relative_to(other)).write_bytes(path.read_bytes())
    workspace = read(root)
    assert (len(workspace.shows), len(workspace.episodes), len(workspace.courses)) == (1, 1, 1)


def test_episodes_without_a_show_are_told_of_though_there_is_a_course(root: Path) -> None:
    folder = root / "episodes/en"
    folder.mkdir(parents=True)
    (folder / "episode.toml").write_text('title = "En"\n', encoding="utf-8")
    assert places.problems(root)[0].startswith("feeds: has no show: ")


@pytest.mark.parametrize(
    ("written", "seconds"), [('"00:00:01.5"', 1.5), ("00:00:01", 1.0), ("1", 1.0), ("0.5", 0.5), ('"1:00"', 60.0)]
)
def test_a_poster_may_be_a_time(root: Path, written: str, seconds: float) -> None:
    places.replace(root / LESSON / "lesson.toml", "minutes = 1", f"minutes = 1\nposter = {written}")
    assert (lesson(root).poster, lesson(root).poster_at) == (None, seconds)


def test_a_poster_that_is_no_picture_is_told_of(root: Path) -> None:
    (root / LESSON / "poster.jpg").write_bytes(b"ikke et bilde")
    (line,) = places.problems(root)
    assert line.startswith(f'{LESSON}/lesson.toml: poster: cannot be used ("poster.jpg"): ')


@pytest.mark.parametrize("name", ["course.toml", "forste-leksjon/lesson.toml", "forste-leksjon/text.md",
                                  "forste-leksjon/quiz.toml", "forste-leksjon/reflection.toml"])  # fmt: skip
def test_a_text_that_is_not_utf8_is_told_of(root: Path, name: str) -> None:
    (root / COURSE / name).write_bytes("# En linje\n# Blåbær\n".encode("latin-1"))
    assert f"{COURSE}/{name}: is not UTF-8 (line 2): save it as UTF-8 in your editor" in places.problems(root)


@pytest.mark.parametrize("name", ["captions.nb.vtt", "quiz.toml", "text.md", "video.mp4", "lesson.toml"])
def test_no_file_is_read_through_a_link_that_leads_out(root: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "hemmelig"
    outside.write_text("hemmelig", encoding="utf-8")
    (root / LESSON / name).unlink(missing_ok=True)
    (root / LESSON / name).symlink_to(outside)
    assert any("leads out of the workspace" in line for line in places.problems(root))
    assert not any("hemmelig" in line for line in places.problems(root))


def quiz(count: int, options: int = 2) -> str:
    answers = "".join(
        f'[[questions.options]]\ntext = "Svar {number}"\nright = {"true" if number == 1 else "false"}\n'
        for number in range(1, options + 1)
    )
    return "".join(
        f'[[questions]]\nkind = "single"\nprompt = "Spørsmål {number}?"\n{answers}' for number in range(1, count + 1)
    )


def test_a_quiz_has_at_most_so_many_questions_and_options(root: Path) -> None:
    file = root / LESSON / "quiz.toml"
    file.write_text(quiz(limits.LESSON_QUESTIONS, limits.OPTIONS), encoding="utf-8")
    assert places.problems(root) == []
    file.write_text(quiz(limits.LESSON_QUESTIONS + 1), encoding="utf-8")
    assert "questions: are too many (11)" in places.problems(root)[0]
    file.write_text(quiz(1, limits.OPTIONS + 1), encoding="utf-8")
    assert places.problems(root) == [
        f"{LESSON}/quiz.toml: questions.1.options: are too many (9): write at most {limits.OPTIONS}"
    ]


def many(root: Path, count: int) -> None:
    """Make ``count`` lessons of the one."""
    for number in range(2, count + 1):
        folder = root / COURSE / f"leksjon-{number}"
        folder.mkdir()
        for path in (root / LESSON).iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    names = ["forste-leksjon", *(f"leksjon-{number}" for number in range(2, count + 1))]
    places.replace(root / COURSE / "course.toml", '["forste-leksjon"]', str(names).replace("'", '"'))


def test_a_course_has_at_most_so_many_lessons(root: Path) -> None:
    many(root, limits.LESSONS + 1)
    (line,) = places.problems(root)
    assert line.startswith(f"{COURSE}/course.toml: lessons: are too many (21), and an LMS could not keep")


def test_the_largest_course_is_read(root: Path) -> None:
    (root / LESSON / "quiz.toml").write_text(quiz(limits.QUESTIONS // limits.LESSONS), encoding="utf-8")
    many(root, limits.LESSONS)
    (found,) = read(root).courses
    assert len({one.id for one in found.lessons}) == limits.LESSONS
    questions = [question.id for one in found.lessons if one.quiz for question in one.quiz.questions]
    assert len(set(questions)) == limits.QUESTIONS


def test_a_course_has_at_most_so_many_questions_and_reflections(root: Path) -> None:
    (root / LESSON / "quiz.toml").write_text(quiz(10), encoding="utf-8")
    (root / LESSON / "reflection.toml").write_text(
        "".join(f'[[reflections]]\nprompt = "Tanke {number}"\n' for number in range(6)), encoding="utf-8"
    )
    many(root, 7)
    questions, reflections = places.problems(root)
    assert "lessons: have too many questions (70)" in questions
    assert "lessons: have too many reflections (42)" in reflections


def test_a_rule_on_quizzes_needs_a_quiz(root: Path) -> None:
    places.append(root / COURSE / "course.toml", '\n[completion]\nquiz = "passed"\n')
    (line,) = places.problems(root)
    assert line.startswith(f"{COURSE}/course.toml: completion.quiz: asks for quizzes (passed), and no lesson has one")


@pytest.mark.parametrize("written", ["1", "0", "-5", "0.9", "1.0"])
def test_a_share_of_a_video_is_in_per_cent_and_no_fraction(root: Path, written: str) -> None:
    places.append(root / COURSE / "course.toml", f"\n[completion]\nwatched = {written}\n")
    (line,) = places.problems(root)
    assert line.startswith(f"{COURSE}/course.toml: completion.watched: is ")


@pytest.mark.parametrize(("written", "share"), [("100", 1), ("10", 0.1)])
def test_a_whole_video_and_a_tenth_of_one_may_be_asked_for(root: Path, written: str, share: float) -> None:
    places.append(root / COURSE / "course.toml", f"\n[completion]\nwatched = {written}\n")
    assert read(root).courses[0].completion.watched == share


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", "")),
        ("Bare tekst.", ("Bare tekst.", "")),
        ("# Før\nFørst.\n# Etter\nSist.", ("Først.", "Sist.")),
        ("# FØR #\n\nFørst.\n\n#  etter  \nSist.", ("Først.", "Sist.")),
        ("# Etter\nSist.\n# Føre\nFyrst.", ("Fyrst.", "Sist.")),
        ("# Før\n```\n# Etter\n```", ("```\n# Etter\n```", "")),
        ("# Åvtelen\nA.\n# Mænngan\nB.", ("A.", "B.")),
        ("# Før og etter\nTekst.", ("# Før og etter\nTekst.", "")),
        ("## Før\nTekst.", ("## Før\nTekst.", "")),
    ],
)
def test_a_text_is_parted_by_its_headings(text: str, expected: tuple[str, str]) -> None:
    assert parted(text) == expected


def test_a_described_version_needs_its_video(root: Path) -> None:
    places.replace(root / LESSON / "lesson.toml", '"integrated"', '"described-version"')
    (line,) = places.problems(root)
    assert line.startswith(f"{LESSON}/lesson.toml: audio_description.video: is missing: ")
    assert line.endswith("(WCAG 1.2.5): add described.mp4, with the descriptions in its sound")


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("transcript.vtt", "transcript.txt"), "transcript"),
        (("poster.jpg", "poster.png"), "poster"),
        (("video.mov", "video.mp4"), "video"),
    ],
)
def test_two_files_where_one_is_wanted_are_told_of(root: Path, names: tuple[str, str], key: str) -> None:
    for name in names:
        (root / LESSON / name).write_bytes(b"x")
    first, second = sorted(names)
    assert f"{LESSON}/lesson.toml: {key}: is not clear: there are {first}, {second}: keep one of them" in (
        places.problems(root)
    )


def test_a_course_that_lies_elsewhere_is_not_read(root: Path, tmp_path: Path) -> None:
    (root / COURSE).rename(tmp_path / "borte")
    (root / COURSE).symlink_to(tmp_path / "borte")
    assert places.problems(root) == [
        f"{COURSE}/course.toml: leads out of the workspace: put the files themselves in the workspace"
    ]


def test_true_and_false_are_in_the_lessons_language(root: Path) -> None:
    claim = '[[questions]]\nkind = "true-false"\nprompt = "?"\nanswer = false\n'
    (root / LESSON / "quiz.toml").write_text(claim, encoding="utf-8")
    (root / LESSON / "captions.nb.vtt").rename(root / LESSON / "captions.en-GB.vtt")
    places.replace(root / LESSON / "lesson.toml", "minutes = 1", 'minutes = 1\nlanguage = "en-GB"')
    read_quiz = lesson(root).quiz
    assert read_quiz is not None
    assert [(one.text, one.right) for one in read_quiz.questions[0].options] == [("True", False), ("False", True)]
