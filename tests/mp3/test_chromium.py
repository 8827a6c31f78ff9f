"""Chromium's <audio>: the duration, and where a seek lands, heard from the sound itself."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from browser import NewPage
from mp3.lame import in_pieces, piped
from pages.site import served
from pipeline.formats.mp3 import read_xing
from pipeline.stages.mastering.pieces import Samples
from pipeline.tools.lame import Mp3Coding

SECONDS = 601.3
ROUND = 4.0
LOW, SPAN = 500.0, 4000.0
PLACES = [0.0, 0.7, 42.3, 123.456, 300.01, 450.3, 598.2, 601.0]
"""Seconds: the first and last, in the middle, and at a piece's edge; none where a sweep begins anew."""

TAP = """registerProcessor("tap", class extends AudioWorkletProcessor {
  process([input]) {
    if (input.length) this.port.postMessage([input[0].slice(), (input[1] ?? input[0]).slice()]);
    return true;
  }
});"""
LISTEN = """async ([seconds, wanted]) => {
  const audio = document.querySelector("audio");
  const context = new AudioContext({ sampleRate: 48000 });
  await context.audioWorklet.addModule("tap.js");
  const tap = new AudioWorkletNode(context, "tap");
  context.createMediaElementSource(audio).connect(tap).connect(context.destination);
  if (seconds > 0) {
    const sought = new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
    audio.currentTime = seconds;
    await sought;
  }
  const heard = [[], []];
  const enough = new Promise((done) => {
    tap.port.onmessage = ({ data }) => {
      if (!heard[0].length && data[0].every((value) => value === 0)) return;
      data.forEach((values, channel) => heard[channel].push(...values));
      if (heard[0].length >= wanted) done();
    };
  });
  await context.resume();
  await audio.play();
  await enough;
  audio.pause();
  return heard;
}"""
"""Everything that is heard from the first sound on: a worklet loses nothing, however busy the page is."""


def sweeps(seconds: float = SECONDS) -> Samples:
    """A sound that tells its own time: left, by sweeps of four seconds, and right, by one over the whole."""
    time = np.arange(round(seconds * 48_000)) / 48_000
    left = np.cumsum(LOW + SPAN * (time % ROUND) / ROUND) / 48_000
    right = np.cumsum(LOW + SPAN * time / seconds) / 48_000
    return (0.4 * np.sin(2 * np.pi * np.stack([left, right], axis=1))).astype(np.float32)


@pytest.fixture(scope="module", params=[48_000, 44_100])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("web")
    in_pieces(resampled(sweeps(), request.param), Mp3Coding(request.param, 2, 128, 7), root / "a.mp3")
    (root / "index.html").write_text('<!doctype html><audio src="a.mp3" preload="auto"></audio>', encoding="utf-8")
    (root / "tap.js").write_text(TAP, encoding="utf-8")
    with served(root) as address:
        yield address, root / "a.mp3"


def resampled(samples: Samples, rate: int) -> Samples:
    if rate == 48_000:
        return samples
    sent = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-ar", str(rate), "-f", "f32le", "-"]
    return np.frombuffer(piped(sent, samples.tobytes()), np.float32).reshape(-1, 2)


def pitch(sound: Samples) -> float:
    """The mean frequency in Hz, by the turns of the phase between two moments."""
    spectrum = np.fft.fft(sound)
    spectrum[len(sound) // 2 :] = 0
    phase = np.unwrap(np.angle(np.fft.ifft(spectrum)))
    edge = len(sound) // 8
    return float((phase[-edge] - phase[edge]) / (len(sound) - 2 * edge) * 48_000 / (2 * np.pi))


def told(left: Samples, right: Samples, seconds: float = SECONDS) -> float:
    """The second that is heard in the middle of the two."""
    coarse = (pitch(right) - LOW) / SPAN * seconds
    fine = (pitch(left) - LOW) / SPAN * ROUND
    return fine + ROUND * round((coarse - fine) / ROUND)


def test_the_duration(new_page: NewPage, site: tuple[str, Path]) -> None:
    address, path = site
    page = new_page()
    page.goto(address + "index.html")
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    xing = read_xing(path)
    duration = page.evaluate("document.querySelector('audio').duration")
    assert duration == pytest.approx(xing.samples / xing.rate, abs=0.05)
    assert duration == pytest.approx(SECONDS, abs=0.05)


@pytest.mark.parametrize("seconds", PLACES)
def test_a_seek_lands(seconds: float, new_page: NewPage, site: tuple[str, Path]) -> None:
    page = new_page()
    page.goto(site[0] + "index.html")
    page.wait_for_function("document.querySelector('audio').readyState > 2")
    assert landed(page, seconds, SECONDS) == pytest.approx(seconds, abs=0.05)


def landed(page: Page, seconds: float, whole: float) -> float:
    """Seek, and give the second that is heard first, in sweeps that last ``whole`` seconds."""
    left, right = (np.array(one, np.float32) for one in page.evaluate(LISTEN, [seconds, 8192]))
    start = int(np.flatnonzero(left)[0])
    length = 4096
    middle = told(left[start : start + length], right[start : start + length], whole)
    return middle - length / 2 / 48_000
