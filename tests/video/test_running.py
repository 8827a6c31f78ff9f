"""How encoding behaves while it works: progress is told, several lessons may run at once, colours come out right."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.events import Advanced, Event, Finished, Started
from video.footage import encoded, facts, film, run

HLG = (
    "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -c:a aac "
    "-x265-params log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
)


@pytest.mark.parametrize(("name", "last"), [("a.mp4", ["copy", "look"]), ("a.mkv", ["pictures"])])
def test_progress_is_told(name: str, last: list[str], tmp_path: Path) -> None:
    told: list[Event] = []
    coding = "-c:v mpeg4 -c:a aac" if name == "a.mkv" else "-c:v libx264 -pix_fmt yuv420p -c:a aac"
    encoded(film(tmp_path / name, coding=coding), tmp_path / "work", tell=told.append)
    begun = [event for event in told if isinstance(event, Started)]
    assert list(dict.fromkeys(event.task for event in begun)) == [
        f"a:{work}" for work in ["read", "analyse", "encode", "prove", *last]
    ]
    assert [event.task for event in told if isinstance(event, Finished)] == [event.task for event in begun]
    assert all(event.total == pytest.approx(3, abs=0.1) for event in begun)  # so that time left can be told
    for work in ("read", "analyse", *last):
        steps = [one.done for one in told if isinstance(one, Advanced) and one.task == f"a:{work}"]
        assert steps == sorted(steps)


def test_lessons_side_by_side_become_what_they_become_alone(tmp_path: Path) -> None:
    sources = [film(tmp_path / "a.mp4"), film(tmp_path / "b.mkv", coding="-c:v mpeg4 -c:a flac")]
    alone = [encoded(source, tmp_path / "alone" / source.stem) for source in sources]
    with ThreadPoolExecutor(2) as lanes:
        beside = list(lanes.map(lambda source: encoded(source, tmp_path / "beside" / source.stem), sources))
    assert [made.video.sha256 for made in beside] == [made.video.sha256 for made in alone]
    assert [made.poster.sha256 for made in beside] == [made.poster.sha256 for made in alone]


def test_high_dynamic_range_of_a_telephone_becomes_what_every_screen_shows(tmp_path: Path) -> None:
    made = encoded(film(tmp_path / "hlg.mp4", seconds=1, coding=HLG), tmp_path / "work")
    colour = facts(made).pictures[0].colour
    assert "bt709" in colour
    assert "arib" not in colour
    grey = np.frombuffer(
        run("-i", made.video.path, "-frames:v", 1, "-pix_fmt", "gray", "-f", "rawvideo", "-"), np.uint8
    )
    assert 40 < grey.mean() < 200
    assert grey.std() > 30


def test_red_stays_red(tmp_path: Path) -> None:
    source = film(
        tmp_path / "a.mkv", seconds=1, pictures="color=red:s=64x64:r=25,format=gbrp", coding="-c:v ffv1 -c:a flac"
    )
    made = encoded(source, tmp_path / "work")
    shown = ["-vf", "scale=in_color_matrix=bt709,format=rgb24", "-frames:v", 1, "-f", "rawvideo", "-"]
    red, green, blue = run("-i", made.video.path, *shown)[:3]
    assert red > 245
    assert max(green, blue) < 12
