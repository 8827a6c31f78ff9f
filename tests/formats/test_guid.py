from uuid import UUID

import pytest

from pipeline.formats.guid import episode_guid, podcast_guid

SHOW = "917393e3-1b1e-5cef-ace4-edaa54e1f810"


@pytest.mark.parametrize(
    ("address", "guid"),
    [
        ("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_vectors_of_the_specification(address: str, guid: str) -> None:
    assert podcast_guid(address) == guid


def test_an_episode_keeps_its_guid_and_none_is_used_twice() -> None:
    first = episode_guid(SHOW, "ki", frozenset())
    again = episode_guid(SHOW, "ki", frozenset({first}))
    third = episode_guid(SHOW, "ki", frozenset({first, again}))
    assert first == episode_guid(SHOW, "ki", frozenset({"another"})) == "2e3804c8-1d89-589d-9fa5-58a96a0fd908"
    assert len({first, again, third, episode_guid(SHOW, "velferd", frozenset())}) == 4
    assert {UUID(guid).version for guid in (first, again, third)} == {5}


def test_a_show_guid_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="UUID"):
        episode_guid("fremskritt", "ki", frozenset())
