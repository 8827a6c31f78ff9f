"use strict";
/* How each kind of question is answered: fields that give what was chosen, as the tracker wants it. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /* Mix what stands in the right order, the same way every time, and never into the right order. */
  function mixed(options, seed) {
    const left = options.slice();
    const made = [];
    for (let state = seed * 7919 + 17; left.length; state = (state * 48271) % 2147483647) made.push(left.splice(state % left.length, 1)[0]);
    const same = made.every((option, index) => option === options[index]);
    return same && made.length > 1 ? made.slice(1).concat(made[0]) : made;
  }

  /* single, multiple, true-false: the browser's own fields. */
  function choice({ question, name, language, before }) {
    const type = question.kind === "multiple" ? "checkbox" : "radio";
    const fields = question.options.map((option) => {
      const field = F.make("input", { type, name, value: option.id, id: name + "-" + option.id, checked: before.includes(option.id) });
      return F.make("li", { class: "choice", "data-option": option.id }, [F.make("label", { for: field.id }, [field, F.make("span", { lang: language }, [option.text])])]);
    });
    const list = F.make("ul", { class: "options" }, fields);
    const inputs = Array.from(list.querySelectorAll("input"));
    return {
      element: list,
      chosen: () => inputs.filter((input) => input.checked).map((input) => input.value),
      complete: () => inputs.some((input) => input.checked),
      lock: (on) => inputs.forEach((input) => (input.disabled = on)),
      first: () => inputs.find((input) => input.checked) || inputs[0],
    };
  }

  /* order: moved by buttons, so that keyboard, touch and switch all do. */
  function order({ question, language, before }, t, tell) {
    const there = before.map((id) => question.options.find((option) => option.id === id));
    const whole = there.length === question.options.length && there.every(Boolean);
    const given = whole ? there : mixed(question.options, question.number);
    const list = F.make("ol", { class: "options moved" });
    let locked = false;
    function arrow(item, by, key, sign) {
      const text = item.querySelector(".text").textContent;
      const words = t.part(key, { text });
      return F.make("button", { type: "button", class: "control", "data-by": by, "aria-label": words, title: words, onclick: () => move(item, by) }, [sign]);
    }
    function move(item, by) {
      const items = Array.from(list.children);
      const to = items.indexOf(item) + by;
      if (locked || to < 0 || to >= items.length) return;
      if (by < 0) items[to].before(item);
      else items[to].after(item);
      draw();
      tell(t.part("quiz.moved", { text: { text: item.querySelector(".text").textContent, lang: language }, place: to + 1, total: items.length }));
      const same = item.querySelector('[data-by="' + by + '"]');
      (same.disabled ? item.querySelector('[data-by="' + -by + '"]') : same).focus();
    }
    function draw() {
      Array.from(list.children).forEach((item, index, items) => {
        item.querySelector('[data-by="-1"]').disabled = locked || index === 0;
        item.querySelector('[data-by="1"]').disabled = locked || index === items.length - 1;
      });
    }
    given.forEach((option) => {
      const item = F.make("li", { class: "choice", "data-option": option.id }, [F.make("span", { class: "text", lang: language }, [option.text])]);
      item.append(F.make("span", { class: "arrows" }, [arrow(item, -1, "quiz.up", "↑"), arrow(item, 1, "quiz.down", "↓")]));
      list.append(item);
    });
    draw();
    return {
      element: list,
      chosen: () => Array.from(list.children).map((item) => item.dataset.option),
      complete: () => true,
      lock(on) {
        locked = on;
        draw();
      },
      first: () => list.querySelector("button:not([disabled])"),
    };
  }

  /* match: for each thing a list of what may belong to it. */
  function match({ question, name, language, before }, t) {
    const there = new Map(before.map((pair) => pair.split(".")));
    const matches = mixed(question.options, question.number + 1);
    const rows = question.options.map((option) => {
      const menu = F.make("select", { id: name + "-" + option.id }, [F.make("option", { value: "" }, [t.part("quiz.pick")])]);
      matches.forEach((other) => menu.append(F.make("option", { value: other.id, lang: language }, [other.match])));
      menu.value = there.get(option.id) || "";
      return F.make("li", { class: "choice pair", "data-option": option.id }, [F.make("label", { for: menu.id, lang: language }, [option.text]), menu]);
    });
    const list = F.make("ul", { class: "options" }, rows);
    const menus = Array.from(list.querySelectorAll("select"));
    return {
      element: list,
      chosen: () => menus.map((menu, index) => question.options[index].id + "." + menu.value),
      complete: () => menus.every((menu) => menu.value),
      lock: (on) => menus.forEach((menu) => (menu.disabled = on)),
      first: () => menus.find((menu) => !menu.value) || menus[0],
    };
  }

  /**
   * Give the fields of a question, {element, chosen() → ids, complete(), lock(on), first() → where to begin}, for
   * {question, name, language, before: what was chosen}; `tell` says what has been moved.
   */
  F.answers = function (asked, t, tell) {
    const made = { order, match }[asked.question.kind] || choice;
    return made(asked, t, tell);
  };
})(Fremskritt);
