"use strict";
/* What the LMS is told of a learner's progress, and whether it can be believed to have it. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const begun = (lesson) => lesson.done || lesson.share > 0 || lesson.read || (lesson.quiz && lesson.quiz.answered);

  /** Over an open `link`; `told` is what the LMS said at launch. */
  function exchange(course, win, link, told) {
    const ids = new Map(course.lessons.map((lesson) => [lesson.number, lesson.id]));
    const notes = new Map(); /* that no LMS has taken yet */
    let answers = []; /* the same */
    let sent = []; /* answers in the last commit */
    let doubtful = false;

    const online = () => !(win.navigator && win.navigator.onLine === false);

    /* What the LMS should end with; null where it has as much. SCORM 1.2 has one status for completion and success. */
    function finalStatus() {
      const wanted = course.profile.success && link.version === "1.2" ? "passed" : "completed";
      return told.status === "passed" || told.status === wanted ? null : wanted;
    }

    /* `incomplete` only from "not attempted", and nothing that is lower than what stands. */
    function status(progress) {
      if (progress.done) return { status: finalStatus(), success: course.profile.success };
      return F.scorm.fresh(told.status) ? { status: "incomplete" } : {};
    }

    function score(progress) {
      const answered = progress.lessons.some((lesson) => lesson.quiz && lesson.quiz.answered);
      return answered && !(told.score !== "" && Number(told.score) > progress.score) ? progress.score : null;
    }

    function objectives(progress) {
      const scored = (lesson) => (lesson.quiz && lesson.quiz.answered ? lesson.quiz.score : null);
      return progress.lessons.filter(begun).map((lesson) => ({ id: ids.get(lesson.number), done: lesson.done, score: scored(lesson) }));
    }

    /* Answers wait until the LMS can be counted on, or the page ends: then they are told once, in their order. */
    function due(last) {
      if (last || (online() && !doubtful)) sent = answers.splice(0);
      return { interactions: sent, notes: Array.from(notes.values()) };
    }

    /* A commit that says yes while the device is offline has saved nothing. */
    function judged(refused, result) {
      const sure = link.settle(result.ok && !refused.length && online());
      doubtful = !sure;
      if (!result.ok) answers = sent.concat(answers);
      sent = [];
      if (sure) notes.clear();
      else notes.forEach((note) => (note.text = note.text.endsWith(" ") ? note.text.trimEnd() : note.text + " "));
      return { saved: sure, pending: !sure, reason: sure ? "lms" : online() ? "refused" : "offline", code: result.code };
    }

    function once(turn) {
      const values = { suspend: turn.text(), location: turn.lesson.id, seconds: turn.seconds };
      if (told.mode !== "review") {
        const { progress } = turn;
        Object.assign(values, status(progress), { score: score(progress), objectives: objectives(progress) }, due(turn.last));
      }
      return judged(link.write(values, turn.closing), link.commit());
    }

    /**
     * Save. `turn` is {text, lesson, seconds, progress, last, closing}: text() gives the state as ever later revisions, or
     * null where it must not be written; `last` is true for the last one, `closing` when the page is going away.
     */
    function send(turn) {
      const outcome = once(turn);
      return outcome.saved && answers.length ? once(turn) : outcome;
    }

    return {
      send,
      doubtful: () => doubtful,
      answer: (answer) => answers.push(answer),
      note: (note) => notes.set(note.id, note),
    };
  }

  F.exchange = exchange;
})(Fremskritt);
