"""The cut list as a text file: what a producer reads to keep some of the silence that was cut."""

from pipeline.formats.sound.cuts import Listed, cut_list, kept
from pipeline.model.soundreport import SoundReport

NAME = "klipp.txt"
"""The list's name, in the episode's folder."""

_HEAD = """\
Stillheten under er klippet bort. Tidene gjelder opptaket.
Vil du beholde noe av den, kopierer du linjen til høyre inn øverst i episode.toml, eller bytter ut den som står der med
samme nøkkel. Så publiserer du en gang til. Vil du beholde flere pauser, skriver du alle tidene i den samme listen.
Vil du beholde stillheten i begge ender, skriver du trim = false.
"""
_NONE = "Ingenting er klippet bort.\n"
_KEPT = "Dette er valgt fra før: {lines}\n"


def listed(report: SoundReport, spared: tuple[float, ...] = ()) -> str:
    """Give the list: each cut with its times in the recording, and the line that keeps that silence.

    Each line also names the pauses that were ``spared``, so that they stay as they are where it is copied.
    """
    rows = cut_list(report, spared)
    already = kept(report, spared)
    told = _KEPT.format(lines=", ".join(already)) if already else ""
    body = _HEAD + told + "\n" + "".join(map(_row, rows)) if rows else _NONE + told
    return body.replace("\N{NO-BREAK SPACE}", " ")


def _row(cut: Listed) -> str:
    return f"{cut.begin} \N{EN DASH} {cut.end}   {cut.shorter + ' kortere':<16} {cut.where:<12} {cut.keep}\n"
