"""What mastering cannot do without, each done once by ffmpeg alone: `python -m benchmarks.works RECORDING FOLDER`.

Decode; measure loudness and true peak; encode with LAME; decode the result and measure it.
"""

import subprocess
import sys
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
METER = ("-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")


def works(recording: Path, encoded: Path) -> list[list[str]]:
    """Give the arguments of the four."""
    source = ["-i", str(recording)]
    return [
        [*source, "-f", "null", "-"],
        [*source, *METER],
        [*source, "-ar", "48000", "-c:a", "libmp3lame", "-b:a", "128k", str(encoded)],
        ["-i", str(encoded), *METER],
    ]


def main() -> None:
    """Do them one after another."""
    recording, folder = map(Path, sys.argv[1:])
    for arguments in works(recording, folder / "works.mp3"):
        subprocess.run([FFMPEG, "-v", "error", "-nostdin", "-y", *arguments], check=True)


if __name__ == "__main__":
    main()
