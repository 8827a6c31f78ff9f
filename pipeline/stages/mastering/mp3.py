"""Encode to MP3 on all cores: the same bytes as in one piece, with the header that tells how long it is."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pipeline.formats.crc16 import crc16
from pipeline.formats.mp3frames import HEADER, FrameHeader, frame_header, frame_starts
from pipeline.formats.mp3info import Sound, info_frame, info_size
from pipeline.stages.mastering.pieces import Grid, Piece, Samples, cut
from pipeline.tools import lame
from pipeline.tools.ffmpeg.mp3encoding import Feed, encoded
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.lame import Mp3Coding


def encode(  # noqa: PLR0913 - by name
    blocks: Iterable[Samples],
    coding: Mp3Coding,
    target: Path,
    *,
    ffmpeg: Ffmpeg,
    lanes: int,
    advance: Callable[[float], None],
    grid: Grid | None = None,
) -> int:
    """Encode blocks of samples, shape (samples, channels), to a file; gives the samples per channel.

    ``lanes`` pieces are encoded at a time; neither they nor how the blocks are cut decide a byte of the file.
    ``advance`` is called with the seconds done, for each piece.

    Raises:
        ValueError: there are no samples, or they are not of ``coding``'s channels.
        ToolError: LAME failed.
    """
    ahead, joined, samples = deque[Piece](), _Joined(coding.level), 0
    feeds = _feeds(cut(blocks, grid or Grid.at(coding.level)), coding.channels, ahead)
    with target.open("wb") as file, closing(encoded(feeds, coding, ffmpeg=ffmpeg, lanes=lanes)) as streams:
        for stream in streams:
            piece = ahead.popleft()
            frames = joined.take(stream, piece)
            if not samples:
                file.seek(info_size(joined.header))
            file.write(frames)
            samples = piece.end
            advance(samples / coding.rate)
        if not samples:
            raise ValueError("there are no samples")
        file.seek(0)
        file.write(info_frame(joined.sound(samples)))
    return samples


def _feeds(pieces: Iterable[Piece], channels: int, ahead: deque[Piece]) -> Iterator[Feed]:
    """Give the pieces' samples; ``ahead`` gets those pieces whose frames are still to come."""
    for piece in pieces:
        shape = piece.samples[0].shape
        if shape[1:] != (channels,):
            raise ValueError(f"samples of shape {shape} are not of {channels} channels")
        ahead.append(piece)
        yield piece.feed()


class _Joined:
    """What is known of the frames that were joined."""

    def __init__(self, level: int) -> None:
        self._level, self._frames, self._size, self._crc = level, 0, 0, 0
        self.header: FrameHeader

    def take(self, stream: bytes, piece: Piece) -> bytes:
        """Give the frames that count."""
        starts = frame_starts(stream)
        last = len(starts) - 1 if piece.keep is None else piece.skip + piece.keep
        frames = stream[starts[piece.skip] : starts[last]]
        if not self._frames:
            self.header = frame_header(frames[:HEADER])
        self._frames += last - piece.skip
        self._size += len(frames)
        self._crc = crc16(frames, self._crc)
        return frames

    def sound(self, samples: int) -> Sound:
        return Sound(self.header, self._frames, self._size, self._crc, samples, self._level, lame.name())
