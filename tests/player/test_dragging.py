"""The slider that is dragged through a playing video: not a second of it is watched thereby."""

from player.conftest import Open

DRAG = """async (slider) => {
  const began = performance.now();
  for (let at = 0; at < 11; at += 0.5) {
    slider.value = at;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 40));
  }
  return (performance.now() - began) / 1000;
}"""


def test_to_drag_is_not_to_watch(opened: Open, longer: str) -> None:
    stage = opened("leksjon_1", longer).ready()
    stage.button("Spill av").click()
    took = float(stage.section.locator("input.position").evaluate(DRAG))
    stage.section.locator("[data-player] .row button").first.click()
    stage.page.wait_for_timeout(200)
    assert stage.time() >= 10
    assert stage.distinct() <= took + 1
