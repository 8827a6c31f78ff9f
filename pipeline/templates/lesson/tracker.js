"use strict";
/* What the page tells of a learner, and what it asks: kept, saved, and reported to the LMS.

   Fremskritt.tracker(course, window) does nothing before start() → {connected, mode, learner: {id, name}, resumed}.
   "change" listeners get progress(), "saved" listeners {saved, pending, reason, code}, reason being one of
   lms: the LMS has it; checking: it says so, and its server is asked whether it is there; offline: it will be sent when the device is online; refused: the LMS says no, with `code`, and it
   will be tried again; device: kept on this device, which is all there is; nowhere: not even that; browse: a preview,
   nothing is kept; newer: a later edition of the course wrote last, and is not overwritten. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const EVERY = 30000; /* milliseconds between commits while the video plays: one may take 200 ms of the page's time */
  const NOBODY = { suspend: "", status: "", mode: "", location: "", score: "", learner: { id: "", name: "" } };

  function tracker(course, win) {
    const link = F.scorm.link(course.standard, win, course.profile);
    const record = F.record(course, () => new win.Date());
    const saver = F.saver(win, send, (outcome) => emit("saved", outcome));
    const listeners = { change: [], saved: [] };
    const own = { started: 0, told: null, mode: "", newer: false, ended: false, dirty: false, committed: 0, proven: 0 };
    let journal = null;
    let exchange = null;

    const emit = (name, value) => listeners[name].forEach((callback) => callback(value));
    const now = () => win.Date.now();
    const spent = () => (now() - own.started) / 1000;
    const running = () => own.told && !own.ended;
    const unsaved = () => own.dirty || Boolean(exchange && exchange.doubtful());

    /* ---- saving ---- */

    function send(reason, closing) {
      own.dirty = false;
      own.committed = now();
      if (own.mode === "browse") return { saved: false, pending: false, reason: "browse" };
      let kept = false;
      const text = (halfway) => {
        const written = record.text(halfway);
        kept = !own.newer && journal.write(written, own.proven);
        return own.newer ? null : written;
      };
      if (exchange) return reported({ text, lesson: record.lesson(), seconds: spent(), progress: record.measure(), last: reason === "finish", closing, going: reason === "finish" || reason === "pagehide" });
      text();
      return { saved: kept, pending: false, reason: kept ? "device" : own.newer ? "newer" : "nowhere" };
    }

    const honest = (outcome) => (own.newer ? { saved: false, pending: false, reason: "newer" } : outcome);
    const reported = (turn) => honest(exchange.send(turn));

    /* Answers that waited for the LMS to be there are told now. */
    function concluded(outcome) {
      if (own.ended) return;
      if (outcome.saved && exchange.waiting()) saver.save("answers", false);
      else saver.judge(honest(outcome), false);
    }

    function commit(reason) {
      if (running() && unsaved()) saver.save(reason || "asked", false);
    }

    function leave(reason) {
      if (running() && unsaved()) saver.save(reason, true);
    }

    function hide() {
      if (win.document.visibilityState === "hidden") leave("hidden");
      else saver.again();
    }

    /* Nothing new is nothing to say: a tab left open long ago must not overwrite what another has saved since. */
    function finish() {
      if (!running()) return;
      leave("finish");
      saver.stop();
      if (own.mode !== "browse") link.write({ seconds: spent() });
      own.ended = true;
      link.close();
    }

    /* A page that is kept for coming back to lives on. */
    const pagehide = (event) => (event.persisted ? leave("pagehide") : finish());

    /* `change` the record; what makes a lesson seen or done is saved at once, as is what has a `reason`. */
    function changed(change, reason) {
      const reached = () => record.measure().lessons.filter((lesson) => lesson.seen).length + record.measure().lessons.filter((lesson) => lesson.done).length;
      const before = reached();
      const result = change();
      if (!result) return result;
      own.dirty = true;
      emit("change", record.measure());
      if (reason || reached() > before) commit(reason || "reached");
      else if (now() - own.committed >= EVERY) commit("playing");
      return result;
    }

    /* ---- beginning ---- */

    /* Join what the LMS (`found`) and the device have kept. An LMS that gave it back once and has nothing now began anew. */
    function resume(told, found) {
      const kept = journal.read();
      const local = F.codec.decode(kept.state, course);
      const anew = exchange && found.kind === "empty" && kept.proven > 0 && F.scorm.fresh(told.status);
      const state = anew ? F.state.empty() : F.state.merge(found.state, local.state);
      own.newer = found.kind === "newer" || local.kind === "newer";
      own.proven = anew ? 0 : Math.max(kept.proven, found.state.revision);
      own.dirty = own.mode !== "review" || state.revision > found.state.revision || Boolean(found.halfway);
      record.load(state, told.location);
      return F.state.begun(state);
    }

    /* What another tab has kept. */
    function heard(text) {
      const other = F.codec.decode(text, course);
      if (other.kind !== "ok" || own.ended || !record.absorb(other.state)) return;
      own.dirty = true;
      emit("change", record.measure());
    }

    function begin() {
      const connected = link.open();
      const told = connected ? link.read() : NOBODY;
      own.started = now();
      own.mode = ["browse", "review"].includes(told.mode) ? told.mode : "normal";
      journal = F.journal(course, win, told.learner.id);
      const found = F.codec.decode(told.suspend, course);
      exchange = connected ? F.exchange(course, win, link, Object.assign({ halfway: found.halfway }, told), concluded) : null;
      const resumed = resume(told, found);
      journal.listen(heard);
      win.document.addEventListener("visibilitychange", hide);
      win.addEventListener("pagehide", pagehide);
      return { connected, mode: own.mode, learner: told.learner, resumed };
    }

    function start() {
      if (own.told) return own.told;
      own.told = begin();
      commit("start");
      return own.told;
    }

    /* ---- what only the page knows ---- */

    function answer(number, id, chosen, seconds) {
      changed(() => {
        const given = record.answer(id, chosen, seconds);
        if (given && exchange && own.mode === "normal") exchange.answer(given);
        return given;
      }, "answer");
      const { right, attempts } = record.answerOf(id) || { right: false, attempts: 0 };
      return { right, attempts };
    }

    function position(number, seconds) {
      own.dirty = record.position(number, seconds) || own.dirty;
    }

    function note(id, text) {
      if (course.reflections !== "lms" || own.mode !== "normal" || !exchange) return;
      exchange.note({ id, text, date: new win.Date() });
      own.dirty = true;
    }

    return {
      start, answer, position, note, commit, finish,
      open: (number) => changed(() => record.open(number), "open"),
      watched: (number, from, to) => changed(() => record.watched(number, from, to)),
      readToEnd: (number) => changed(() => record.read(number), "read"),
      progress: record.measure,
      answerOf: record.answerOf,
      positionOf: record.positionOf,
      watchedRanges: record.rangesOf,
      on: (name, callback) => listeners[name].push(callback),
      get lesson() {
        return record.lesson().number;
      },
    };
  }

  F.tracker = tracker;
})(Fremskritt);
