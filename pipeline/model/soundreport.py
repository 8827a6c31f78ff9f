"""What mastering found in a recording and did to it, in figures: what a producer is shown, and a program may read."""

from dataclasses import dataclass
from typing import Literal

from pipeline.model.audio import Codec, Loudness, Profile
from pipeline.model.cleaning import CleanStep, Untreated

Stretch = tuple[float, float]
"""Seconds from and up to."""


@dataclass(frozen=True, slots=True)
class LevelledPassage:
    """Speech at one level from ``begin`` up to ``end`` seconds, ``spoken`` seconds of it speech.

    ``loudness`` in LUFS as recorded; ``gain`` in dB is what levelling did to it.
    """

    begin: float
    end: float
    spoken: float
    loudness: float
    gain: float


@dataclass(frozen=True, slots=True)
class Limiting:
    """The limiter's work: the ``deepest`` reduction in dB (0 or less), ``seconds`` reduced by more than 1 dB.

    ``mean`` is the reduction in dB over these seconds, and ``share`` their share of the whole, from 0 to 1.
    """

    deepest: float
    mean: float
    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """The channels as they were recorded. ``dead`` is 0 for left, 1 for right; ``difference`` left over right in dB.

    ``difference`` is None where one of them is digital silence. ``inverted``: each is the other upside down.
    """

    recorded: int
    published: int
    identical: bool
    dead: int | None
    inverted: bool
    difference: float | None


@dataclass(frozen=True, slots=True)
class Blemishes:
    """What is wrong with the samples: runs at a ceiling and the seconds of the first few, offset, dropouts.

    ``offset`` is the greatest mean of a channel, full scale being 1.
    """

    clipped: int
    clips: tuple[float, ...]
    offset: float
    dropouts: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Noise:
    """Loudness in LUFS of the quietest tenth ``before`` and ``after``, and of what is ``spoken``, as recorded."""

    before: float
    after: float
    spoken: float

    @property
    def distance(self) -> float:
        """Give by how many dB speech is over the noise."""
        return self.spoken - self.before


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds of speech, music and pause in the recording, and of silence at its beginning and end."""

    speech: float
    music: float
    pause: float
    leading: float
    trailing: float


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn: a value for each column, the columns being equally long and together the published file.

    Those before are of the recording as it came, but for what was cut out of it. Peaks are factors, ``body`` is the
    root of the mean K-weighted power (a factor too), short-term loudness is in LUFS, gains in dB. ``activity`` is 0
    pause, 1 speech, 2 music, -1 where there is no recording, such as in a sting. Of what is not there, such as the
    loudness of silence, the value is minus infinity (in JSON: null).
    """

    peaks_before: tuple[float, ...]
    peaks_after: tuple[float, ...]
    body_before: tuple[float, ...]
    body_after: tuple[float, ...]
    loudness_before: tuple[float, ...]
    loudness_after: tuple[float, ...]
    levelling: tuple[float, ...]
    limiter: tuple[float, ...]
    activity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SamplePeak:
    """The greatest magnitude of a sample in dBFS, of the recording in the master's channels and of the decoded file."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Theme:
    """The show's intro or outro, heard from ``begin`` up to ``end`` seconds.

    For ``overlap`` seconds it fades against what it meets: the speech, or the bed before it.
    """

    begin: float
    end: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Around:
    """Where the show's sounds round the speech are heard: the ``bed`` from and up to seconds of the whole."""

    intro: Theme | None = None
    outro: Theme | None = None
    bed: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Silence that was left out at a second of the published file, ``seconds`` long, and where it stood.

    It began ``recorded_at`` seconds into the recording, as it came: the time that editors show.
    """

    at: float
    seconds: float
    where: Literal["head", "pause", "tail"]
    recorded_at: float


@dataclass(frozen=True, slots=True)
class Beside:
    """The same sound in another codec than MP3, measured as decoded: ``loudness`` in LUFS, ``true_peak`` in dBTP."""

    codec: Codec
    loudness: float
    true_peak: float


@dataclass(frozen=True, slots=True)
class TrackReport:
    """One speaker's track, ``seconds`` long, ``spoken`` of them its own speaker's, and what was done to it.

    ``loudness`` in LUFS is that of its own speaker as recorded, None where too little was said to tell; ``gain`` in dB
    is what made it as loud as the others. ``silent`` ones were left out. ``clipped`` counts runs of samples at a
    ceiling. ``fader`` and ``gate`` are what it was turned by in dB, in the columns of ``Series``: to be as loud as the
    others, and down while others spoke; minus infinity (in JSON: null) where there is no recording.
    """

    speaker: str
    seconds: float
    spoken: float
    loudness: float | None
    gain: float
    silent: bool
    clipped: int
    cleaned: tuple[CleanStep, ...]
    fader: tuple[float, ...] = ()
    gate: tuple[float, ...] = ()
    untreated: tuple[Untreated, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundReport:
    """A mastering from end to end. All times are seconds of the published file, which lasts ``seconds``.

    The recording, ``recorded`` seconds long, begins at ``shift``. ``gain`` is the static gain in dB. ``cuts`` are what
    was left out of it, ``cleaned`` the steps of its clean-up, ``untreated`` the faults that were found and left,
    ``beside`` what was made besides MP3. Where the recording is a mix of ``tracks``, ``before`` is of the mix, and
    ``gated`` says whether microphones were turned down while their speakers were silent. ``stings`` are from when to
    when the show's sound between parts is heard, ``bed`` from when to when its music is.
    ``one_channel`` is the loudness of a mono master in LUFS as meters tell it that count its channel once, where
    ``after`` counts it for both loudspeakers: 3 dB less. None of a stereo one.
    ``steepest`` is the most by which levelling changes in a second, in dB.
    """

    seconds: float
    recorded: float
    shift: float
    profile: Profile
    before: Loudness
    after: Loudness
    sample_peak: SamplePeak
    one_channel: float | None
    gain: float
    passages: tuple[LevelledPassage, ...]
    limiting: Limiting
    channels: ChannelFacts
    blemishes: Blemishes
    noise: Noise
    heard: Heard
    series: Series
    cuts: tuple[Cut, ...] = ()
    cleaned: tuple[CleanStep, ...] = ()
    untreated: tuple[Untreated, ...] = ()
    beside: tuple[Beside, ...] = ()
    tracks: tuple[TrackReport, ...] = ()
    gated: bool = False
    stings: tuple[Stretch, ...] = ()
    bed: Stretch | None = None
    intro: Theme | None = None
    outro: Theme | None = None
    steepest: float = 0.0

    @property
    def levelled(self) -> Stretch:
        """Give the least and the most that levelling did, to passages or to tracks, in dB."""
        gains = [gain for _, gain in self._turned] or [0.0]
        return min(gains), max(gains)

    @property
    def levelled_by(self) -> float:
        """Give the mean of what levelling did to what is spoken, in dB."""
        whole = sum(spoken for spoken, _ in self._turned)
        return sum(spoken * gain for spoken, gain in self._turned) / whole if whole else 0.0

    @property
    def _turned(self) -> list[tuple[float, float]]:
        """Give the seconds of speech and the gain of each track, or where there are none of each passage."""
        known = (one for one in self.tracks if one.loudness is not None)
        return [(one.spoken, one.gain) for one in (known if self.tracks else self.passages)]
