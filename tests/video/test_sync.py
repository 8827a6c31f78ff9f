"""Sound stays with its picture: a flash and a beep at one time are seen and heard within a frame of each other."""

from pathlib import Path

import numpy as np
import pytest

from video.footage import H264, brightness, encoded, heard, run

FRAME = 1 / 25
TIMES = (1.0, 2.52, 4.2)
_ON = "+".join(f"between(t,{at},{at + 0.2})" for at in TIMES)
FLASHES = f"color=black:s=160x120:r=25:d=6,drawbox=color=white:t=fill:enable='{_ON}'"
BEEPS = f"aevalsrc=exprs='0.5*sin(2*PI*1000*t)*({_ON})':s=48000:d=6"


def clapper(path: Path, *, coding: str = H264, late: float = 0.0, early: float = 0.0) -> Path:
    """Write a clip whose sound begins ``late`` seconds after its pictures, or they ``early`` seconds after it."""
    sound = f"{BEEPS},atrim=start={late},asetpts=PTS-STARTPTS" if late else BEEPS
    pictures = f"{FLASHES},trim=start={early},setpts=PTS-STARTPTS" if early else FLASHES
    shown = ["-itsoffset", early, "-f", "lavfi", "-i", pictures]
    run(*shown, "-itsoffset", late, "-f", "lavfi", "-i", sound, "-map", 0, "-map", 1, *coding.split(), path)
    return path


def flashes(path: Path) -> list[float]:
    times, grey = brightness(path)
    bright = grey > 128
    return [float(times[n]) for n in range(1, len(times)) if bright[n] and not bright[n - 1]]


def beeps(path: Path) -> list[float]:
    """The times at which a tone sets in, to a millisecond."""
    level = np.abs(heard(path)[: 48_000 * 5]).reshape(-1, 48).max(axis=1)
    loud = level > level.max() * 0.3
    return [n / 1000 for n in range(1, len(loud)) if loud[n] and not loud[max(0, n - 100) : n].any()]


def assert_in_step(path: Path, expected: tuple[float, ...] = TIMES) -> None:
    seen, listened = flashes(path), beeps(path)
    assert seen == pytest.approx(expected, abs=FRAME)
    assert listened == pytest.approx(expected, abs=FRAME)
    assert listened == pytest.approx(seen, abs=FRAME)


B_FRAMES = "-c:v libx264 -bf 3 -pix_fmt yuv420p -c:a aac"
KINDS = {
    "copied.mp4": (B_FRAMES, True),
    "copied.mkv": (B_FRAMES, True),
    "copied.ts": (B_FRAMES, True),
    "encoded.mp4": ("-c:v mpeg4 -c:a aac", False),
    "encoded.webm": ("-c:v libvpx -c:a libopus", False),
    "encoded.mov": ("-c:v prores_ks -c:a pcm_s16le", False),
}


@pytest.mark.parametrize("name", KINDS)
def test_sound_and_pictures_that_begin_together(name: str, tmp_path: Path) -> None:
    coding, copied = KINDS[name]
    source = clapper(tmp_path / name, coding=coding)
    made = encoded(source, tmp_path / "work")
    assert made.copied == copied
    assert_in_step(made.video.path)


@pytest.mark.parametrize("name", ["copied.mp4", "copied.mkv", "encoded.mp4"])
def test_sound_that_begins_late_is_heard_late(name: str, tmp_path: Path) -> None:
    coding, copied = KINDS[name]
    made = encoded(clapper(tmp_path / name, coding=coding, late=0.2), tmp_path / "work")
    assert made.copied == copied
    assert_in_step(made.video.path)


@pytest.mark.parametrize("name", ["copied.mp4", "copied.mkv", "encoded.mp4"])
def test_pictures_that_begin_late_are_seen_late(name: str, tmp_path: Path) -> None:
    """The first one stands from the start, since not every player waits for it: so they are encoded."""
    made = encoded(clapper(tmp_path / name, coding=KINDS[name][0], early=0.28), tmp_path / "work")
    assert not made.copied
    assert_in_step(made.video.path)
    assert brightness(made.video.path)[0][0] == 0


def test_pictures_at_odd_times(tmp_path: Path) -> None:
    """Every third picture is missing, as in a screen recording, but for those around the flashes."""
    odd = FLASHES + f",select='not(n)+mod(n,3)+{_ON.replace('between(t', 'between(t+0.05')}'"
    source = tmp_path / "screen.mp4"
    run("-f", "lavfi", "-i", odd, "-f", "lavfi", "-i", BEEPS, "-fps_mode", "vfr", *H264.split(), source)
    made = encoded(source, tmp_path / "work")
    assert not made.copied
    assert_in_step(made.video.path)


def test_a_hole_in_the_sound_stays_a_hole(tmp_path: Path) -> None:
    """Half a second of packets is gone, as after a lost connection: what follows does not move up."""
    source = tmp_path / "hole.mkv"
    hole = "aselect='not(between(t,3,3.5))'"
    run(
        "-f",
        "lavfi",
        "-i",
        FLASHES,
        "-f",
        "lavfi",
        "-i",
        f"{BEEPS},{hole}",
        *H264.replace("aac", "flac").split(),
        source,
    )
    assert_in_step(encoded(source, tmp_path / "work").video.path)


def test_the_last_picture_is_held_while_there_is_sound(tmp_path: Path) -> None:
    source = tmp_path / "short.mp4"
    run("-f", "lavfi", "-t", 3, "-i", FLASHES, "-f", "lavfi", "-i", BEEPS, *H264.split(), source)
    made = encoded(source, tmp_path / "work")
    assert made.seconds == pytest.approx(6, abs=0.1)
    assert len(beeps(made.video.path)) == 3
