from collections.abc import Callable
from pathlib import Path

import pytest

from formats.conftest import run
from pipeline.formats.mp3 import NoXingError, read_xing
from samples import shipped


@pytest.mark.parametrize(
    ("rate", "channels", "per_frame"), [(44_100, 1, 1152), (48_000, 2, 1152), (22_050, 1, 576), (24_000, 2, 576)]
)
def test_the_encoders_header_tells_the_samples_that_players_give(
    rate: int, channels: int, per_frame: int, tmp_path: Path, decode: Callable[[Path], bytes]
) -> None:
    path = tmp_path / "made.mp3"
    run(
        "-i",
        str(shipped()[0]),
        "-map",
        "0:a:0",
        "-t",
        "7.3",
        "-ac",
        str(channels),
        "-ar",
        str(rate),
        "-b:a",
        "64k",
        str(path),
    )
    xing = read_xing(path)
    assert xing.samples == len(decode(path)) // (2 * channels)
    assert (xing.rate, xing.samples_per_frame, xing.is_cbr) == (rate, per_frame, True)


def test_variable_rate_is_told(mp3: Path, tmp_path: Path) -> None:
    path = tmp_path / "variable.mp3"
    run("-i", str(mp3), "-q:a", "4", str(path))
    assert not read_xing(path).is_cbr
    assert read_xing(path).samples == read_xing(mp3).samples


def test_the_bytes_are_those_of_the_sound(mp3: Path) -> None:
    data = mp3.read_bytes()
    assert read_xing(data) == read_xing(mp3)
    assert read_xing(data).size == len(data)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda _: b"", "MPEG audio frame"),
        (lambda _: b"RIFF" + bytes(5000), "not begin with an MPEG"),
        (lambda _: b"\xff\xff\xfe" + bytes(5000), "layer III"),
        (lambda data: data.replace(b"Info", b"\0\0\0\0", 1), "no Xing"),
        (lambda data: data.replace(b"Info\0\0\0\x0f", b"Info\0\0\0\x0c", 1), "how many"),
        (lambda data: data.replace(b"Lavf", b"\0\0\0\0", 1).replace(b"Lavc", b"\0\0\0\0", 1), "LAME"),
    ],
)
def test_what_lacks_the_header_is_told(mp3: Path, damage: Callable[[bytes], bytes], says: str) -> None:
    with pytest.raises(NoXingError, match=says):
        read_xing(damage(mp3.read_bytes()))
