"""The reports on real recordings, in a browser: what is drawn has its room, whatever was heard."""

import itertools
from pathlib import Path

import pytest

from browser import NewPage, violations
from mastering.sound import mastered
from pipeline.formats.sound.page import About, report_page
from pipeline.report.sound import read
from samples import recordings

BOXES = "all => all.map(one => one.getBoundingClientRect().toJSON())"
OVERFLOWING = "() => [...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1 &&\
  getComputedStyle(one).overflowX === 'visible' && one.clientWidth).map(one => one.outerHTML.slice(0, 200))"


@pytest.mark.parametrize("recording", recordings(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_whatever_was_recorded_its_report_is_right_to_look_at(
    recording: Path, tmp_path: Path, new_page: NewPage
) -> None:
    report = read(mastered(recording, tmp_path / "master"))
    (tmp_path / "report.html").write_bytes(report_page(report, About(recording.stem, "nb", "Fremskritt")))
    for width in (320, 1280):
        page = new_page(width)
        page.goto((tmp_path / "report.html").as_uri())
        for details in page.locator("summary").all():
            details.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOWING) == []
        boxes = page.locator(".plot").evaluate_all(BOXES)
        assert len(boxes) >= 10
        assert all(above["bottom"] <= below["top"] for above, below in itertools.pairwise(boxes))
