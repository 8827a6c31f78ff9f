import hashlib
import html
import json
import re
import zipfile
from pathlib import Path

import pytest

from cli.publisher import Publisher
from coursepublish.course import COURSE, SLUG, edit, only_zip, page, told, zips


def without_a_question(producer: Publisher) -> None:
    gone = '[[questions]]\nkind = "true-false"\nprompt = "Kurset er kort."\nanswer = true'
    edit(producer, "forste-leksjon/quiz.toml", gone, "")


def test_a_course_becomes_a_zip_and_a_page_for_administrators(producer: Publisher) -> None:
    ran = producer.run("course", SLUG)
    assert (ran.code, ran.err.count("error")) == (0, 0)
    assert "Mitt kurs: version 1, published" in ran.out
    assert f"http://127.0.0.1:8000/elearning/{COURSE}/index.html" in ran.out
    found = only_zip(producer)
    digest = hashlib.sha256(found.read_bytes()).hexdigest()
    assert found.name == f"mitt-kurs-scorm12-{digest[:12]}.zip"
    shown = page(producer)
    assert f'href="media/{found.name}"' in shown
    assert digest in shown
    assert "Require status" in shown
    assert 'href="tilgjengelighet.html"' in shown
    assert (producer.public / "elearning" / COURSE / "tilgjengelighet.html").is_file()
    with zipfile.ZipFile(found) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
    assert {"imsmanifest.xml", "index.html", "course.js", "lesson.js", "video/leksjon_1.mp4"} <= names


def test_a_second_run_writes_nothing(producer: Publisher) -> None:
    producer.run("course", SLUG)
    before = producer.published()
    again = producer.run("course", "--all", "--json")
    assert again.summary["files_written"] == 0
    assert producer.published() == before
    course = told(again)
    assert (course["became"], course["version"]) == ("unchanged", 1)


def test_the_same_course_gives_the_same_bytes_with_an_empty_cache(producer: Publisher, tmp_path: Path) -> None:
    producer.run("course", SLUG)
    first = only_zip(producer).read_bytes()
    fresh = Publisher(producer.root, tmp_path / "another-cache")
    assert fresh.run("course", SLUG).code == 0
    assert only_zip(fresh).read_bytes() == first


def test_every_format_size_and_lesson_has_its_zip(producer: Publisher) -> None:
    formats = [f"--format={one}" for one in ("scorm12", "scorm2004", "web")]
    sizes = ("--size=small", "--size=full", "--small-mb=3")
    ran = producer.run("course", SLUG, *formats, *sizes, "--per-lesson", "--json")
    assert ran.code == 0, ran.err
    of = ("scorm12", "scorm2004", "web")
    small = [one["bytes"] for one in told(ran)["bundles"] if one["size"] == "small"]
    assert len(small) == 6
    assert all(size <= 3_000_000 for size in small)
    stems = ("mitt-kurs", "mitt-kurs-leksjon-1")
    assert zips(producer) == sorted(f"{stem}-{one}{end}" for stem in stems for one in of for end in ("", "-liten"))
    for path in (producer.public / "elearning" / COURSE / "media").glob("*web*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert "imsmanifest.xml" not in archive.namelist()


def test_another_format_joins_the_version_that_stands_there(producer: Publisher) -> None:
    producer.run("course", SLUG)
    ran = producer.run("course", SLUG, "--format=scorm2004")
    assert "version 1, published" in ran.out
    assert zips(producer) == ["mitt-kurs-scorm12", "mitt-kurs-scorm2004"]


def test_a_correction_is_a_new_version_that_is_safe_to_replace(producer: Publisher) -> None:
    producer.run("course", SLUG)
    edit(producer, "forste-leksjon/quiz.toml", "Hva handler kurset om?", "Hva handler kurset egentlig om?")
    ran = producer.run("course", SLUG)
    assert "version 2, published, safe to replace in place" in ran.out
    assert "Trygg å bytte inn" in page(producer)
    assert "Tidligere utgave: versjon 1" in html.unescape(page(producer))
    assert "Rettelser i «Første leksjon»." in page(producer)


def test_what_the_producer_says_is_new_is_shown_once(producer: Publisher) -> None:
    edit(producer, "course.toml", 'title = "Mitt kurs"', 'title = "Mitt kurs"\nchanges = ["Første utgave"]')
    assert "new: Første utgave" in producer.run("course", SLUG).out
    edit(producer, "course.toml", '["Første utgave"]', '["Ny innledning", "Første utgave"]')
    ran = producer.run("course", SLUG)
    assert "new: Ny innledning" in ran.out
    assert "new: Første utgave" not in ran.out


def test_the_identifiers_are_kept_in_the_lock_file(producer: Publisher) -> None:
    producer.run("course", SLUG)
    lock = json.loads((producer.root / "config" / "courses.lock.json").read_text("utf-8"))
    assert [course["id"] for course in lock["courses"]] == [COURSE]


def test_captions_past_the_end_of_the_video_are_refused(producer: Publisher) -> None:
    edit(
        producer,
        "forste-leksjon/captions.nb.vtt",
        "00:00:01.800",
        "00:00:01.800\nHei.\n\n00:10:00.000 --> 00:10:02.000",
    )
    ran = producer.run("course", SLUG)
    assert ran.code == 3
    assert "captions.nb.vtt" in ran.err
    assert not producer.public.exists()


def test_what_costs_learners_their_answers_is_refused_and_nothing_is_touched(producer: Publisher) -> None:
    producer.run("course", SLUG)
    before = producer.published()
    without_a_question(producer)
    ran = producer.run("course", SLUG)
    assert ran.code == 3
    assert "elearning/mitt-kurs: not safe to replace in place: scorm12/full: " in ran.err
    assert "the question “Kurset er kort.” is gone, and the answers to it" in ran.err
    assert producer.published() == before


def test_no_order_of_runs_hides_what_learners_would_lose(producer: Publisher) -> None:
    producer.run("course", SLUG, "--format=scorm12", "--format=scorm2004")
    for number in range(4):  # so many that the first version is no longer kept whole
        (producer.root / "elearning" / SLUG / "forste-leksjon" / "text.md").write_text(f"Utgave {number}", "utf-8")
        assert producer.run("course", SLUG, "--format=scorm2004").code == 0
    assert zips(producer) == ["mitt-kurs-scorm12", *["mitt-kurs-scorm2004"] * 3]
    without_a_question(producer)
    ran = producer.run("course", SLUG, "--format=scorm12")
    assert ran.code == 3
    assert "scorm12/full: the question “Kurset er kort.” is gone" in ran.err


def test_a_format_that_joins_with_other_content_makes_a_version(producer: Publisher) -> None:
    producer.run("course", SLUG)
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    ran = producer.run("course", SLUG, "--format=scorm2004")
    assert "version 2, published" in ran.out


def test_what_is_safe_over_the_newest_is_not_said_to_be_safe_over_older_ones(producer: Publisher) -> None:
    producer.run("course", SLUG)
    without_a_question(producer)
    producer.run("course", SLUG, "--force")
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    producer.run("course", SLUG)
    shown = " ".join(page(producer).split())
    assert "<strong>Trygg å bytte inn</strong> over versjon 2, <strong>men ikke over eldre</strong>" in shown
    assert "<strong>Ikke trygg å bytte inn</strong>" in shown


def test_what_was_refused_can_be_forced_and_is_marked(producer: Publisher) -> None:
    producer.run("course", SLUG)
    without_a_question(producer)
    ran = producer.run("course", SLUG, "--force")
    assert ran.code == 0
    assert "version 2, published, NOT safe to replace in place" in ran.out
    assert "Ikke trygg å bytte inn" in page(producer)


def test_three_versions_stay_and_older_zips_go(producer: Publisher) -> None:
    for number in range(5):
        (producer.root / "elearning" / SLUG / "forste-leksjon" / "text.md").write_text(f"Utgave {number}", "utf-8")
        assert producer.run("course", SLUG).code == 0
    assert zips(producer) == ["mitt-kurs-scorm12"] * 3
    linked = re.findall(r'href="media/([^"]+)"', page(producer))
    there = [path.name for path in (producer.public / "elearning" / COURSE / "media").glob("*.zip")]
    assert sorted(linked) == sorted(there)
    assert "versjon 5" in page(producer)


def test_a_dry_run_writes_nothing(producer: Publisher) -> None:
    ran = producer.run("course", SLUG, "--dry-run")
    assert ran.code == 0
    assert "files would be written" in ran.out
    assert not producer.public.exists()
    assert not (producer.root / "config" / "courses.lock.json").exists()


def test_a_renamed_folder_is_the_same_course(producer: Publisher) -> None:
    producer.run("course", SLUG)
    (producer.root / "elearning" / SLUG).rename(producer.root / "elearning" / "nytt-navn")
    ran = producer.run("course", "nytt-navn", "--json")
    course = told(ran)
    assert course["safe"]
    assert f"/elearning/{COURSE}/" in course["page"]


def test_a_profile_decides_how_a_learner_is_registered(producer: Publisher) -> None:
    producer.run("course", SLUG, "--profile=openedx")
    with zipfile.ZipFile(only_zip(producer)) as archive:
        script = archive.read("course.js").decode()
    document = json.loads(script.partition("course = ")[2].rstrip(";\n"))
    assert document["profile"]["name"] == "openedx"
    assert document["profile"]["success"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "name the courses"), (("--all", SLUG), "--all takes no names"), (("finnes-ikke",), "there are: mitt-kurs")],
)
def test_wrong_usage_is_told(producer: Publisher, arguments: tuple[str, ...], said: str) -> None:
    ran = producer.run("course", *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_a_video_that_is_none_is_named_with_its_file_and_nothing_is_published(producer: Publisher) -> None:
    (producer.root / "elearning" / SLUG / "forste-leksjon" / "video.mp4").write_bytes(b"ikke en video" * 1000)
    ran = producer.run("course", SLUG)
    assert ran.code == 3
    assert "elearning/mitt-kurs/forste-leksjon/video.mp4: video" in ran.err
    assert not producer.public.exists()


def test_a_course_is_taken_off_again_and_comes_back(producer: Publisher) -> None:
    producer.run("course", SLUG)
    before = producer.published()
    assert "would be removed" in producer.run("remove", "--course", SLUG, "--dry-run").out
    assert producer.published() == before
    assert "Mitt kurs: removed" in producer.run("remove", "--course", SLUG).out
    assert producer.published() == {}
    again = producer.run("remove", "--course", SLUG)
    assert (again.code, "is published" in again.err) == (3, True)
    producer.run("course", SLUG)
    assert zips(producer) == ["mitt-kurs-scorm12"]


def test_files_may_have_norwegian_names_at_home(producer: Publisher) -> None:
    lesson = producer.root / "elearning" / SLUG / "forste-leksjon"
    (lesson / "video.mp4").rename(lesson / "Møte på Ørland.mp4")
    edit(producer, "forste-leksjon/lesson.toml", "minutes =", 'video = "Møte på Ørland.mp4"\nminutes =')
    assert producer.run("course", SLUG).code == 0
    with zipfile.ZipFile(only_zip(producer)) as archive:
        assert all(name.isascii() and " " not in name for name in archive.namelist())
        assert "video/leksjon_1.mp4" in archive.namelist()
