"""Pictures and sound → a lesson's video: H.264 and Opus in MP4; the same input always gives the same bytes."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from scripts.make_episodes import RATE
from scripts.sound import FFMPEG, Samples

FPS = 5
"""Pictures a second: enough for slides."""

_VIDEO = "-c:v libx264 -preset veryslow -crf 46 -pix_fmt yuv420p -g 600 -threads 1 -flags:v +bitexact"
"""x264 spends far more on a picture that stays than its rate factor says: at 46, slides are as sharp as drawn."""

_SOUND = "-c:a libopus -b:a 12k -application voip -frame_duration 60 -ar 48000 -flags:a +bitexact"
_FILE = "-map_metadata -1 -fflags +bitexact -movflags +faststart -max_interleave_delta 0"
"""Without a limit to how long sound waits for pictures, else the order in the file depends on the machine's load."""


def encode(pictures: Sequence[Image.Image], starts: Sequence[float], sound: Samples, target: Path) -> None:
    """Write ``target``, where each picture is shown from its start (seconds, whole frames) until the next one's."""
    with TemporaryDirectory() as folder:
        listed = _listed(pictures, [*starts, len(sound) / RATE], Path(folder))
        given = ["-f", "concat", "-i", str(listed), "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-"]
        length = ["-t", f"{len(sound) / RATE:.3f}"]
        keys = ["-force_key_frames", ",".join(f"{start:.3f}" for start in starts)]
        wanted = [*length, *keys, *f"-vf fps={FPS} {_VIDEO} {_SOUND} {_FILE}".split(), str(target)]
        command = [FFMPEG, "-hide_banner", "-loglevel", "error", "-y", *given, *wanted]
        subprocess.run(command, input=sound.astype("<f4").tobytes(), check=True)
    print(f"{target.parent.name}/{target.name}: {len(sound) / RATE:.2f} s, {target.stat().st_size} bytes")


def _listed(pictures: Sequence[Image.Image], times: Sequence[float], folder: Path) -> Path:
    """Write the pictures, and the list of them for ffmpeg; the last is named twice, else it is shown for one frame."""
    lines = ["ffconcat version 1.0"]
    for index, picture in enumerate(pictures):
        picture.save(folder / f"{index}.png")
        lines += [f"file {index}.png", f"duration {times[index + 1] - times[index]:.3f}"]
    listed = folder / "slides.ffconcat"
    listed.write_text("\n".join([*lines, f"file {len(pictures) - 1}.png", ""]), encoding="utf-8")
    return listed
