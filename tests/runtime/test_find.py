"""Where the LMS is looked for: the frames above, then above who opened them, whoever they belong to."""

import pytest

from runtime.node import Json, Node

TOP = {"parent": "top", "top": "top"}


def find(node: Node, name: str = "API", **windows: Json) -> Json:
    return node.ask("pure", "find", windows, name)


def sco(parent: str = "top", **more: Json) -> dict[str, Json]:
    return {"parent": parent, "top": "top", **more}


@pytest.mark.parametrize("name", ["API", "API_1484_11"])
def test_in_the_frame_above(process: Node, name: str) -> None:
    assert find(process, name, sco=sco(), top={**TOP, "api": "lms"}) == {"where": "parent 1", "api": "lms"}


def test_in_our_own_window(process: Node) -> None:
    assert find(process, sco=sco(api="own"), top=TOP) == {"where": "parent", "api": "own"}


def test_the_nearest_comes_first(process: Node) -> None:
    found = find(
        process, sco=sco("near"), near={"parent": "top", "top": "top", "api": "near"}, top={**TOP, "api": "far"}
    )
    assert found["api"] == "near"


def test_above_a_frame_of_another_site(process: Node) -> None:
    foreign = {"parent": "top", "top": "top", "foreign": True}
    found = find(process, sco=sco("foreign"), foreign=foreign, top={**TOP, "api": "lms"})
    assert found == {"where": "parent 2", "api": "lms"}


def test_above_the_window_that_opened_us(process: Node) -> None:
    windows: Json = {
        "sco": {"parent": "sco", "top": "sco", "opener": "player"},
        "player": {"parent": "top", "top": "top"},
        "top": {**TOP, "api": "lms"},
    }
    assert find(process, **windows) == {"where": "opener 1", "api": "lms"}


def test_above_the_window_that_opened_the_outermost_frame(process: Node) -> None:
    windows: Json = {
        "sco": sco(),
        "top": {**TOP, "opener": "course"},
        "course": {"parent": "course", "top": "course", "api": "lms"},
    }
    assert find(process, **windows) == {"where": "top opener", "api": "lms"}


def test_nowhere_and_without_end(process: Node) -> None:
    assert find(process, sco=sco(), top=TOP) is None
    assert find(process, sco={"parent": "other", "top": "other"}, other={"parent": "sco", "top": "sco"}) is None
    everything_foreign = {"parent": "top", "top": "top", "foreign": True}
    assert find(process, sco=sco(), top=everything_foreign) is None
