"use strict";
/* What the page tells of a learner, and what it asks: kept, saved, and reported to the LMS.

   Fremskritt.tracker(course, window) does nothing before start() → {connected, mode, learner: {id, name}, resumed}.
   "change" listeners get progress(), "saved" listeners {saved, pending, reason, code}, reason being one of
   lms: the LMS has it; offline: it will be sent when the device is online; refused: the LMS says no, with `code`, and it
   will be tried again; device: kept on this device, which is all there is; nowhere: not even that; browse: a preview,
   nothing is kept; newer: a later edition of the course wrote last, and is not overwritten. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const EVERY = 30000; /* milliseconds between commits while the video plays: one may take 200 ms of the page's time */
  const END = 50; /* hundredths of a second that a player may stop short of the end */

  function tracker(course, win) {
    const link = F.scorm.link(course.standard, win);
    const lessons = new Map(course.lessons.map((lesson) => [lesson.number, lesson]));
    const questions = new Map();
    course.lessons.forEach((lesson) => (lesson.quiz ? lesson.quiz.questions : []).forEach((question) => questions.set(question.id, { question, lesson })));
    const listeners = { change: [], saved: [] };
    const emit = (name, value) => listeners[name].forEach((callback) => callback(value));
    const now = () => win.Date.now();
    const own = { started: null, mode: "normal", connected: false, newer: false, ended: false };
    const lms = { status: "", score: "" };
    let state = F.state.empty();
    let measured = null;
    let dirty = false;
    let committed = 0;
    let journal = null;
    let proven = 0;
    let answers = []; /* interactions that no LMS has taken yet */
    let sent = []; /* those that were in the last commit */
    let doubtful = false;
    const notes = new Map();

    const saver = F.saver(win, send, (outcome) => emit("saved", outcome));

    /* ---- what has been done ---- */

    const measure = () => (measured = measured || F.progress.measure(course, state));

    function lessonState(number) {
      if (!state.lessons[number]) state.lessons[number] = F.state.emptyLesson();
      return state.lessons[number];
    }

    /* What has been reached stays, whatever a later edition of the course counts. */
    function settle() {
      measured = null;
      const progress = measure();
      for (const lesson of progress.lessons) {
        if (lesson.seen || lesson.done) Object.assign(lessonState(lesson.number), { seen: lesson.seen || lesson.done, done: lesson.done });
      }
      state.done = progress.done;
      state.score = progress.score || 0;
    }

    /* `change` the state; what makes a lesson seen or done is saved at once. */
    function changed(change, reason) {
      const before = measure();
      change();
      settle();
      dirty = true;
      const reached = measure().lessons.some((lesson, at) => lesson.seen !== before.lessons[at].seen || lesson.done !== before.lessons[at].done);
      emit("change", measure());
      if (reason || reached || now() - committed >= EVERY) commit(reason || (reached ? "reached" : "playing"));
    }

    /* ---- saving ---- */

    const spent = () => (now() - own.started) / 1000;

    function reported(text, last) {
      const values = { suspend: own.newer ? null : text, location: lessons.get(state.lesson).id, seconds: spent() };
      if (own.mode !== "normal") return values;
      const progress = measure();
      if (progress.done) Object.assign(values, { status: finalStatus(), success: course.profile.success });
      else if (F.scorm.fresh(lms.status)) values.status = "incomplete";
      const answered = progress.lessons.some((lesson) => lesson.quiz && lesson.quiz.answered);
      if (answered && !(lms.score !== "" && Number(lms.score) > progress.score)) values.score = progress.score;
      values.objectives = progress.lessons.filter(begun).map((lesson) => objective(lesson));
      if (last || (online() && !doubtful)) sent = answers.splice(0);
      values.interactions = sent;
      values.notes = Array.from(notes.values());
      return values;
    }

    /* What the LMS should end with; null where it has as much. SCORM 1.2 has one status for completion and success. */
    function finalStatus() {
      const wanted = course.profile.success && link.version === "1.2" ? "passed" : "completed";
      return lms.status === "passed" || lms.status === wanted ? null : wanted;
    }

    const begun = (lesson) => lesson.done || lesson.share > 0 || lesson.read || (lesson.quiz && lesson.quiz.answered);
    const objective = (lesson) => ({ id: lessons.get(lesson.number).id, done: lesson.done, score: lesson.quiz && lesson.quiz.answered ? lesson.quiz.score : null });
    const online = () => !(win.navigator && win.navigator.onLine === false);

    /* Answers wait until the LMS can be counted on: then they are told once, in their order. */
    function send(reason, closing) {
      if (own.mode === "browse") return { saved: false, pending: false, reason: "browse" };
      const outcome = exchange(reason, closing);
      return outcome.reason === "lms" && answers.length ? exchange(reason, closing) : outcome;
    }

    function exchange(reason, closing) {
      state.revision = Math.min(state.revision + 1, F.codec.lastRevision);
      const text = F.codec.encode(state, course);
      const kept = !own.newer && journal.write(text, proven);
      dirty = false;
      committed = now();
      if (!own.connected) return { saved: kept, pending: false, reason: kept ? "device" : "nowhere" };
      return judged(link.write(reported(text, reason === "finish"), closing), link.commit());
    }

    /* A commit that says yes while the device is offline has saved nothing. */
    function judged(refused, result) {
      const sure = link.settle(result.ok && !refused.length && online());
      doubtful = !sure;
      if (!result.ok) answers = sent.concat(answers);
      sent = [];
      if (sure) notes.clear();
      else notes.forEach((note) => (note.text = note.text.endsWith(" ") ? note.text.trimEnd() : note.text + " "));
      if (own.newer) return { saved: false, pending: false, reason: "newer" };
      return { saved: sure, pending: !sure, reason: sure ? "lms" : online() ? "refused" : "offline", code: result.code };
    }

    function commit(reason) {
      if (!own.started || own.ended || !(dirty || doubtful)) return;
      saver.save(reason || "asked", false);
    }

    function hide() {
      if (win.document.visibilityState !== "hidden") saver.again();
      else leave("hidden");
    }

    function leave(reason) {
      if (own.started && !own.ended && (dirty || doubtful)) saver.save(reason, true);
    }

    /* Nothing new is nothing to say: a tab left open long ago must not overwrite what another has saved since. */
    function finish() {
      if (!own.started || own.ended) return;
      leave("finish");
      saver.stop();
      if (own.mode !== "browse") link.write({ seconds: spent() }, true);
      own.ended = true;
      link.close();
    }

    /* A page that is kept for coming back to lives on. */
    const pagehide = (event) => (event.persisted ? leave("hidden") : finish());

    /* ---- beginning ---- */

    function resume(told) {
      const found = F.codec.decode(told.suspend, course);
      const kept = journal.read();
      const local = F.codec.decode(kept.state, course);
      own.newer = found.kind === "newer" || local.kind === "newer";
      proven = Math.max(kept.proven, found.state.revision);
      /* An LMS that gave it back once and has nothing now was told to let the learner begin anew. */
      const reset = own.connected && found.kind === "empty" && kept.proven > 0 && F.scorm.fresh(told.status);
      state = reset ? F.state.empty() : F.state.merge(found.state, local.state);
      if (reset) proven = 0;
      const named = course.lessons.find((lesson) => lesson.id === told.location) || course.lessons[0];
      if (!lessons.has(state.lesson)) state.lesson = named.number;
      return F.state.begun(state);
    }

    function start() {
      if (own.begun) return own.begun;
      own.started = now();
      own.connected = link.open();
      const nobody = { suspend: "", status: "", mode: "", location: "", score: "", learner: { id: "", name: "" } };
      const told = own.connected ? link.read() : nobody;
      own.mode = ["browse", "review"].includes(told.mode) ? told.mode : "normal";
      Object.assign(lms, { status: told.status, score: told.score });
      journal = F.journal(course, win, told.learner.id);
      const resumed = resume(told);
      settle();
      journal.listen(heard);
      win.document.addEventListener("visibilitychange", hide);
      win.addEventListener("pagehide", pagehide);
      dirty = own.mode !== "review" || state.revision > F.codec.decode(told.suspend, course).state.revision;
      own.begun = { connected: own.connected, mode: own.mode, learner: told.learner, resumed };
      commit("start");
      return own.begun;
    }

    /* What another tab has kept. */
    function heard(text) {
      const other = F.codec.decode(text, course);
      if (other.kind !== "ok" || own.ended) return;
      const [lesson, before] = [state.lesson, JSON.stringify(state.lessons) + JSON.stringify(state.answers)];
      state = F.state.merge(state, other.state);
      state.lesson = lesson;
      settle();
      if (JSON.stringify(state.lessons) + JSON.stringify(state.answers) === before) return;
      dirty = true;
      emit("change", measure());
    }

    /* ---- what the page calls ---- */

    function watched(number, from, to) {
      const lesson = lessons.get(number);
      const whole = lesson && Math.round(lesson.seconds * 100);
      const [start, stop] = [Math.max(0, Math.round(from * 100)), Math.round(to * 100)];
      if (!lesson || !(start < stop)) return;
      const end = stop >= whole - Math.min(END, whole / 50) ? whole : stop;
      changed(() => (lessonState(number).ranges = F.ranges.add(lessonState(number).ranges, start, end)));
    }

    function answer(number, id, chosen, seconds) {
      if (!questions.has(id)) return null;
      const { question, lesson } = questions.get(id);
      const before = state.answers[question.number];
      if (before && lesson.quiz.retry === false) return { right: before.right, attempts: before.attempts };
      const right = F.progress.judge(question, chosen);
      const attempts = Math.min((before ? before.attempts : 0) + 1, F.codec.mostAttempts);
      const best = right || Boolean(before && before.best);
      answers.push({ question, chosen, right, seconds: seconds || 0, date: new win.Date(), lesson: lesson.id });
      changed(() => (state.answers[question.number] = { chosen: chosen.slice(), right, best, attempts, at: state.revision + 1 }), "answer");
      return { right, attempts };
    }

    function answerOf(id) {
      const found = questions.has(id) && state.answers[questions.get(id).question.number];
      return found ? { chosen: found.chosen.slice(), right: found.right, attempts: found.attempts } : null;
    }

    function position(number, seconds) {
      if (!lessons.has(number) || !(seconds >= 0)) return;
      lessonState(number).position = Math.floor(seconds);
      dirty = true;
    }

    function open(number) {
      if (!lessons.has(number) || number === state.lesson) return;
      changed(() => (state.lesson = number), "open");
    }

    function note(id, text) {
      if (course.reflections !== "lms" || own.mode !== "normal") return;
      notes.set(id, { id, text, date: new win.Date() });
      dirty = true;
    }

    const stored = (number) => state.lessons[number] || F.state.emptyLesson();
    return {
      start,
      open,
      watched,
      answer,
      answerOf,
      position,
      note,
      commit,
      finish,
      progress: measure,
      positionOf: (number) => stored(number).position,
      watchedRanges: (number) => stored(number).ranges.map(([from, to]) => [from / 100, to / 100]),
      readToEnd: (number) => lessons.has(number) && changed(() => (lessonState(number).read = true), "read"),
      on: (name, callback) => listeners[name].push(callback),
      get lesson() {
        return state.lesson || course.lessons[0].number;
      },
    };
  }

  F.tracker = tracker;
})(Fremskritt);
