"""What ffmpeg says of a file, in the words of several versions, is read rightly."""

import math
from fractions import Fraction

from pipeline.tools.ffmpeg.videoprobe import parse

TELEPHONE = """\
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'IMG_0421.MOV':
  Metadata:
    major_brand     : qt
    comment         : Stream #0:9: Video: h264 (High), yuv420p, 9999x9999, 25 fps (default)
                    :   Stream #0:8: Video: h264 (High), yuv420p, 9999x9999, 25 fps (default)
  Duration: 01:02:03.45, start: 0.000000, bitrate: 8911 kb/s
  Stream #0:0[0x1](und): Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), \
1920x1080, 8700 kb/s, 29.99 fps, 30 tbr, 600 tbn (default)
    Metadata:
      handler_name    : Core Media Video
    Side data:
      DOVI configuration record: version: 1.0, profile: 8, level: 4, rpu flag: 1, el flag: 0, bl flag: 1
      displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 168 kb/s (default)
  Stream #0:2[0x3](und): Data: none (mebx / 0x7862656D), 0 kb/s (default)
Input #1, lavfi, from 'nullsrc=s=16x16:d=0.04':
  Duration: N/A, start: 0.000000, bitrate: N/A
  Stream #1:0: Video: wrapped_avframe, yuv420p, 16x16 [SAR 1:1 DAR 1:1], 25 fps, 25 tbr, 25 tbn
Stream mapping:
  Stream #1:0 -> #0:0 (wrapped_avframe (native) -> rawvideo (native))
Output #0, null, to 'pipe:':
  Stream #0:0: Video: rawvideo (I420 / 0x30323449), yuv420p(progressive), 16x16 [SAR 1:1 DAR 1:1], q=2-31, 25 fps
"""

CASSETTE = """\
Input #0, avi, from 'kassett.avi':
  Duration: N/A, start: 0.000000, bitrate: 4000 kb/s
    Stream #0:0: Video: dvvideo (dvsd / 0x64737664), yuv420p(bottom first), 720x576, SAR 16:15 DAR 4:3, 25 fps, 25 tbr
    Stream #0:1: Audio: pcm_s16le ([1][0][0][0] / 0x0001), 48000 Hz, 5.1(side), s16, 4608 kb/s
    Stream #0:2(nob): Audio: ac3, 32000 Hz, stereo, fltp, 192 kb/s (default) (visual impaired) (descriptions)
    Stream #0:3: Video: mjpeg (Baseline), yuvj420p(pc, bt470bg/unknown/unknown), 600x600 [SAR 72:72 DAR 1:1], 90k tbr, \
90k tbn (attached pic)
    Stream #0:4: Audio: unknown ([255][0][0][0] / 0x00FF), 0 channels
    Stream #0:5: Video: h264 (High 4:4:4 Predictive), yuv444p(progressive), 720x578 [SAR 0:1 DAR 0:1], 1k fps, 1k tbr
      Side data:
        Display Matrix: rotation of nan degrees
"""


def test_a_telephone() -> None:
    held = parse(tuple(TELEPHONE.splitlines()))
    (one,) = held.pictures
    assert held.best_pictures == one
    assert (one.stream, one.codec, one.profile, one.pixels) == (0, "hevc", "Main 10", "yuv420p10le")
    assert one.colour == "tv, bt2020nc/bt2020/arib-std-b67"
    assert (one.width, one.height, one.sar, one.turned) == (1920, 1080, Fraction(1), -90.0)
    assert math.isclose(one.rate, 29.99)
    (sound,) = held.sounds
    assert (sound.stream, sound.codec, sound.rate, sound.layout, sound.default) == (0, "aac", 44_100, "stereo", True)
    assert held.seconds is not None
    assert math.isclose(held.seconds, 3723.45)


def test_an_old_cassette() -> None:
    held = parse(tuple(CASSETTE.splitlines()))
    tape, screen = held.pictures
    assert (tape.codec, tape.profile, tape.colour, tape.sar) == ("dvvideo", "", "bottom first", Fraction(16, 15))
    assert (screen.stream, screen.profile, screen.sar, screen.rate) == (5, "High 4:4:4 Predictive", Fraction(1), 1000)
    assert math.isnan(screen.turned)
    assert held.best_pictures == screen
    assert [sound.stream for sound in held.sounds] == [0, 1]
    assert held.sounds[0].layout == "5.1(side)"
    assert held.best_sound == held.sounds[0]  # the other is for those who do not see
    assert held.seconds is None


def test_nothing() -> None:
    held = parse(())
    assert (held.best_pictures, held.best_sound, held.seconds) == (None, None, None)
