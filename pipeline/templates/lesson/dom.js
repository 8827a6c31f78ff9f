"use strict";
/* Small helps for the scripts that show things: elements made, and values kept on the device. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /* Set an attribute as HTML would have it: true is present, false and null absent. */
  function attribute(element, name, value) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }

  /**
   * Make an element: make("button", {class: "button", type: "button", onclick: f}, ["text", other]). A function is a
   * listener of the event after "on"; text is text, never markup.
   */
  F.make = function (tag, attributes, children) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => {
      const value = attributes[name];
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else attribute(element, name, value);
    });
    (children || []).filter((child) => child !== null && child !== undefined).forEach((child) => element.append(child));
    return element;
  };

  /** Set an element's text where it differs, so that a live region says a thing once. */
  F.say = function (element, text) {
    if (element.textContent !== text) element.textContent = text;
    return element;
  };

  /** Give seconds as a clock does: minutes, colon, seconds. */
  F.clock = function (seconds) {
    const whole = Math.max(0, Math.floor(seconds || 0));
    return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
  };

  /** Give the language in which t says `key`, for the lang attribute of what is said around it. */
  F.tongue = (t, key) => t.lang(key) || t.language;

  /** Give minutes and seconds in words. */
  F.timeWords = function (t, seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const minutes = Math.floor(whole / 60);
    const rest = t("time.seconds", { n: whole % 60 });
    if (!minutes) return rest;
    const first = t("time.minutes", { n: minutes });
    return whole % 60 ? t("time.and", { first, second: rest }) : first;
  };

  /** Give the language to mark a lesson's own words with, or null where the interface speaks the same. */
  F.foreign = function (lesson, t) {
    return F.i18n(lesson.language).language === t.language ? null : lesson.language;
  };

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
