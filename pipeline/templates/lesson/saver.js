"use strict";
/* Saving, and the truth about it. A commit that fails is tried again, each time as a new revision; one that succeeds while
   the device is offline is not believed, and sent again when it is online. Whether it was may be known only later. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const WAITS = [5000, 15000, 60000, 120000]; /* milliseconds until the next try; the last one repeats */

  /**
   * `send(reason, closing)` saves all there is and gives {saved, pending, reason}; it is called again while `pending`, but
   * for the reason `checking`: then judge(outcome) is to be called. save(reason) → the outcome; stop() ends all tries.
   */
  function saver(win, send, tell) {
    let timer = null;
    let tries = 0;
    let pending = false;
    let stopped = false;

    function later() {
      win.clearTimeout(timer);
      timer = win.setTimeout(again, WAITS[Math.min(tries, WAITS.length - 1)]);
      tries += 1;
    }

    /* While nobody looks nothing is tried; the page says when somebody does. */
    function again() {
      if (stopped || !pending || win.document.visibilityState === "hidden") return;
      save("retry");
    }

    function save(reason, closing) {
      if (reason !== "retry") tries = 0; /* while somebody is at work the next try is soon */
      return judge(send(reason, closing), closing);
    }

    function judge(outcome, closing) {
      pending = outcome.pending && outcome.reason !== "checking";
      win.clearTimeout(timer);
      if (!outcome.pending) tries = 0;
      if (pending && !closing) later();
      tell(outcome);
      return outcome;
    }

    function stop() {
      stopped = true;
      win.clearTimeout(timer);
    }

    win.addEventListener("online", again);
    return { save, judge, again, stop };
  }

  F.saver = saver;
})(Fremskritt);
