"""The poster: the producer's picture, the one at a time, or one on which there is something to see."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import ContentError
from pipeline.model.bundle import EncodedVideo
from video.footage import encoded, film, run

DARK_THEN_GREY = (
    "color=black:s=320x180:r=25:d=1.5[a];color=gray:s=320x180:r=25:d=1.5[b];testsrc=s=320x180:r=25:d=2[c];"
    "[a][b][c]concat=n=3"
)


def shown(made: EncodedVideo) -> Image.Image:
    image = Image.open(made.poster.path)
    image.load()
    assert image.format == "JPEG"
    assert image.size == (made.width, made.height)
    assert made.poster.size <= 150_000
    return image


def test_dark_and_empty_pictures_are_passed_over(tmp_path: Path) -> None:
    made = encoded(film(tmp_path / "a.mp4", seconds=5, pictures=DARK_THEN_GREY), tmp_path / "work")
    colours = shown(made).convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 100


def test_a_video_that_is_dark_throughout_has_a_poster(tmp_path: Path) -> None:
    shown(encoded(film(tmp_path / "a.mp4", pictures="color=black:s=320x180:r=25"), tmp_path / "work"))


@pytest.mark.parametrize(("at", "colour"), [(0.5, "red"), (2.5, "blue")])
def test_the_picture_at_a_time(at: float, colour: str, tmp_path: Path) -> None:
    two = "color=red:s=320x180:r=25:d=2[a];color=blue:s=320x180:r=25:d=2[b];[a][b]concat"
    image = shown(encoded(film(tmp_path / "a.mp4", seconds=4, pictures=two), tmp_path / "work", poster=at))
    red, _, blue = image.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert (red > blue) == (colour == "red")


def test_a_time_after_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"poster: there is no picture at 9.0 s.*lasts 3.0 s"):
        encoded(film(tmp_path / "a.mp4"), tmp_path / "work", poster=9.0)


def test_a_given_picture_gets_the_size_of_the_video(tmp_path: Path) -> None:
    given = tmp_path / "plakat.png"
    run("-f", "lavfi", "-i", "mandelbrot=s=900x900", "-frames:v", 1, "-update", 1, given)
    shown(encoded(film(tmp_path / "a.mp4"), tmp_path / "work", poster=given))


def test_a_picture_full_of_detail_is_made_small_enough(tmp_path: Path) -> None:
    noise = tmp_path / "noise.png"
    run("-f", "lavfi", "-i", "nullsrc=s=1280x720,geq=random(1)*255:128:128", "-frames:v", 1, "-update", 1, noise)
    source = film(tmp_path / "a.mp4", seconds=1, pictures="testsrc2=s=1280x720:r=25")
    shown(encoded(source, tmp_path / "work", poster=noise))


def test_a_poster_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plakat.jpg").write_bytes(b"hei" * 99)
    with pytest.raises(ContentError, match=r"poster plakat.jpg: "):
        encoded(film(tmp_path / "a.mp4"), tmp_path / "work", poster=tmp_path / "plakat.jpg")
