"""Files that cannot become a video are refused, each with what is wrong and what to do."""

from pathlib import Path

import pytest

from mastering.sound import synthesise
from pipeline.errors import ContentError
from pipeline.events import Event, Warned
from video.footage import H264, encoded, film, run


def refused(source: Path, folder: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        encoded(source, folder / "work")
    assert caught.value.hint
    assert list((folder / "work").iterdir()) == []
    return caught.value


@pytest.mark.parametrize(
    "content", [b"", b"<html>not found</html>" * 50, b"\x89PNG\r\n\x1a\n" + bytes(5000), bytes(9999)]
)
def test_no_video_at_all(content: bytes, tmp_path: Path) -> None:
    rubbish = tmp_path / "video.mp4"
    rubbish.write_bytes(content)
    assert "cannot be read as a video" in refused(rubbish, tmp_path).message


def test_sound_given_as_video(tmp_path: Path) -> None:
    assert "only sound" in refused(synthesise(tmp_path / "sound.wav"), tmp_path).message


def test_a_playlist_is_not_followed(tmp_path: Path) -> None:
    film(tmp_path / "secret.ts", seconds=1)
    playlist = tmp_path / "video.mp4"
    playlist.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n", "utf-8")
    refused(playlist, tmp_path)


CUT = {
    "faststart.mp4": f"{H264} -movflags +faststart",
    "plain.mp4": H264,
    "x.mov": "-c:v mpeg4 -c:a aac -movflags +faststart",
    "x.mkv": H264,
    "x.webm": "-c:v libvpx -c:a libopus",
    "x.avi": "-c:v mpeg4 -c:a libmp3lame",
    "sounded.mp4": f"{H264} -movflags +faststart -bf 2",
}


@pytest.mark.parametrize("share", [0.4, 0.95])
@pytest.mark.parametrize("name", CUT)
def test_truncated(name: str, share: float, tmp_path: Path) -> None:
    whole = film(tmp_path / name, coding=CUT[name], seconds=8, sound="sine=d={seconds}:r={rate}")
    cut = tmp_path / f"cut-{name}"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    error = refused(cut, tmp_path)
    assert "cut off" in error.message or "cannot be read" in error.message


def damage(path: Path, share: float) -> Path:
    """Overwrite a share of the middle of the file."""
    data = bytearray(path.read_bytes())
    begin = len(data) // 3
    length = int(len(data) * share)
    data[begin : begin + length] = bytes((n * 37) % 251 for n in range(length))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["copied.mp4", "encoded.mp4"])
def test_pictures_that_are_mostly_damaged(name: str, tmp_path: Path) -> None:
    coding = "-c:v libx264 -g 10 -pix_fmt yuv420p" if name == "copied.mp4" else "-c:v libx265 -x265-params log-level=0"
    source = damage(film(tmp_path / name, coding=coding, sound=""), 0.6)
    error = refused(source, tmp_path)
    assert "cannot be decoded" in error.message


def test_a_little_damage_is_told(tmp_path: Path) -> None:
    told: list[Event] = []
    source = damage(film(tmp_path / "a.mp4", seconds=6, coding="-c:v libx264 -g 10 -pix_fmt yuv420p", sound=""), 0.01)
    encoded(source, tmp_path / "work", tell=told.append)
    assert [event for event in told if isinstance(event, Warned) and "damaged" in event.text]


def test_sound_that_is_not_numbers(tmp_path: Path) -> None:
    source = tmp_path / "nan.mkv"
    nan = "aevalsrc=exprs='if(between(t,1,1.1),0/0,0.2*sin(440*t*2*PI))':s=48000:d=2"
    run(
        "-f",
        "lavfi",
        "-t",
        2,
        "-i",
        "testsrc2=s=160x120",
        "-f",
        "lavfi",
        "-i",
        nan,
        "-c:v",
        "mpeg4",
        "-c:a",
        "pcm_f32le",
        source,
    )
    assert "not numbers" in refused(source, tmp_path).message


def test_channels_upside_down_are_mended_and_told_of(tmp_path: Path) -> None:
    told: list[Event] = []
    source = film(tmp_path / "a.mkv", coding="-c:v mpeg4 -c:a flac -af pan=stereo|c0=c0|c1=-1*c0")
    made = encoded(source, tmp_path / "work", tell=told.append)
    assert made.after is not None
    assert made.after.integrated == pytest.approx(-16, abs=0.2)
    assert [event for event in told if isinstance(event, Warned) and "upside down" in event.text]
