"use strict";
/* What has been watched, answered and completed: pure functions of the course and the state. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /** Give stretches as sorted, separate ones; empty and backward ones count for nothing. */
  function union(ranges) {
    const sorted = ranges.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
    const joined = [];
    for (const [from, to] of sorted) {
      const last = joined[joined.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  }

  const add = (ranges, from, to) => union(ranges.concat([[from, to]]));
  const covers = (ranges, from, to) => from < to && ranges.some((range) => range[0] <= from && to <= range[1]);
  const distinct = (ranges, end) => union(ranges).reduce((total, [from, to]) => total + Math.max(0, Math.min(to, end) - Math.min(from, end)), 0);

  const questions = (course) => [].concat(...course.lessons.map((lesson) => (lesson.quiz ? lesson.quiz.questions : [])));
  const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);

  /** Whether `chosen` answers a question rightly. */
  function judge(question, chosen) {
    if (question.kind === "match") return judgeMatch(question, chosen);
    const right = F.formats.rightAnswer(question);
    if (question.kind === "order") return same(chosen, right);
    if (question.kind === "multiple") return same(chosen.slice().sort(), right.sort());
    return chosen.length === 1 && right.includes(chosen[0]);
  }

  /* Two options may have texts that match alike: what counts is the text. */
  function judgeMatch(question, chosen) {
    const options = new Map(question.options.map((option) => [option.id, option]));
    const pairs = chosen.map((pair) => pair.split(".").map((id) => options.get(id)));
    const fits = pairs.every((pair) => pair.length === 2 && pair[0] && pair[1] && pair[0].match === pair[1].match);
    return fits && new Set(pairs.map((pair) => pair[0])).size === options.size && pairs.length === options.size;
  }

  function quizOf(lesson, state) {
    if (!lesson.quiz) return null;
    const answers = lesson.quiz.questions.map((question) => state.answers[question.number]).filter(Boolean);
    const total = lesson.quiz.questions.length;
    const right = answers.filter((answer) => answer.best).length;
    const score = total ? Math.round((100 * right) / total) : 0;
    const pass = lesson.quiz.pass;
    const passed = pass === null || pass === undefined ? answers.length === total : score >= pass;
    return { answered: answers.length, total, right, score, passed };
  }

  function quizDone(rule, quiz) {
    if (!quiz || rule === "none") return true;
    return rule === "passed" ? quiz.passed : quiz.answered === quiz.total;
  }

  /** How far a lesson is: seen by the share of its distinct seconds, or by reading its transcript to the end. */
  function lessonProgress(course, lesson, state) {
    const own = state.lessons[lesson.number] || F.state.emptyLesson();
    const end = Math.max(1, Math.round(lesson.seconds * 100));
    const share = Math.min(1, distinct(own.ranges, end) / end);
    const seen = own.seen || own.read || share >= course.completion.watched - 1e-9;
    const quiz = quizOf(lesson, state);
    const done = own.done || (seen && quizDone(course.completion.quiz, quiz));
    return { number: lesson.number, share, read: own.read, seen, quiz, done };
  }

  /* Seconds left of a lesson: what is left of its video, and its time for the rest until all is done. */
  function left(course, lesson, progress) {
    if (progress.done) return 0;
    const rest = Math.max(0, lesson.minutes * 60 - lesson.seconds);
    const video = progress.seen ? 0 : lesson.seconds * (1 - progress.share);
    return video + (quizDone(course.completion.quiz, progress.quiz) && progress.quiz ? 0 : rest);
  }

  /**
   * How far the course is. `share` is that of its videos' seconds, done lessons counted whole; `score` is 0–100, the mean
   * of the quizzes' best shares of right answers (null without a quiz), and never sinks; `secondsLeft` is an estimate.
   */
  function measure(course, state) {
    const lessons = course.lessons.map((lesson) => lessonProgress(course, lesson, state));
    const wanted = Math.min(course.completion.lessons || lessons.length, lessons.length);
    const quizzes = lessons.filter((lesson) => lesson.quiz && lesson.quiz.total);
    const mean = quizzes.reduce((sum, lesson) => sum + (100 * lesson.quiz.right) / lesson.quiz.total, 0) / (quizzes.length || 1);
    const seconds = course.lessons.reduce((sum, lesson) => sum + lesson.seconds, 0) || 1;
    const counted = (total, lesson, at) => total + course.lessons[at].seconds * (lesson.done ? 1 : lesson.share);
    return {
      lessons,
      done: state.done || lessons.filter((lesson) => lesson.done).length >= wanted,
      share: Math.min(1, lessons.reduce(counted, 0) / seconds),
      score: quizzes.length ? Math.max(state.score, Math.round(mean)) : null,
      secondsLeft: lessons.reduce((total, lesson, at) => total + left(course, course.lessons[at], lesson), 0),
    };
  }

  F.ranges = { union, add, covers };
  F.progress = { measure, judge, questions };
})(Fremskritt);
