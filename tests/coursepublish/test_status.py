"""``publish status`` tells how courses stand on a target, and touches nothing."""

import shutil
from typing import Any
from uuid import uuid4

import pytest

from cli.publisher import Publisher
from coursepublish.course import COURSE, SLUG, edit
from coursepublish.test_targets import TARGET
from servers import S3Server

Where = tuple[tuple[str, ...], dict[str, str]]


@pytest.fixture(params=["folder", "s3"])
def where(request: pytest.FixtureRequest, producer: Publisher) -> Where:
    """Give the arguments and the environment that lead to a target."""
    if request.param == "folder":
        return (), {}
    server: S3Server = request.getfixturevalue("s3_server")
    config = producer.root / "config"
    config.mkdir()
    text = TARGET.format(bucket=server.bucket, prefix=f"status/{uuid4().hex}", endpoint=server.endpoint)
    (config / "publish.toml").write_text(text, "utf-8")
    return ("--to", "nett"), dict(server.env)


def standing(producer: Publisher, where: Where) -> dict[str, Any]:
    ran = producer.run("status", "--json", *where[0], environment=where[1])
    assert ran.code == 0, ran.err
    assert ran.summary["event"] == "coursestanding"
    return ran.summary


def text(producer: Publisher, where: Where = ((), {})) -> str:
    ran = producer.run("status", *where[0], environment=where[1])
    assert ran.code == 0, ran.err
    return ran.out


def test_a_course_is_told_of_from_before_it_is_published_to_after_it_is_gone(producer: Publisher, where: Where) -> None:
    arguments, environment = where
    assert "course mitt-kurs: not published yet" in text(producer, where)
    producer.run("course", SLUG, "--per-lesson", *arguments, environment=environment)
    found = standing(producer, where)
    assert (found["id"], found["state"], found["lock_kept"], found["profile"]) == (COURSE, "published", True, "moodle")
    (version,) = found["versions"]
    assert (version["number"], version["bundles"]) == (1, ["scorm12/full", "scorm12/full/leksjon_1"])
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    assert "course mitt-kurs: changed since it was published\n  version 1, " in text(producer, where)
    producer.run("course", SLUG, "--format=scorm2004", *arguments, environment=environment)
    said = text(producer, where)
    assert "course mitt-kurs: published\n  version 2, " in said
    assert ": scorm2004/full, safe over version 1 and later\n  version 1, " in said
    (producer.root / "elearning" / SLUG).rename(producer.root / "elearning" / "et-annet")
    (producer.root / "config" / "courses.lock.json").unlink()
    assert (standing(producer, where)["state"], standing(producer, where)["id"]) == ("orphan", COURSE)
    said = text(producer, where)
    assert "course et-annet: not published yet" in said
    assert "course mitt-kurs: published, but no longer in the workspace\n  version 2, " in said


def test_what_a_video_shows_and_how_pages_look_are_part_of_the_course(producer: Publisher) -> None:
    producer.run("course", SLUG)
    video = producer.root / "elearning" / SLUG / "forste-leksjon" / "video.mp4"
    before = video.read_bytes()
    video.write_bytes(before + b"\0")
    assert "changed since" in text(producer)
    video.write_bytes(before)
    assert "mitt-kurs: published" in text(producer)
    look = producer.root / "config" / "templates"
    look.mkdir(parents=True)
    (look / "theme.css").write_text(":root { --accent: #060; }", "utf-8")
    assert "changed since" in text(producer)


def test_a_course_published_for_another_profile_has_not_changed_by_that(producer: Publisher) -> None:
    producer.run("course", SLUG, "--profile=openedx")
    assert "mitt-kurs: published" in text(producer)


def test_identifiers_that_are_not_kept_yet_are_told_of(producer: Publisher) -> None:
    producer.run("course", SLUG)
    shutil.copytree(
        producer.root / "elearning" / SLUG / "forste-leksjon", producer.root / "elearning" / SLUG / "andre-leksjon"
    )
    edit(producer, "course.toml", '["forste-leksjon"]', '["forste-leksjon", "andre-leksjon"]')
    said = text(producer)
    assert "mitt-kurs: changed since" in said
    assert "its newest identifiers are not in config/courses.lock.json yet" in said


def test_nothing_is_written_encoded_or_read_for_it(producer: Publisher) -> None:
    producer.run("course", SLUG)
    before = producer.published()
    lock = (producer.root / "config" / "courses.lock.json").read_bytes()
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    again = Publisher(producer.root, producer.cache / "another")
    assert "changed since" in text(again)
    assert not again.cache.exists()
    assert producer.published() == before
    assert (producer.root / "config" / "courses.lock.json").read_bytes() == lock


def test_a_record_that_cannot_be_read_is_told(producer: Publisher) -> None:
    producer.run("course", SLUG)
    (producer.public / "elearning" / COURSE / "record.json").write_text("{", "utf-8")
    ran = producer.run("status")
    assert (ran.code, "no record of a course" in ran.err) == (6, True)
