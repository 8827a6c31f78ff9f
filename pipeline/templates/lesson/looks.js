"use strict";
/* How captions look is for those who read them to choose (EN 301 549, 7.1.4): their size and their colours. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const SIZES = ["normal", "large", "largest"];
  const COLOURS = ["white", "yellow", "black"];

  /* A list of `values`; the one that is chosen stands as data-cues-<name> on the player, where the style finds it. */
  function list(frame, player, name, values, t) {
    const key = "cues-" + name;
    const menu = F.make("select", { class: "control" });
    values.forEach((value) => menu.append(F.make("option", { value }, [t.part("player.looks." + value)])));
    menu.value = values.includes(player.choices[key]) ? player.choices[key] : values[0];
    const apply = () => frame.setAttribute("data-" + key, menu.value);
    menu.addEventListener("change", () => {
      player.remember({ [key]: menu.value });
      apply();
    });
    apply();
    return F.make("label", {}, [F.make("span", {}, [t.part("player.looks." + name)]), menu]);
  }

  /** Give the button that opens the choices of how captions look, and the box they stand in. */
  F.looks = function (frame, player, lesson, t) {
    const lists = [list(frame, player, "size", SIZES, t), list(frame, player, "colours", COLOURS, t)];
    const box = F.make("div", { class: "looks", id: lesson.id + "-tekstvalg", role: "group", "aria-label": t.part("player.looks"), hidden: true }, lists);
    const button = F.make("button", { type: "button", class: "control words", "aria-expanded": "false", "aria-controls": box.id, "aria-label": t.part("player.looks"), title: t.part("player.looks") }, [F.make("span", { "aria-hidden": "true" }, ["Aa"])]);
    button.addEventListener("click", () => {
      box.hidden = !box.hidden;
      button.setAttribute("aria-expanded", String(!box.hidden));
    });
    return { button, box };
  };
})(Fremskritt);
