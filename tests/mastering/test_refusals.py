"""Recordings that cannot become an episode are refused, each with what is wrong and what to do."""

import struct
from pathlib import Path

import pytest

from mastering.sound import SPEECH, mastered, synthesise
from pipeline.errors import ContentError
from pipeline.events import Event, Warned


def refused(recording: Path, folder: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        mastered(recording, folder / "work")
    assert caught.value.hint
    return caught.value


def test_empty(tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    assert "no sound can be read" in refused(empty, tmp_path).message


@pytest.mark.parametrize("content", [b"<html>not found</html>" * 50, b"\x89PNG\r\n\x1a\n" + bytes(5000), bytes(9999)])
def test_not_audio(content: bytes, tmp_path: Path) -> None:
    rubbish = tmp_path / "recording.mp3"
    rubbish.write_bytes(content)
    assert "sound" in refused(rubbish, tmp_path).message


def test_video_without_sound(tmp_path: Path) -> None:
    silent = synthesise(tmp_path / "mute.mp4", source="testsrc2=d=2:s=160x120", arguments="-c:v libx264")
    assert "sound" in refused(silent, tmp_path).message


def test_silent(tmp_path: Path) -> None:
    silence = synthesise(tmp_path / "silence.wav", source="anullsrc=d=4")
    assert refused(silence, tmp_path).message == "it is silent"


def test_nearly_silent(tmp_path: Path) -> None:
    hiss = synthesise(tmp_path / "hiss.wav", arguments="-af volume=-55dB")
    assert refused(hiss, tmp_path).message == "it is silent"


def test_shorter_than_a_second(tmp_path: Path) -> None:
    assert "lasts 0.50 s" in refused(synthesise(tmp_path / "short.wav", seconds=0.5), tmp_path).message


def test_upside_down_stereo(tmp_path: Path) -> None:
    inverted = synthesise(tmp_path / "inverted.wav", arguments="-af pan=stereo|c0=c0|c1=-1*c0")
    error = refused(inverted, tmp_path)
    assert "upside down" in error.message
    assert 'channels = "left"' in error.hint
    assert mastered(inverted, tmp_path / "left", channels="left").channels == 1


CUT = {
    "wav": "",
    "flac": "",
    "mp3": "",
    "m4a": "-movflags +faststart",
    "mov": "-c:a aac -movflags +faststart",
    "webm": "-c:a libopus",
    "mkv": "-c:a libvorbis",
    "ogg": "-c:a libvorbis",
    "opus": "-c:a libopus",
    "w64": "",
    "aiff": "",
    "rf64.wav": "-rf64 always",
}


@pytest.mark.parametrize("share", [0.5, 0.97])
@pytest.mark.parametrize("kind", CUT)
def test_truncated(kind: str, share: float, tmp_path: Path) -> None:
    whole = synthesise(tmp_path / f"whole.{kind}", seconds=30, arguments=CUT[kind])
    mastered(whole, tmp_path / "whole")
    cut = tmp_path / f"cut.{kind}"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    assert "cut off" in refused(cut, tmp_path).message


def test_an_aac_stream_has_no_length_and_is_taken(tmp_path: Path) -> None:
    """ADTS has no header for the whole: what is guessed from its first frames refuses nothing."""
    quiet = "aevalsrc=exprs='(0.001+0.3*gt(t,4))*random(0)':s=48000:d=8"
    stream = synthesise(tmp_path / "stream.aac", source=quiet, arguments="-c:a aac")
    assert mastered(stream, tmp_path / "work").recorded == pytest.approx(8, abs=0.1)


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "damaged.flac", seconds=10)
    data = bytearray(recording.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 300] = bytes(300)
    recording.write_bytes(data)
    told: list[Event] = []
    mastered(recording, tmp_path / "work", tell=told.append)
    assert [event for event in told if isinstance(event, Warned) and "damaged" in event.text]


def test_a_wav_that_was_streamed_has_no_length_and_is_taken(tmp_path: Path) -> None:
    whole = synthesise(tmp_path / "whole.wav")
    data = bytearray(whole.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", 0xFFFF_FFFF)
    data[4:8] = struct.pack("<I", 0xFFFF_FFFF)
    whole.write_bytes(data)
    assert mastered(whole, tmp_path / "work").recorded == pytest.approx(6, abs=0.01)


def test_samples_that_are_not_numbers(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "nan.wav", arguments="-ac 1 -c:a pcm_f32le")
    data = bytearray(recording.read_bytes())
    data[40_000:40_400] = struct.pack("<100f", *[float("nan")] * 100)
    recording.write_bytes(data)
    assert "not numbers" in refused(recording, tmp_path).message


PLAYLISTS = {
    "hls.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n",
    "hls.mp3": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n",
    "list.wav": "ffconcat version 1.0\nfile '{target}'\n",
    "dash.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
    '<Representation id="1" bandwidth="1"><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "session.wav": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_files_that_make_ffmpeg_read_others(name: str, tmp_path: Path) -> None:
    """Each names a recording that could be read; none of them may be followed."""
    target = synthesise(tmp_path / "secret.wav", source=SPEECH.format(rate=48_000, seconds=3))
    playlist = tmp_path / name
    playlist.write_text(PLAYLISTS[name].format(target=target), "utf-8")
    refused(playlist, tmp_path)


def test_an_image_or_device_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        mastered(synthesise(tmp_path / "still.png", source="testsrc2=d=1", arguments="-frames:v 1"), tmp_path / "work")
