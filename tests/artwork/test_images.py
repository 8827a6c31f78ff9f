from pathlib import Path

import pytest
from PIL import Image

from artwork.pictures import bomb, picture
from pipeline.errors import ContentError
from pipeline.tools.images import ImageFacts, artwork_flaws, inspect, save_jpeg


def words(path: Path) -> str:
    return " / ".join(f"{flaw.what}: {flaw.todo}" for flaw in artwork_flaws(path))


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("A.JPEG", "JPEG")])
@pytest.mark.parametrize("side", [1400, 3000])
def test_a_right_picture_has_no_flaws(tmp_path: Path, name: str, kind: str, side: int) -> None:
    path = picture(tmp_path / name, (side, side), kind=kind)
    assert artwork_flaws(path) == ()
    assert inspect(path) == ImageFacts("png" if kind == "PNG" else "jpeg", side, side, "RGB", alpha=False)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((1399, 1399), "it is 1399 x 1399 pixels: make it 1400 to 3000 pixels wide; 3000 is best"),
        ((3001, 3001), "it is 3001 x 3001 pixels: make it 1400 to 3000 pixels wide; 3000 is best"),
        ((1400, 1500), "it is 1400 x 1500 pixels: make it square"),
    ],
)
def test_size(tmp_path: Path, size: tuple[int, int], said: str) -> None:
    assert words(picture(tmp_path / "a.png", size)) == said


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha(tmp_path: Path, mode: str) -> None:
    path = picture(tmp_path / "a.png", mode=mode)
    assert words(path) == "it has transparent parts (an alpha channel): save it without transparency"


@pytest.mark.parametrize(
    ("mode", "kind", "name"), [("L", "PNG", "a.png"), ("CMYK", "JPEG", "a.jpg"), ("P", "PNG", "a.png")]
)
def test_colours(tmp_path: Path, mode: str, kind: str, name: str) -> None:
    assert words(picture(tmp_path / name, mode=mode, kind=kind)).startswith(f"its colours are {mode}, not RGB: save it")


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.png", "JPEG", "it is a JPEG called .png: name it .jpg"),
        ("a.jpg", "PNG", "it is a PNG called .jpg: name it .png"),
        ("a", "PNG", "it is a PNG called nothing: name it .png"),
    ],
)
def test_mislabelled(tmp_path: Path, name: str, kind: str, said: str) -> None:
    assert words(picture(tmp_path / name, kind=kind)) == said


def test_every_flaw_is_told_at_once(tmp_path: Path) -> None:
    assert len(artwork_flaws(picture(tmp_path / "a.jpg", (900, 800), "RGBA"))) == 4


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.98])
def test_truncated(tmp_path: Path, kind: str, share: float) -> None:
    path = picture(tmp_path / ("a.png" if kind == "PNG" else "a.jpg"), kind=kind)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert len(artwork_flaws(path)) == 1
    assert "save it again" in words(path)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"]
)
def test_no_picture_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert words(path).startswith("it cannot be read as a JPEG or PNG (")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "No such file" in words(tmp_path / "a.png")


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, side: int) -> None:
    path = bomb(tmp_path / "a.png", side)
    assert len(artwork_flaws(path)) == 1
    with pytest.raises(ContentError):
        save_jpeg(path, tmp_path / "b.jpg", 300, 80)


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert words(path).startswith("it is larger than 20 MB")


def test_what_a_camera_noted_does_not_travel(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    noted = Image.Exif()
    noted[0x8825] = {1: "N", 2: (63.0, 25.0, 0.0)}  # where it was taken
    with Image.open(picture(tmp_path / "plain.jpg", kind="JPEG")) as image:
        image.save(path, exif=noted)
    assert b"Exif" in path.read_bytes()
    save_jpeg(path, tmp_path / "b.jpg", 300, 80)
    assert b"Exif" not in (tmp_path / "b.jpg").read_bytes()
