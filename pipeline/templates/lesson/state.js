"use strict";
/* What a learner has done, as a value that only grows.

   state = {revision, lesson, done, score, lessons, answers}
   lessons: number → {ranges: [[from, to], …] in hundredths of a second, position in whole seconds, read, seen, done}
   answers: number → {chosen, right, best, attempts, at}; `best`: it was right once; `at`: the revision it was given in */
var Fremskritt = Fremskritt || {};
(function (F) {
  const empty = () => ({ revision: 0, lesson: 0, done: false, score: 0, lessons: {}, answers: {} });
  const emptyLesson = () => ({ ranges: [], position: 0, read: false, seen: false, done: false });

  /* A total order of answers to one question: what was tried more often, then what was given later, stands. */
  function later(a, b) {
    const key = (answer) => [answer.attempts, answer.at, answer.right ? 1 : 0, answer.chosen.join(" ")];
    const [one, other] = [key(a), key(b)];
    const at = one.findIndex((value, i) => value !== other[i]);
    return at < 0 || one[at] > other[at] ? a : b;
  }

  const mergedAnswer = (a, b) => Object.assign({}, later(a, b), { best: a.best || b.best });

  function mergedLesson(a, b, position) {
    return {
      ranges: F.ranges.union(a.ranges.concat(b.ranges)),
      position,
      read: a.read || b.read,
      seen: a.seen || b.seen,
      done: a.done || b.done,
    };
  }

  /* Each key of either, joined where both have it. */
  function joined(a, b, join) {
    const all = Object.assign({}, a, b);
    for (const key of Object.keys(all)) if (a[key] && b[key]) all[key] = join(a[key], b[key]);
    return all;
  }

  /** Join two states: nothing of either is lost. Where they differ on where the learner was, the later revision says. */
  function merge(a, b) {
    const pick = (one, other) => (a.revision === b.revision ? Math.max(one, other) : a.revision > b.revision ? one : other);
    return {
      revision: Math.max(a.revision, b.revision),
      lesson: pick(a.lesson, b.lesson) || a.lesson || b.lesson,
      done: a.done || b.done,
      score: Math.max(a.score, b.score),
      lessons: joined(a.lessons, b.lessons, (one, other) => mergedLesson(one, other, pick(one.position, other.position))),
      answers: joined(a.answers, b.answers, mergedAnswer),
    };
  }

  /** Whether a learner has done anything at all. */
  const begun = (state) => Object.keys(state.lessons).length + Object.keys(state.answers).length > 0;

  F.state = { empty, emptyLesson, merge, begun };
})(Fremskritt);
