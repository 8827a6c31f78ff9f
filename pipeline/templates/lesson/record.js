"use strict";
/* What a learner has done in a course: the state, and every way to change it. It only grows. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const END = 50; /* hundredths of a second that a player may stop short of the end */

  /** Begin an empty record of the course; `now` gives the time as a Date. */
  function record(course, now) {
    const lessons = new Map(course.lessons.map((lesson) => [lesson.number, lesson]));
    const asked = course.lessons.map((lesson) => (lesson.quiz ? lesson.quiz.questions.map((question) => [question.id, { question, lesson }]) : []));
    const questions = new Map([].concat(...asked));
    const own = { state: F.state.empty() };
    let measured = null;

    const measure = () => (measured = measured || F.progress.measure(course, own.state));
    const stored = (number) => own.state.lessons[number] || F.state.emptyLesson();

    function lessonState(number) {
      if (!own.state.lessons[number]) own.state.lessons[number] = F.state.emptyLesson();
      return own.state.lessons[number];
    }

    /* What has been reached stays, whatever a later edition of the course counts. */
    function settle() {
      measured = null;
      const progress = measure();
      for (const lesson of progress.lessons.filter((one) => one.seen || one.done)) {
        Object.assign(lessonState(lesson.number), { seen: true, done: lesson.done });
      }
      own.state.done = progress.done;
      own.state.score = progress.score || 0;
    }

    /** Take over a state, such as one that was kept; `location` is the id of the lesson to go on with where it has none. */
    function load(state, location) {
      const named = course.lessons.find((lesson) => lesson.id === location) || course.lessons[0];
      own.state = state;
      if (!lessons.has(state.lesson)) state.lesson = named.number;
      settle();
    }

    /** Add what another page has kept; gives whether anything of it was new. */
    function absorb(other) {
      const done = () => JSON.stringify([own.state.lessons, own.state.answers]);
      const [lesson, before] = [own.state.lesson, done()];
      own.state = Object.assign(F.state.merge(own.state, other), { lesson });
      settle();
      return done() !== before;
    }

    /* ---- changes: each gives whether it was one ---- */

    function watched(number, from, to) {
      const lesson = lessons.get(number);
      const whole = lesson && Math.round(lesson.seconds * 100);
      const [start, stop] = [Math.max(0, Math.round(from * 100)), Math.round(to * 100)];
      if (!lesson || !(start < stop)) return false;
      const end = stop >= whole - Math.min(END, whole / 50) ? whole : stop;
      lessonState(number).ranges = F.ranges.add(stored(number).ranges, start, end);
      settle();
      return true;
    }

    function read(number) {
      if (!lessons.has(number)) return false;
      lessonState(number).read = true;
      settle();
      return true;
    }

    function open(number) {
      if (!lessons.has(number) || number === own.state.lesson) return false;
      own.state.lesson = number;
      return true;
    }

    function position(number, seconds) {
      if (!lessons.has(number) || !(seconds >= 0)) return false;
      lessonState(number).position = Math.floor(seconds);
      return true;
    }

    /** Judge an answer and keep it; gives what there is to report of it, or null where nothing may be answered again. */
    function answer(id, chosen, seconds) {
      if (!questions.has(id)) return null;
      const { question, lesson } = questions.get(id);
      const before = own.state.answers[question.number] || { attempts: 0, best: false };
      if (before.attempts && lesson.quiz.retry === false) return null;
      const right = F.progress.judge(question, chosen);
      const attempts = Math.min(before.attempts + 1, F.codec.mostAttempts);
      own.state.answers[question.number] = { chosen: chosen.slice(), right, best: right || before.best, attempts, at: own.state.revision + 1 };
      settle();
      return { question, chosen, right, seconds: seconds || 0, date: now(), lesson: lesson.id };
    }

    function answerOf(id) {
      const found = questions.has(id) && own.state.answers[questions.get(id).question.number];
      return found ? { chosen: found.chosen.slice(), right: found.right, attempts: found.attempts } : null;
    }

    /** Give the state as text, as the revision that follows; `halfway` as in the codec. */
    function text(halfway) {
      own.state.revision = Math.min(own.state.revision + 1, F.codec.lastRevision);
      return F.codec.encode(own.state, course, halfway);
    }

    return {
      load, absorb, watched, read, open, position, answer, answerOf, text, measure,
      lesson: () => lessons.get(own.state.lesson) || course.lessons[0],
      positionOf: (number) => stored(number).position,
      rangesOf: (number) => stored(number).ranges.map(([from, to]) => [from / 100, to / 100]),
    };
  }

  F.record = record;
})(Fremskritt);
