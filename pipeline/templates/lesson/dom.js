"use strict";
/* Small helps for the scripts that show things: elements made, and values kept on the device. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /* Set an attribute as HTML would have it: true is present, false and null absent. */
  function attribute(element, name, value) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }

  const isPart = (said) => Boolean(said) && typeof said === "object" && said.text !== undefined && !said.nodeType;
  const plain = (said) => (Array.isArray(said) ? said.map(plain).join("") : isPart(said) ? said.text : String(said));

  /* What stands in an element: of a text in one language, its values may be in others. */
  function pieces(said) {
    if (!isPart(said)) return [said];
    return (said.pieces || [said.text]).map((piece) => (isPart(piece) ? piece.lang ? F.make("span", { lang: piece.lang }, [piece]) : piece.text : String(piece)));
  }

  const node = (said) => (isPart(said) && said.lang ? [F.make("span", { lang: said.lang }, pieces(said))] : pieces(said));

  /** Name an element by attributes: `part` as its label, and as its title where there is one. What stands in it keeps its
   * own language. */
  F.name = function (element, part, names) {
    (names || ["aria-label"]).forEach((name) => element.setAttribute(name, part.text));
    if (!part.lang) return element;
    element.lang = part.lang;
    Array.from(element.children).filter((child) => !child.lang).forEach((child) => (child.lang = part.around));
    return element;
  };

  /**
   * Make an element: make("button", {class: "button", type: "button", onclick: f}, ["text", other]). A function is a
   * listener of the event after "on"; text is text, never markup; a part of t (i18n.js) is marked with its language.
   */
  F.make = function (tag, attributes, children) {
    const element = document.createElement(tag);
    const names = [];
    Object.keys(attributes || {}).forEach((name) => {
      const value = attributes[name];
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (isPart(value)) names.push(name);
      else attribute(element, name, value);
    });
    const inside = (children || []).filter((child) => child !== null && child !== undefined);
    if (inside.length === 1 && isPart(inside[0])) F.say(element, inside[0]);
    else inside.forEach((child) => element.append(...node(child)));
    names.forEach((name) => F.name(element, attributes[name], [name]));
    return element;
  };

  /** Set an element's text where it differs, so that a live region says a thing once: a string, a part of t, or a list. */
  F.say = function (element, said) {
    if (element.textContent !== plain(said)) {
      element.textContent = "";
      element.append(...(isPart(said) ? pieces(said) : [].concat(...[].concat(said).map(node))));
    }
    if (isPart(said) && said.lang) element.lang = said.lang;
    else if (element.lang && said.around) element.lang = said.around;
    return element;
  };

  /** Give seconds as a clock does: minutes, colon, seconds. */
  F.clock = function (seconds) {
    const whole = Math.max(0, Math.floor(seconds || 0));
    return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
  };

  F.timeKeys = ["time.minutes", "time.seconds", "time.and"];

  /** Give minutes and seconds in words, by F.timeKeys. */
  F.timeWords = function (t, seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const minutes = Math.floor(whole / 60);
    const rest = t("time.seconds", { n: whole % 60 });
    if (!minutes) return rest;
    const first = t("time.minutes", { n: minutes });
    return whole % 60 ? t("time.and", { first, second: rest }) : first;
  };

  /** Give the language to mark a lesson's own words with, or null where what is around them is in the same. */
  F.foreign = (lesson, t) => (lesson.language === t.around ? null : lesson.language);

  /* Access alone may throw, where a frame's storage is forbidden. */
  function storageOf(win) {
    try {
      return win.localStorage || null;
    } catch (error) {
      return null;
    }
  }

  /**
   * Keep a value of a course and a learner on this device, and nowhere else: read() → value or null, write(value) →
   * whether it was kept (null removes it). Where `kept` is false, as in a preview, nothing is written at all.
   */
  F.device = function (course, learner, name, win, kept) {
    const storage = kept === false ? null : storageOf(win);
    const who = [0, 0x9e3779b9].map((seed) => F.formats.hash(learner, seed).toString(16).padStart(8, "0")).join("");
    const key = ["fremskritt", course.id, who, name].join(".");

    function read() {
      try {
        return JSON.parse((storage && storage.getItem(key)) || "null");
      } catch (error) {
        return null;
      }
    }

    function write(value) {
      try {
        if (!storage) return false;
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
        return true;
      } catch (error) {
        return false; /* full, or forbidden */
      }
    }

    return { key, read, write };
  };
})(Fremskritt);
