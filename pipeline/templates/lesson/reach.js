"use strict";
/* Whether the server that the course came from is there. A device can be on a network that leads nowhere and believe that
   it is online; an LMS's "true" is no proof then. The course's own file is asked for, from where it lies, and nobody else. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const PATIENCE = 8000; /* milliseconds without an answer that are an answer */

  /** possible() → whether it can be asked at all; ask(done) asks once, and calls done(true or false) once, later. */
  function reach(win) {
    /* A page from a file, or inside an app, has no server to ask. */
    const served = () => Boolean(win.location) && /^https?:$/.test(win.location.protocol);

    function ask(done) {
      let timer = null;
      let waiting = true;
      const answer = (there) => {
        win.clearTimeout(timer);
        if (waiting) done(there);
        waiting = false;
      };
      timer = win.setTimeout(() => answer(false), PATIENCE);
      win.fetch("course.js", { method: "HEAD", cache: "no-store" }).then(() => answer(true), () => answer(false));
    }

    return { possible: () => typeof win.fetch === "function" && served(), ask };
  }

  F.reach = reach;
})(Fremskritt);
