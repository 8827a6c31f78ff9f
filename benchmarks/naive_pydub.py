"""What a first script with pydub looks like: load it all, set the mean level, export. No loudness, no limiter."""

import sys

import imageio_ffmpeg
from pydub import AudioSegment

MEAN_DBFS = -19.0


def main(source: str, target: str) -> None:
    """Turn the WAV ``source`` into the MP3 ``target``."""
    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    sound = AudioSegment.from_wav(source)
    sound.apply_gain(MEAN_DBFS - sound.dBFS).export(target, format="mp3", bitrate="128k")


if __name__ == "__main__":
    main(*sys.argv[1:])
