"""Stretches of a stream, joined: a part of a filter graph, in flat memory whatever the number of stretches."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

Samples = tuple[int, int | None]
"""From and up to; None is the end."""

FRAMES = "asetnsamples=n=16384:p=0"
"""Every frame is shown to every stretch, so there should be few."""


def joined(kept: Sequence[Samples], fade: int, label: str) -> str:
    """Give the filters that play ``kept``, in their order, as many samples as that are.

    Where two meet, what followed the first fades out while what led to the second fades in, at constant power: over
    ``fade`` samples on both sides of the join, so what was cut between them must be as long. The first and the last
    fade over ``fade`` where something was cut before and after them. ``label`` begins the names of the links inside.

    Nothing passes a stretch but its own frames, and they come in the order in which they are played, so no more has to
    wait than half of a crossfade.
    """
    if len(kept) == 1:
        return _stretch(*kept[0], fade, fade)
    chains = [*_bodies(kept, fade)]
    crossings = [
        cross for (_, end), (begin, _) in pairwise(kept) if end is not None for cross in _crossing(end, begin, fade)
    ]
    return _graph(chains, crossings, label)


def _bodies(kept: Sequence[Samples], fade: int) -> Iterator[str]:
    """Give what is played of each stretch by itself."""
    last = len(kept) - 1
    for number, (begin, end) in enumerate(kept):
        first = begin + fade if number else begin
        until = end - fade if end is not None and number < last else end
        yield _stretch(first, until, 0 if number else fade, fade if number == last else 0)


def _crossing(end: int, begin: int, fade: int) -> tuple[str, str]:
    """Give both sides of a crossfade."""
    return (
        f"atrim=start_sample={end - fade}:end_sample={end + fade},asetpts=N,afade=t=out:ns={2 * fade}:curve=qsin",
        f"atrim=start_sample={begin - fade}:end_sample={begin + fade},asetpts=N,afade=t=in:ns={2 * fade}:curve=qsin",
    )


def _graph(bodies: Sequence[str], sides: Sequence[str], label: str) -> str:
    """Give the graph in which bodies and crossfades take turns; ``sides`` are the crossfades', two each."""
    chains = [*bodies, *sides]
    names = [f"{label}{number}" for number in range(len(chains))]
    cut = [f"[{name}]{chain}[{name}cut]" for name, chain in zip(names, chains, strict=True)]
    pairs = [*zip(names[len(bodies) :: 2], names[len(bodies) + 1 :: 2], strict=True)]
    mixed = [f"[{a}cut][{b}cut]amix=inputs=2:normalize=0[{a}x]" for a, b in pairs]
    played = "".join(f"[{name}cut][{a}x]" for name, (a, _) in zip(names, pairs, strict=False))
    whole = f"{played}[{names[len(bodies) - 1]}cut]concat=n={len(bodies) + len(pairs)}:v=0:a=1"
    return ";".join([f"{FRAMES},asplit={len(chains)}" + "".join(f"[{name}]" for name in names), *cut, *mixed, whole])


def _stretch(first: int, last: int | None, fade_in: int, fade_out: int) -> str:
    end = "" if last is None else f":end_sample={last}"
    steps = [f"atrim=start_sample={first}{end}", "asetpts=N"]
    steps += [f"afade=t=in:ns={fade_in}"] if first and fade_in else []
    steps += [f"afade=t=out:ss={last - first - fade_out}:ns={fade_out}"] if last is not None and fade_out else []
    return ",".join(steps)
