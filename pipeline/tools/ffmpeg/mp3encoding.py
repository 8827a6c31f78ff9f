"""LAME over pieces of sound, several at a time: in threads of ours, or one ffmpeg for each where that cannot be."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from pipeline.errors import StoppedError
from pipeline.tools import lame, process
from pipeline.tools.ffmpeg.passes import PLAIN
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet
from pipeline.tools.lame import Mp3Coding

Feed = Iterable[process.Buffer]
"""A piece's samples: interleaved little-endian float32."""


def encoded(pieces: Iterable[Feed], coding: Mp3Coding, *, ffmpeg: Ffmpeg, lanes: int) -> Generator[bytes, None, None]:
    """Give each piece's frames, in order, with nothing around them; ``lanes`` pieces are encoded at a time.

    A piece is taken from ``pieces`` when all lanes are busy, and the next once the oldest one is done: at most
    ``lanes`` + 1 are in memory. Close the iterator to end everything early; when it ends, so has every program.

    Raises:
        ToolError: LAME or an ffmpeg failed; the others have been ended at once.
        MissingError: there is no ffmpeg, and it is needed.
    """
    halt, waiting = process.Halt(), deque[Future[bytes]]()
    pool = ThreadPoolExecutor(lanes, thread_name_prefix="mp3")
    try:
        for piece in pieces:
            waiting.append(pool.submit(_piece, ffmpeg, coding, piece, halt))
            if len(waiting) > lanes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except StoppedError:
        raise halt.cause or StoppedError("stopped, since another part of the work ended") from None
    finally:
        halt.now()
        pool.shutdown(wait=True, cancel_futures=True)


def _piece(ffmpeg: Ffmpeg, coding: Mp3Coding, piece: Feed, halt: process.Halt) -> bytes:
    try:
        if (library := lame.library()) is not None:
            return b"".join(_until(halt, lame.frames(library, piece, coding)))
        with process.running(command(ffmpeg, coding), feed=piece, halt=halt) as output:
            return output.read(-1)
    except BaseException as error:
        halt.now(error)
        raise


def _until(halt: process.Halt, parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        if halt.called:
            raise StoppedError("stopped, since another part of the work ended")
        yield part


def command(ffmpeg: Ffmpeg, coding: Mp3Coding) -> list[str]:
    """Give the command that encodes samples from its standard input to bare frames on its standard output.

    Without the bit reservoir (ISO/IEC 11172-3, 2.4.3.4.2, ``main_data_begin``) no frame needs those ahead of it.
    """
    source = ["-f", "f32le", "-ar", str(coding.rate), "-ac", str(coding.channels), "-i", "pipe:0"]
    encoder = ["-c:a", "libmp3lame", "-compression_level", str(coding.level), "-b:a", f"{coding.kbps}k"]
    bare = ["-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1"]
    return [*quiet(ffmpeg), *source, *PLAIN, "-flags:a", "+bitexact", *encoder, *bare]
