"""Questions of every kind: answered by mouse and by keyboard, told what was right, tried again, and remembered."""

import pytest
from playwright.sync_api import Locator, expect

from player.conftest import Open
from player.stage import Stage


def choose(stage: Stage, name: str, *options: str) -> None:
    for option in options:
        stage.question(name).get_by_label(option, exact=True).check()


def pair(stage: Stage, first: str, second: str) -> None:
    stage.question("q_5").get_by_label("Innbygger").select_option(label=first)
    stage.question("q_5").get_by_label("Folkevalgt").select_option(label=second)


def rightly(stage: Stage) -> None:
    """Move Behov, Forsøk, Måling into that order, by the buttons."""
    question = stage.question("q_4")
    for place, text in enumerate(("Behov", "Forsøk", "Måling")):
        while question.locator(".text").all_inner_texts().index(text) > place:
            question.get_by_role("button", name=f"Flytt opp: {text}").click()


def check(stage: Stage, name: str) -> Locator:
    """Ask for the verdict, and give it."""
    stage.question(name).get_by_role("button", name="Sjekk svaret").click()
    return stage.question(name).locator(".verdict")


def attempts(stage: Stage, name: str) -> object:
    return stage.tracker(f"answerOf('{name}')")


def test_a_wrong_answer_is_told_by_words_and_by_a_sign(opened: Open) -> None:
    stage = opened()
    choose(stage, "q_1", "Nye datamaskiner")
    verdict = check(stage, "q_1")
    expect(verdict).to_have_text("Ikke helt riktig. Ikke helt.")
    expect(verdict).to_be_focused()
    assert verdict.get_attribute("role") == "status"
    said = stage.question("q_1").locator(".said")
    assert said.all_inner_texts() == ["Ikke riktig. Nei, utstyret er bare et hjelpemiddel."]
    sign = said.locator(".mark").evaluate("(one) => getComputedStyle(one, '::before').content")
    assert "✗" in sign
    expect(stage.question("q_1").locator("input:disabled")).to_have_count(2)


def test_it_is_tried_again_until_it_is_right(opened: Open) -> None:
    stage = opened()
    choose(stage, "q_1", "Nye datamaskiner")
    check(stage, "q_1")
    stage.question("q_1").get_by_role("button", name="Prøv igjen").click()
    expect(stage.question("q_1").get_by_label("Nye datamaskiner", exact=True)).to_be_focused()
    expect(stage.question("q_1").locator(".said")).to_have_count(0)
    choose(stage, "q_1", "Måten vi jobber på")
    expect(check(stage, "q_1")).to_have_text("Riktig. Riktig.")
    assert stage.question("q_1").get_by_role("button").filter(visible=True).count() == 0
    assert attempts(stage, "q_1") == {"chosen": ["svar_b"], "right": True, "attempts": 2}


def test_nothing_chosen_is_no_answer(opened: Open) -> None:
    stage = opened()
    expect(check(stage, "q_1")).to_have_text("Velg et svar først.")
    expect(stage.question("q_1").locator("input").first).to_be_focused()
    stage.question("q_5").get_by_label("Innbygger").select_option(index=1)
    expect(check(stage, "q_5")).to_have_text("Velg noe for hver av dem først.")
    expect(stage.question("q_5").get_by_label("Folkevalgt")).to_be_focused()
    assert (attempts(stage, "q_1"), attempts(stage, "q_5")) == (None, None)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (("Brukerne", "De ansatte"), "Riktig."),
        (("Brukerne",), "Ikke helt riktig."),
        (("Brukerne", "Ingen"), "Ikke helt riktig."),
    ],
)
def test_several_answers_are_right_only_together(opened: Open, chosen: tuple[str, ...], told: str) -> None:
    stage = opened()
    choose(stage, "q_2", *chosen)
    expect(check(stage, "q_2")).to_have_text(told)
    assert len(stage.question("q_2").locator(".said").all()) == len(chosen)


def test_true_or_false(opened: Open) -> None:
    stage = opened()
    choose(stage, "q_3", "Usant")
    expect(check(stage, "q_3")).to_have_text("Riktig.")


def test_an_order_begins_mixed_and_is_made_by_keys_alone(opened: Open) -> None:
    stage = opened()
    question = stage.question("q_4")
    texts = question.locator(".text")
    begun = texts.all_inner_texts()
    assert begun != ["Behov", "Forsøk", "Måling"]
    question.get_by_role("button", name=f"Flytt opp: {begun[1]}").focus()
    stage.page.keyboard.press("Enter")
    assert texts.all_inner_texts() == [begun[1], begun[0], begun[2]]
    expect(question.locator(".unseen[role=status]")).to_have_text(f"{begun[1]} er nå nummer 1 av 3.")
    expect(question.get_by_role("button", name=f"Flytt ned: {begun[1]}")).to_be_focused()
    rightly(stage)
    expect(check(stage, "q_4")).to_have_text("Riktig.")
    assert question.locator(".said").all_inner_texts() == ["Riktig."] * 3


def test_a_wrong_order_tells_which_stand_right(opened: Open) -> None:
    stage = opened()
    rightly(stage)
    stage.question("q_4").get_by_role("button", name="Flytt ned: Forsøk").click()
    expect(check(stage, "q_4")).to_have_text("Ikke helt riktig.")
    assert stage.question("q_4").locator(".said").all_inner_texts() == ["Riktig.", "Ikke riktig.", "Ikke riktig."]


def test_pairs_are_told_one_by_one(opened: Open) -> None:
    stage = opened()
    pair(stage, "Bruker tjenesten", "Bruker tjenesten")
    expect(check(stage, "q_5")).to_have_text("Ikke helt riktig.")
    assert stage.question("q_5").locator(".said").all_inner_texts() == ["Riktig.", "Ikke riktig."]
    stage.question("q_5").get_by_role("button", name="Prøv igjen").click()
    pair(stage, "Bruker tjenesten", "Bestemmer målene")
    expect(check(stage, "q_5")).to_have_text("Riktig.")


def test_answers_are_there_when_one_comes_back(opened: Open) -> None:
    stage = opened()
    choose(stage, "q_1", "Nye datamaskiner")
    check(stage, "q_1")
    rightly(stage)
    check(stage, "q_4")
    pair(stage, "Bestemmer målene", "Bruker tjenesten")
    check(stage, "q_5")
    stage.page.reload()
    expect(stage.question("q_1").get_by_label("Nye datamaskiner", exact=True)).to_be_checked()
    expect(stage.question("q_1").locator(".verdict")).to_have_text("Ikke helt riktig. Ikke helt.")
    assert stage.question("q_4").locator(".text").all_inner_texts() == ["Behov", "Forsøk", "Måling"]
    expect(stage.question("q_5").get_by_label("Innbygger")).to_have_value("svar_b")
    expect(stage.question("q_1").get_by_role("button", name="Prøv igjen")).to_be_visible()
    assert stage.page.evaluate("document.activeElement === document.body")


def answer_all(stage: Stage) -> None:
    choose(stage, "q_1", "Nye datamaskiner")
    choose(stage, "q_2", "Ingen")
    choose(stage, "q_3", "Usant")
    rightly(stage)
    pair(stage, "Bruker tjenesten", "Bestemmer målene")
    for number in range(1, 6):
        check(stage, f"q_{number}")


def test_the_sum_tells_what_is_right_and_what_it_takes(opened: Open) -> None:
    stage = opened()
    told = stage.section.locator(".sum")
    expect(told).to_have_text("Du har svart på 0 av 5 spørsmål. For å bestå må 70 prosent være riktig.")
    answer_all(stage)
    expect(told).to_contain_text("Du har svart på 5 av 5 spørsmål. 3 av 5 er riktige.")
    expect(told).to_contain_text("Du kan prøve igjen på dem som ble feil.")
    stage.question("q_2").get_by_role("button", name="Prøv igjen").click()
    stage.question("q_2").get_by_label("Ingen").uncheck()
    choose(stage, "q_2", "Brukerne", "De ansatte")
    check(stage, "q_2")
    expect(told).to_have_text("Du har svart på 5 av 5 spørsmål. 4 av 5 er riktige. Du har bestått.")
    assert told.get_attribute("role") == "status"


def test_who_may_answer_once_only_is_told_the_answer(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy)
    answer_all(stage)
    assert stage.section.get_by_role("button", name="Prøv igjen").filter(visible=True).count() == 0
    expect(stage.question("q_1").locator(".verdict")).to_contain_text("Riktig svar: Måten vi jobber på")
    expect(stage.question("q_2").locator(".verdict")).to_contain_text("Riktig svar: Brukerne; De ansatte")
    expect(stage.section.locator(".sum")).to_contain_text("For å bestå måtte 70 prosent være riktig.")


def test_no_answer_is_shown_before_it_is_asked_for(opened: Open) -> None:
    stage = opened()
    expect(stage.section.locator("[data-quiz] .said, [data-quiz] .good, [data-quiz] .bad")).to_have_count(0)
    expect(stage.section.locator("[data-quiz] :checked:not(option)")).to_have_count(0)
