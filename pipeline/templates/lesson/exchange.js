"use strict";
/* What the LMS is told of a learner's progress, and whether it can be believed to have it. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const begun = (lesson) => lesson.done || lesson.share > 0 || lesson.read || (lesson.quiz && lesson.quiz.answered);

  const CHECKING = { saved: false, pending: true, reason: "checking", code: "0" };

  /**
   * Over an open `link`; `told` is what the LMS said at launch, `halfway` among it: a page of before committed values that
   * its next commit was to replace (waver in scorm.js), and may have ended in between. A commit that was answered with yes
   * is `checking` until the server is known to be there; then concluded(outcome) is called.
   */
  function exchange(course, win, link, told, concluded) {
    const reach = F.reach(win);
    const ids = new Map(course.lessons.map((lesson) => [lesson.number, lesson.id]));
    const notes = new Map(); /* that no LMS has taken yet */
    let answers = []; /* the same */
    let batch = { answers: [], notes: [], asked: 0 }; /* in the commits that are not judged yet; requests on their way */
    let doubtful = false;
    let halfway = Boolean(told.halfway); /* such values may stand at the LMS */
    let first = true;
    let repairs = null;
    /* What the LMS should end with. SCORM 1.2 has one status for completion and success. */
    const wanted = course.profile.success && link.version === "1.2" ? "passed" : "completed";
    const twinned = halfway && told.status === F.scorm.twin(wanted); /* by us, not by the LMS */

    const online = () => !(win.navigator && win.navigator.onLine === false);

    /* Null where the LMS has as much; an LMS that passes learners by itself is left alone. */
    function finalStatus() {
      if (twinned) return wanted;
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

    /* In review only what was left halfway is told, as it was at the launch: what is done in review does not count. */
    function repaired(progress) {
      if (!told.halfway) return {};
      repairs = repairs || { status: twinned && progress.done ? wanted : null, score: score(progress), objectives: objectives(progress) };
      return repairs;
    }

    /* Answers wait until the LMS can be counted on, or the page ends: then they are told once, in their order. */
    function due(last) {
      const interactions = last || (online() && !doubtful) ? answers.splice(0) : [];
      const written = Array.from(notes.values()).filter((note) => !batch.notes.includes(note));
      batch.answers.push(...interactions);
      batch.notes.push(...written);
      return { interactions, notes: written };
    }

    /* A note that is told again is another text, or an LMS would not send it. */
    function noted(note, sure) {
      if (!sure) note.text = note.text.endsWith(" ") ? note.text.trimEnd() : note.text + " ";
      else if (notes.get(note.id) === note) notes.delete(note.id);
    }

    /* Judge all commits until now; `doubt` is '' or the reason for it, `lost` whether answers must be told again. */
    function conclude(doubt, lost, code) {
      const sure = link.settle(!doubt);
      doubtful = !sure;
      if (sure) halfway = false;
      if (lost) answers = batch.answers.concat(answers);
      batch.notes.forEach((note) => noted(note, sure));
      batch = { answers: [], notes: [], asked: 0 };
      return { saved: sure, pending: !sure, reason: sure ? "lms" : doubt || "refused", code };
    }

    /* One failure is enough for a doubt about all; an answer to the last of the requests is needed to be sure. */
    function check(code) {
      const checked = batch;
      checked.asked += 1;
      reach.ask((there) => {
        checked.asked -= 1;
        if (checked !== batch || (there && checked.asked)) return;
        concluded(conclude(there ? "" : "offline", !there, code));
      });
    }

    /* A commit that says yes while the device is offline has saved nothing; nor has one whose server is not there. */
    function judged(refused, result, going) {
      const doubt = !online() ? "offline" : result.ok && !refused.length ? "" : "refused";
      if (doubt) return conclude(doubt, !result.ok || doubt === "offline", result.code);
      if (!going && reach.possible()) check(result.code);
      return batch.asked ? CHECKING : conclude("", false, result.code);
    }

    function reported(progress, last) {
      if (told.mode === "review") return repaired(progress);
      return Object.assign(status(progress), { score: score(progress), objectives: objectives(progress) }, due(last));
    }

    /* The mark is left out only where all the true values go along in the same commit: an LMS gets both, or neither. */
    function once(turn) {
      const again = !turn.closing && link.waver(() => turn.text(true));
      const whole = again || first;
      halfway = halfway || again;
      first = false;
      const values = { suspend: turn.text(halfway && !whole), location: turn.lesson.id, seconds: turn.seconds };
      return judged(link.write(Object.assign(values, reported(turn.progress, turn.last))), link.commit(), turn.going);
    }

    /**
     * Save. `turn` is {text, lesson, seconds, progress, last, closing, going}: text(halfway) gives the state as ever later
     * revisions, or null where it must not be written; `last` is true for the last one, `closing` when the page is put away
     * and all goes in one piece, `going` when there will be no time to ask anybody.
     */
    function send(turn) {
      const outcome = once(turn);
      return outcome.saved && answers.length ? once(turn) : outcome;
    }

    return {
      send,
      doubtful: () => doubtful,
      waiting: () => answers.length > 0,
      answer: (answer) => answers.push(answer),
      note: (note) => notes.set(note.id, note),
    };
  }

  F.exchange = exchange;
})(Fremskritt);
