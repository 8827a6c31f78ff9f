"""Any video that ffmpeg decodes becomes H.264 and AAC; pictures that fit are copied bit for bit."""

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.errors import ContentError
from pipeline.events import Event, Noted, Warned
from pipeline.model.bundle import EncodedVideo, VideoProfile
from samples import SHARED
from video.footage import H264, SPEECH, brightness, coded_pictures, encoded, facts, film, loudness, run

_FIT = ("h264", "yuv420p", Fraction(1), 0.0)


def also(name: str) -> pytest.MarkDecorator:
    """Try a video that is made here, and the shared one of its kind where that is found."""
    shared = SHARED / name
    return pytest.mark.parametrize(
        "shared", [None, *([shared] if shared.is_file() else [])], ids=lambda one: one and name
    )


def assert_contract(made: EncodedVideo) -> None:
    """H.264 High or below, 4:2:0, square, upright, faststart, AAC, -16 LUFS and at most -1 dBTP as decoded."""
    held = facts(made)
    (pictures,), (sound,) = held.pictures, held.sounds
    assert (pictures.codec, pictures.pixels, pictures.sar, pictures.turned) == _FIT
    assert pictures.profile in {"Constrained Baseline", "Main", "High"}
    assert (pictures.width, pictures.height) == (made.width, made.height)
    assert (sound.codec, sound.rate) == ("aac", 48_000)
    data = made.video.path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert made.after is not None
    integrated, peak = loudness(made.video.path)
    assert made.after.integrated == pytest.approx(integrated, abs=0.06)  # ffmpeg prints one decimal
    assert integrated == pytest.approx(-16, abs=0.2)
    assert peak <= -1.0
    assert made.poster.size <= 150_000
    assert made.poster.path.read_bytes().startswith(b"\xff\xd8")


def assert_constant_rate(made: EncodedVideo) -> None:
    times, _ = brightness(made.video.path)
    steps = times[1:] - times[:-1]
    assert steps.max() - steps.min() < 1e-6
    assert len(times) * steps.mean() == pytest.approx(made.seconds, abs=0.001)


@also("lesson_physics_slides_en_203s_h264_aac.mp4")
def test_a_lesson_that_fits_is_copied_bit_for_bit(shared: Path | None, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    source = shared or film(tmp_path / "lesson.mp4", seconds=14)
    run("-i", source, "-t", 12, "-c", "copy", clip)
    made = encoded(clip, tmp_path / "work")
    assert made.copied
    assert coded_pictures(made.video.path) == coded_pictures(clip)
    assert made.seconds == pytest.approx(12, abs=0.2)
    assert_contract(made)


@also("opencast_lecture_en_10s_h264_aac.mov")
def test_a_lecture_capture_at_odd_times_gets_a_constant_rate(shared: Path | None, tmp_path: Path) -> None:
    """120 is the shared one's nominal rate, 2 a second its real one."""
    odd = "testsrc2=s=640x480:r=2,settb=1/600,setpts=PTS+90*sin(N)"
    coding = "-fps_mode passthrough -enc_time_base 1:600 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    source = shared or film(tmp_path / "capture.mov", seconds=10.5, pictures=odd, coding=coding)
    made = encoded(source, tmp_path / "work")
    assert not made.copied
    assert (made.width, made.height) == (640, 480)
    assert made.seconds == pytest.approx(10.5, abs=0.2)
    assert_contract(made)
    assert_constant_rate(made)


@also("nasa_webb_narration_en_13s_multistream.mp4")
def test_of_several_streams_the_largest_picture_and_the_finest_sound_are_taken(
    shared: Path | None, tmp_path: Path
) -> None:
    source = shared or several(tmp_path)
    made = encoded(source, tmp_path / "work")
    assert (made.width, made.height, made.copied) == (480, 270, True)
    assert coded_pictures(made.video.path) == coded_pictures(source, 3)
    assert_contract(made)


def several(folder: Path) -> Path:
    """Make a video of a small picture, two sounds and a larger picture, in that order."""
    coarse = "aevalsrc=exprs='0.12*random(0)*(0.6+0.4*sin(9*t))':s=8000:d={seconds}"
    small = film(folder / "small.mp4", pictures="testsrc2=s=320x180:r=25", sound=coarse)
    large = film(folder / "large.mp4", pictures="testsrc2=s=480x270:r=25")
    order = ("-map", "0:v", "-map", "0:a", "-map", "1:a", "-map", "1:v")
    run("-i", small, "-i", large, *order, "-c", "copy", folder / "several.mp4")
    return folder / "several.mp4"


@also("mit_physics_lecture_en_203s_5.1opus.webm")
def test_surround_sound_of_a_lecture_beside_vp9_pictures(shared: Path | None, tmp_path: Path) -> None:
    sound, clip = shared or tmp_path / "sound.webm", tmp_path / "lecture.webm"
    if shared is None:
        run("-f", "lavfi", "-i", SPEECH.format(rate=48_000, seconds=9), "-af", "surround=5.1", "-c:a", "libopus", sound)
    pictures = ("-f", "lavfi", "-t", 8, "-i", "testsrc2=s=320x180:r=30")
    joined = ("-map", "1:v", "-map", "0:a", "-t", 8, "-c:a", "copy", "-c:v", "libvpx-vp9", clip)
    run("-i", sound, *pictures, *joined)
    made = encoded(clip, tmp_path / "work")
    assert not made.copied
    assert_contract(made)


KINDS = {
    "x264.mkv": H264,
    "prores.mov": "-c:v prores_ks -c:a pcm_s24le",
    "mpeg4.avi": "-c:v mpeg4 -c:a libmp3lame",
    "mpeg2.mpg": "-c:v mpeg2video -c:a mp2",
    "stream.ts": "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a ac3",
    "vp8.webm": "-c:v libvpx -c:a libvorbis",
    "ten-bit.mp4": "-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -c:a aac",
    "full-colour.mp4": "-c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac",
    "rgb.mkv": "-c:v ffv1 -pix_fmt bgr0 -c:a flac",
    "lossless sound æøå.mkv": "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a flac",
}
COPIED = {"x264.mkv", "stream.ts", "lossless sound æøå.mkv"}


@pytest.mark.parametrize("name", KINDS)
def test_whatever_ffmpeg_decodes(name: str, tmp_path: Path) -> None:
    made = encoded(film(tmp_path / name, coding=KINDS[name]), tmp_path / "work")
    assert made.copied == (name in COPIED)
    assert (made.width, made.height) == (320, 180)
    assert made.seconds == pytest.approx(3, abs=0.1)
    assert_contract(made)


@pytest.mark.parametrize("degrees", [90, 180, -90])
def test_a_turned_telephone_video_stands_upright(degrees: int, tmp_path: Path) -> None:
    bright_top = "color=black:s=320x180:r=25,drawbox=h=90:color=white:t=fill"
    x265 = "-c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac"
    lying = film(tmp_path / "lying.mp4", pictures=bright_top, coding=x265)
    turned = tmp_path / "turned.mp4"
    run("-display_rotation", degrees, "-i", lying, "-c", "copy", turned)
    made = encoded(turned, tmp_path / "work")
    assert (made.width, made.height) == ((320, 180) if degrees == 180 else (180, 320))
    first = run("-i", made.video.path, "-frames:v", 1, "-vf", "scale=2:2:flags=area,format=gray", "-f", "rawvideo", "-")
    bright = {90: (0, 2), 180: (2, 3), -90: (1, 3)}[degrees]  # counter-clockwise; corners in reading order
    assert [n for n, grey in enumerate(first) if grey > 128] == list(bright)
    assert_contract(made)


def test_pixels_become_square(tmp_path: Path) -> None:
    wide = film(tmp_path / "dv.mkv", pictures="testsrc2=s=360x288:r=25,setsar=64/45", coding=H264)
    made = encoded(wide, tmp_path / "work")
    assert (made.width, made.height) == (512, 288)
    assert_contract(made)


def test_large_pictures_are_made_smaller_and_none_larger(tmp_path: Path) -> None:
    large = film(tmp_path / "large.mp4", seconds=1, pictures="testsrc2=s=1280x720:r=25")
    made = encoded(large, tmp_path / "a", profile=VideoProfile(height=360))
    assert (made.width, made.height, made.copied) == (640, 360, False)
    assert encoded(large, tmp_path / "b").copied


@pytest.mark.parametrize(
    ("rate", "expected"), [("60", 30), ("30000/1001", Fraction(30000, 1001)), ("50", 25), ("5", 25)]
)
def test_the_rate_is_the_sources_or_a_whole_part_of_it(rate: str, expected: Fraction, tmp_path: Path) -> None:
    source = film(tmp_path / "a.mkv", pictures=f"testsrc2=s=160x120:r={rate}", coding="-c:v mpeg4 -c:a flac")
    made = encoded(source, tmp_path / "work")
    assert facts(made).pictures[0].rate == pytest.approx(float(expected), abs=0.01)
    assert_constant_rate(made)


def test_interlaced_pictures_become_progressive(tmp_path: Path) -> None:
    moving = "testsrc2=s=320x180:r=50,tinterlace=interleave_top"
    coding = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -flags +ilme+ildct -x264-params tff=1 -c:a aac"
    source = film(tmp_path / "tv.mp4", pictures=moving, coding=coding)
    made = encoded(source, tmp_path / "work")
    assert not made.copied
    assert "progressive" in facts(made).pictures[0].colour


def test_a_cover_picture_is_no_video(tmp_path: Path) -> None:
    song, cover, both = tmp_path / "a.m4a", tmp_path / "a.jpg", tmp_path / "b.m4a"
    run("-f", "lavfi", "-i", "sine=d=2", song)
    run("-f", "lavfi", "-i", "testsrc2=d=1", "-frames:v", 1, "-update", 1, cover)
    run("-i", song, "-i", cover, "-map", 0, "-map", 1, "-c", "copy", "-disposition:v", "attached_pic", both)
    with pytest.raises(ContentError, match="no pictures, only sound"):
        encoded(both, tmp_path / "work")


def test_a_video_without_sound_is_taken_and_told_of(tmp_path: Path) -> None:
    told: list[Event] = []
    made = encoded(film(tmp_path / "mute.mp4", sound=""), tmp_path / "work", tell=told.append)
    assert (made.before, made.after, made.copied) == (None, None, True)
    assert facts(made).sounds == ()
    assert [event for event in told if isinstance(event, Warned) and "has no sound" in event.text]


def test_a_silent_video_keeps_its_silence(tmp_path: Path) -> None:
    told: list[Event] = []
    source = film(tmp_path / "silent.mp4", sound="anullsrc=r={rate}:d={seconds}")
    made = encoded(source, tmp_path / "work", tell=told.append)
    assert (made.before, made.after) == (None, None)
    assert len(facts(made).sounds) == 1
    assert [event for event in told if isinstance(event, Warned) and "silent" in event.text]


def test_why_pictures_were_not_copied_is_told(tmp_path: Path) -> None:
    told: list[Event] = []
    encoded(film(tmp_path / "a.mkv", coding="-c:v mpeg4 -c:a aac"), tmp_path / "work", tell=told.append)
    assert [event.text for event in told if isinstance(event, Noted)] == [
        "a: the pictures are encoded anew, since they are mpeg4 Simple Profile yuv420p"
    ]


def test_the_same_video_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, coding in {"copied.mp4": H264, "encoded.mkv": "-c:v mpeg4 -c:a flac"}.items():
        source = film(tmp_path / name, coding=coding)
        one, other = encoded(source, tmp_path / name[:4] / "1"), encoded(source, tmp_path / name[:4] / "2")
        assert (one.video.sha256, one.poster.sha256) == (other.video.sha256, other.poster.sha256)


def test_only_the_video_and_its_poster_are_left(tmp_path: Path) -> None:
    encoded(film(tmp_path / "a.mp4"), tmp_path / "work")
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["poster.jpg", "video.mp4"]
