"use strict";
/* The learner's state on the device: what an LMS lost is found again at the next launch, in the web copy it is the store.
   `proven` is the highest revision that an LMS has given back: an LMS that had it and has nothing now was reset. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /* Access alone may throw: in a frame of another site storage can be forbidden. */
  function storageOf(win) {
    try {
      return win.localStorage || null;
    } catch (error) {
      return null;
    }
  }

  /** The key of a course (or a lesson alone) and a learner, who is not to be read from it. */
  function keyOf(course, learner) {
    const scope = course.scope === "lesson" ? "." + course.lessons[0].id : "";
    const hex = [0, 0x9e3779b9].map((seed) => F.formats.hash(learner, seed).toString(16).padStart(8, "0"));
    return "fremskritt." + course.id + scope + "." + hex.join("");
  }

  function parse(text) {
    try {
      const value = JSON.parse(text);
      return { state: String(value.state || ""), proven: Number(value.proven) || 0 };
    } catch (error) {
      return { state: "", proven: 0 };
    }
  }

  /** Open the journal: read() → {state, proven}, write(state, proven) → whether it was kept, listen(callback). */
  function journal(course, win, learner) {
    const key = keyOf(course, learner);
    const storage = storageOf(win);

    function read() {
      try {
        return parse((storage && storage.getItem(key)) || "{}");
      } catch (error) {
        return parse("{}");
      }
    }

    function write(state, proven) {
      try {
        if (storage) storage.setItem(key, JSON.stringify({ state, proven }));
        return Boolean(storage);
      } catch (error) {
        return false; /* full, or forbidden */
      }
    }

    /* Another tab wrote: nothing is written in answer, so two tabs cannot set each other going. */
    function listen(callback) {
      win.addEventListener("storage", (event) => {
        if (event.key === key && event.newValue) callback(parse(event.newValue).state);
      });
    }

    return { key, read, write, listen };
  }

  F.journal = journal;
})(Fremskritt);
