import pytest

from pipeline.formats.transcript.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hei. Og velkommen!", ["Hei.", "Og velkommen!"]),
        ("Vi har f.eks. Oslo. Og Bergen.", ["Vi har f.eks. Oslo.", "Og Bergen."]),
        ("Det sier St.meld. 5 … Ja.» «Nei.", ["Det sier St.meld. 5 …", "Ja.»", "«Nei."]),
        ("", []),
    ],
)
def test_abbreviations_end_no_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["f.eks. Og ", ".", ". ", '."»)', " ", "«"])
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    text = "." + piece * (400_000 // len(piece))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
