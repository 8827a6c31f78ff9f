"""Any target that can be asked for is kept on real recordings, or refused with one that can be."""

import re
from pathlib import Path

import pytest

from mastering.second import read
from mastering.sound import mastered_under
from mastering.test_faults import ADA
from pipeline.errors import ContentError
from pipeline.model.audio import Profile
from pipeline.workspace.schema.mastering import LOUDEST, SOFTEST
from samples import ROOT

TELESCOPE = ROOT / "episodes/et-romteleskop-tar-form/recording.mp4"


@pytest.mark.parametrize("recording", [ADA, TELESCOPE], ids=lambda path: path.parent.name)
@pytest.mark.parametrize("loudness", [SOFTEST, -27, -23, -18, -14, LOUDEST])
def test_the_contract_holds_from_the_softest_target_to_the_loudest(
    loudness: float, recording: Path, tmp_path: Path, figures: list[str]
) -> None:
    master = mastered_under(Profile(loudness=loudness), recording, tmp_path / "work")
    found = read(master.audio.path)
    figures.append(f"asked for {loudness}: {found.integrated:.2f} LUFS, {found.true_peak:.2f} dBTP")
    assert found.keeps(loudness)


def test_a_target_without_room_is_refused_and_the_one_that_is_named_instead_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="after 6 tries") as caught:
        mastered_under(Profile(loudness=-12, true_peak=-6), ADA, tmp_path / "refused")
    named = re.search(r"ask for less, such as loudness = (-\d+)$", caught.value.hint)
    assert named
    master = mastered_under(Profile(loudness=float(named[1]), true_peak=-6), ADA, tmp_path / "kept")
    assert master.after.integrated == pytest.approx(float(named[1]), abs=0.2)
    assert master.after.true_peak <= -6
