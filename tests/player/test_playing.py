"""The video's own controls: buttons, slider, speed, sound and full screen, by mouse and by keyboard alone."""

import pytest
from playwright.sync_api import Page, Route, expect

from browser import NewPage, until
from player.conftest import Open

FOCUSED = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"


def test_our_controls_take_the_place_of_the_browsers(opened: Open) -> None:
    stage = opened().ready()
    assert stage.video("controls") is False
    assert (stage.video("paused"), stage.time()) == (True, 0)
    expect(stage.section.get_by_role("group", name="Avspiller")).to_be_visible()


def test_without_scripts_the_browsers_own_remain(new_page: NewPage, address: str) -> None:
    page = new_page(scripts=False)
    page.goto(address + "index.html")
    expect(page.locator("video[controls]")).to_have_count(3)
    expect(page.locator(".controls")).to_have_count(0)


def test_a_button_plays_and_pauses_and_says_which(opened: Open) -> None:
    stage = opened().ready()
    stage.button("Spill av").click()
    until(stage.page, "document.querySelector('.shown video').currentTime > 0.3")
    stage.button("Stopp").click()
    expect(stage.button("Spill av")).to_be_visible()
    stage.section.locator("video").click()
    expect(stage.button("Stopp")).to_be_visible()


def test_ten_seconds_back_and_forward_stay_within_the_video(opened: Open) -> None:
    stage = opened().ready()
    stage.button("10 sekunder frem").click()
    until(stage.page, "document.querySelector('.shown video').ended")
    assert stage.time() == pytest.approx(6, abs=0.1)
    stage.button("10 sekunder tilbake").click()
    assert stage.time() == 0


def test_the_slider_is_moved_by_keys_and_says_where_it_is(opened: Open) -> None:
    stage = opened().ready()
    slider = stage.section.get_by_role("slider", name="Sted i videoen")
    expect(slider).to_have_attribute("aria-valuetext", "0 sekunder av 6 sekunder, Velkommen")
    slider.focus()
    stage.page.keyboard.press("ArrowRight")
    assert stage.time() == 5
    expect(slider).to_have_attribute("aria-valuetext", "5 sekunder av 6 sekunder, Brukeren først")
    stage.page.keyboard.press("ArrowLeft")
    assert stage.time() == 0
    stage.page.keyboard.press("End")
    assert stage.time() == pytest.approx(6, abs=0.1)
    expect(stage.section.locator(".time")).to_have_text("0:06 / 0:06")


def test_the_slider_is_moved_by_a_mouse(opened: Open) -> None:
    stage = opened().ready()
    stage.section.locator("input.position").click()  # in its middle
    assert stage.time() == pytest.approx(3, abs=0.3)


def test_chapters_are_marked_on_the_slider_and_lead_to_their_place(opened: Open) -> None:
    stage = opened().ready()
    chapters = stage.section.get_by_role("navigation", name="Kapitler")
    assert chapters.locator("[aria-current]").all_inner_texts() == ["0:00\nVelkommen"]
    expect(stage.section.locator(".starts span")).to_have_count(1)
    chapters.get_by_role("button", name="Brukeren først").click()
    until(stage.page, "document.querySelector('.shown video').currentTime > 3.1")
    assert stage.video("paused") is False
    assert chapters.locator("[aria-current]").all_inner_texts() == ["0:03\nBrukeren først"]


def test_speed_is_chosen_and_remembered_on_the_device(opened: Open) -> None:
    stage = opened().fast()
    assert stage.video("playbackRate") == 2
    stage.page.reload()
    assert stage.ready().video("playbackRate") == 2
    assert stage.section.get_by_label("Hastighet").input_value() == "2"


def test_sound_is_turned_down_off_and_on(opened: Open) -> None:
    stage = opened().ready()
    volume = stage.section.get_by_role("slider", name="Lydstyrke")
    volume.focus()
    stage.page.keyboard.press("Home")
    assert stage.video("volume") == 0
    expect(volume).to_have_attribute("aria-valuetext", "0 prosent")
    stage.button("Slå på lyden").click()
    assert (stage.video("muted"), stage.video("volume") != 0) == (False, True)
    stage.button("Slå av lyden").click()
    assert stage.video("muted") is True
    volume.focus()
    stage.page.keyboard.press("End")
    assert (stage.video("muted"), stage.video("volume")) == (False, 1)


def test_the_whole_player_fills_the_screen(opened: Open) -> None:
    stage = opened().ready()
    stage.button("Fullskjerm").click()
    until(stage.page, "document.fullscreenElement && document.fullscreenElement.matches('[data-player]')")
    expect(stage.button("Avslutt fullskjerm")).to_be_in_viewport()
    stage.button("Avslutt fullskjerm").click()
    until(stage.page, "!document.fullscreenElement")
    expect(stage.button("Fullskjerm")).to_be_visible()


FORBIDDEN = """for (const name of ["fullscreenEnabled", "webkitFullscreenEnabled"])
  Object.defineProperty(Document.prototype, name, { get: () => false });"""
IPAD = f"""{FORBIDDEN}
Object.defineProperty(HTMLMediaElement.prototype, "volume", {{ get: () => 1, set() {{}} }});
HTMLVideoElement.prototype.webkitEnterFullscreen = function () {{ window.entered = this; }};"""


def test_a_platform_with_its_own_full_screen_and_sound_uses_them(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(IPAD)
    page.goto(address + "index.html#leksjon_1")
    page.get_by_role("button", name="Fullskjerm").click()
    assert page.evaluate("window.entered === document.querySelector('.shown video')")
    assert page.get_by_role("slider", name="Lydstyrke").count() == 0
    expect(page.get_by_role("button", name="Slå av lyden")).to_be_visible()


def test_nothing_promises_a_full_screen_that_the_frame_forbids(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(FORBIDDEN)
    page.goto(address + "index.html#leksjon_1")
    expect(page.get_by_role("button", name="Spill av", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Fullskjerm").count() == 0


def test_letters_work_inside_the_player(opened: Open) -> None:
    stage = opened().ready()
    stage.button("Spill av").focus()
    stage.page.keyboard.press("ArrowRight")
    assert stage.time() == 5
    stage.page.keyboard.press("j")
    assert stage.time() == 0
    stage.page.keyboard.press("l")
    until(stage.page, "document.querySelector('.shown video').ended")
    stage.page.keyboard.press("j")
    stage.page.keyboard.press("k")
    assert stage.video("paused") is False
    stage.page.keyboard.press("k")
    stage.page.keyboard.press("m")
    stage.page.keyboard.press("c")
    assert (stage.video("paused"), stage.video("muted")) == (True, True)
    expect(stage.button("Teksting")).to_have_attribute("aria-pressed", "true")


def test_letters_do_nothing_elsewhere_nor_in_lists_nor_with_other_keys(opened: Open) -> None:
    stage = opened().ready()
    stage.section.locator("h2").focus()
    stage.page.keyboard.press("k")
    stage.section.get_by_label("Hastighet").focus()
    stage.page.keyboard.press("k")
    stage.button("Teksting").focus()
    stage.page.keyboard.press("Control+m")
    assert (stage.video("paused"), stage.video("muted")) == (True, False)


def test_keys_alone_reach_every_control_and_leave_the_player(opened: Open) -> None:
    stage = opened().ready()
    stage.section.get_by_role("slider", name="Sted i videoen").focus()
    reached = []
    for _ in range(30):
        stage.page.keyboard.press("Tab")
        if not stage.page.evaluate("!!document.activeElement.closest('[data-player]')"):
            break
        reached.append(stage.page.evaluate(FOCUSED))
    wanted = {"Spill av", "10 sekunder tilbake", "10 sekunder frem", "Teksting", "Hastighet", "Lydstyrke", "Fullskjerm"}
    assert wanted <= set(reached)
    assert stage.page.evaluate(FOCUSED) == "Søk i teksten"


def hide_video(page: Page) -> None:
    page.route("**/*.mp4", lambda route: route.abort())


def test_a_video_that_fails_says_so_and_is_tried_again(new_page: NewPage, address: str) -> None:
    page = new_page()
    hide_video(page)
    page.goto(address + "index.html#leksjon_1")
    alert = page.get_by_role("alert").filter(has_text="Videoen kan ikke spilles av akkurat nå")
    expect(alert).to_be_visible()
    page.unroute("**/*.mp4")
    page.get_by_role("button", name="Prøv igjen").click()
    until(page, "document.querySelector('.shown video').currentTime > 0.2")
    expect(alert).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('.controls') !== null")


def test_waiting_for_the_video_is_told(new_page: NewPage, address: str) -> None:
    page = new_page()
    held: list[Route] = []
    page.route("**/*.mp4", lambda route: held.append(route) if len(held) < 1 else route.continue_())
    page.goto(address + "index.html#leksjon_1")
    page.get_by_role("button", name="Spill av", exact=True).click()
    status = page.locator(".shown .loading")
    expect(status).not_to_be_empty()
    assert status.get_attribute("role") == "status"
    held[0].continue_()
    until(page, "document.querySelector('.shown video').currentTime > 0.2")
    expect(status).to_be_empty()
