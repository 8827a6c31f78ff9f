"""Stretches of a stream, joined: a part of a filter graph, in flat memory whatever the number of stretches."""

from collections.abc import Sequence

Samples = tuple[int, int | None]
"""From and up to; None is the end."""

_FRAMES = "asetnsamples=n=16384:p=0"
"""Every frame is shown to every stretch, so there should be few."""


def joined(kept: Sequence[Samples], fade: int, label: str) -> str:
    """Give the filters that play ``kept``, in their order, fading over ``fade`` samples where something was cut.

    ``label`` begins the names of the links inside. A stretch lets nothing pass but its own frames, and they come in the
    order in which they are played, so none has to wait.
    """
    chains = [_stretch(first, last, fade) for first, last in kept]
    if len(chains) == 1:
        return chains[0]
    heads = "".join(f"[{label}{number}]" for number in range(len(chains)))
    tails = "".join(f"[{label}{number}cut]" for number in range(len(chains)))
    cuts = (f"[{label}{number}]{chain}[{label}{number}cut]" for number, chain in enumerate(chains))
    return ";".join([f"{_FRAMES},asplit={len(chains)}{heads}", *cuts, f"{tails}concat=n={len(chains)}:v=0:a=1"])


def _stretch(first: int, last: int | None, fade: int) -> str:
    end = "" if last is None else f":end_sample={last}"
    steps = [f"atrim=start_sample={first}{end}", "asetpts=N"]
    steps += [f"afade=t=in:ns={fade}"] if first else []
    steps += [f"afade=t=out:ss={last - first - fade}:ns={fade}"] if last is not None else []
    return ",".join(steps)
