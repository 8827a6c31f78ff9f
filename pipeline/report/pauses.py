"""The list of pauses that were shortened: what a producer reads to keep one of them."""

from pipeline.formats import timecode
from pipeline.model.audio import Master

NAME = "pauser.txt"
"""The list's name, in the episode's folder."""

_HEAD = """\
Pausene under er kortet ned. Tidene gjelder opptaket.
Vil du beholde noen av dem, skriver du tidene i episode.toml, slik som her, og publiserer en gang til:
keep_pauses = [{example}]

"""
_NONE = "Ingen pauser er kortet ned.\n"


def listed(master: Master, spared: tuple[float, ...] = ()) -> str:
    """Give the list: for each cut the time in the recording, and by how many seconds the pause is shorter.

    Its example also names the pauses that were ``spared``, so that they stay as they are where it is copied.
    """
    cuts = master.timeline.cuts
    if not cuts:
        return _NONE
    rows = [(_clock(begin), f"{end - begin:.1f}".replace(".", ",")) for begin, end in cuts]
    times = sorted({rows[0][0], *map(_clock, spared)})
    head = _HEAD.format(example=", ".join(f'"{at}"' for at in times))
    return head + "".join(f"{at}   {less} s kortere\n" for at, less in rows)


def _clock(seconds: float) -> str:
    return timecode.vtt(seconds)[:8]
