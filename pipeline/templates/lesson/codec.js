"use strict";
/* A state (state.js) as at most 4096 printable ASCII characters, what cmi.suspend_data holds in SCORM 1.2.

   The text: F, a version, four characters of checksum, then six bits a character. Watched stretches become cells, which
   count only when watched whole, so that what is read back was truly watched; the cell that the position stands in is kept
   to the second. The cells' width follows from the course alone, such that the longest text there can be still fits.

   Behind the state one bit may follow, which editions that do not know it never read: what the LMS was told beside this
   text is `halfway` (exchange.js). It tells of one commit, so it is no part of the state, which only grows. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const LIMIT = 4096;
  const VERSION = "1";
  const HEAD = 6;
  const { Writer, Reader, gamma, readGamma } = F.bits;
  const STEPS = [10, 20, 50, 100, 200, 300, 400, 500, 600, 800, 1000, 1200, 1500, 2000, 3000, 6000];
  const SECOND = 3;
  const ENOUGH = 50; /* cells: a short video has finer ones, so that one cell is never much of it */
  const BITS = { revision: 20, number: 10, score: 7, lessons: 7, answers: 8, position: 14, step: 4, cells: 14, attempts: 8, count: 4, letter: 5 };
  const most = (bits) => Math.pow(2, bits) - 1;
  const HALFWAY = 1;
  const FIXED = BITS.revision + BITS.number + 1 + BITS.score + BITS.lessons + BITS.answers + HALFWAY;
  const LESSON = BITS.number + 3 + BITS.position + 1 + BITS.step + BITS.cells + 1;
  const ANSWER = BITS.number + 2 + BITS.attempts + BITS.revision + 1 + BITS.count;

  const hundredths = (seconds) => Math.round(seconds * 100); /* 1.15 s are 115 of them, whatever their product is */

  /* Cells: [true, false, …], ending with the last watched one. */
  function cellsOf(ranges, width, seconds) {
    const cells = [];
    const end = hundredths(seconds);
    for (const [from, to] of ranges) {
      for (let cell = Math.ceil(from / width); cell * width < to; cell += 1) {
        if (Math.min((cell + 1) * width, end) <= to && cell < most(BITS.cells)) cells[cell] = true;
      }
    }
    return Array.from(cells, Boolean);
  }

  function runsOf(cells) {
    const runs = [1]; /* the unwatched ones before come first, told one too long, for a run of none cannot be told */
    let last = false;
    for (const cell of cells) {
      if (cell === last) runs[runs.length - 1] += 1;
      else runs.push(1);
      last = cell;
    }
    return runs;
  }

  function putCells(writer, cells) {
    writer.put(cells.length, BITS.cells);
    if (!cells.length) return;
    const runs = gamma(runsOf(cells));
    writer.flag(runs.length < cells.length);
    for (const bit of runs.length < cells.length ? runs : cells) writer.flag(bit);
  }

  function takeRuns(reader, count) {
    const cells = [];
    for (let watched = false, over = 1; cells.length < count; watched = !watched, over = 0) {
      const run = readGamma(reader) - over;
      if (run > count - cells.length) throw new RangeError("the state tells of more cells than there are");
      for (let left = run; left > 0; left -= 1) cells.push(watched);
    }
    return cells;
  }

  function takeCells(reader, width) {
    const count = reader.take(BITS.cells);
    const cells = count && reader.flag() ? takeRuns(reader, count) : Array.from({ length: count }, () => reader.flag());
    const watched = cells.map((on, cell) => [cell * width, (cell + (on ? 1 : 0)) * width]);
    return F.ranges.union(watched);
  }

  function putLesson(writer, number, lesson, step, seconds) {
    const position = Math.min(Math.floor(lesson.position), most(BITS.position));
    const start = position * 100 - ((position * 100) % STEPS[step]);
    writer.put(number, BITS.number).flag(lesson.read).flag(lesson.seen).flag(lesson.done).put(position, BITS.position);
    writer.flag(F.ranges.covers(lesson.ranges, start, position * 100)).put(step, BITS.step);
    putCells(writer, cellsOf(lesson.ranges, STEPS[step], seconds));
  }

  function takeLesson(reader) {
    const [read, seen, done, position] = [reader.flag(), reader.flag(), reader.flag(), reader.take(BITS.position)];
    const open = reader.flag();
    const width = STEPS[reader.take(BITS.step)];
    const ranges = takeCells(reader, width);
    const start = position * 100 - ((position * 100) % width);
    return { ranges: open ? F.ranges.add(ranges, start, position * 100) : ranges, position, read, seen, done };
  }

  const letterOf = (id) => id.charCodeAt(id.length - 1) - 96;
  const idOf = (letter) => "svar_" + String.fromCharCode(96 + letter);

  function putAnswer(writer, number, answer) {
    const chosen = answer.chosen.map((one) => one.split("."));
    const pairs = chosen.length > 0 && chosen.every((one) => one.length === 2);
    writer.put(number, BITS.number).flag(answer.right).flag(answer.best).put(answer.attempts, BITS.attempts);
    writer.put(answer.at, BITS.revision).flag(pairs).put(chosen.length, BITS.count);
    for (const one of chosen) for (const id of one) writer.put(letterOf(id), BITS.letter);
  }

  function takeAnswer(reader) {
    const [right, best, attempts] = [reader.flag(), reader.flag(), reader.take(BITS.attempts)];
    const [at, pairs, count] = [reader.take(BITS.revision), reader.flag(), reader.take(BITS.count)];
    const one = () => idOf(reader.take(BITS.letter));
    const chosen = Array.from({ length: count }, () => (pairs ? one() + "." + one() : one()));
    return { chosen, right, best, attempts, at };
  }

  /* How many bits the longest answer takes. */
  function answerBits(question) {
    const chosen = { single: 1, "true-false": 1, match: 2 * question.options.length }[question.kind];
    return ANSWER + BITS.letter * (chosen || question.options.length);
  }

  const cellCount = (seconds, step) => Math.ceil(hundredths(seconds) / STEPS[step]);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  function fixedBits(course) {
    return FIXED + course.lessons.length * LESSON + sum(F.progress.questions(course).map(answerBits));
  }

  /** For each lesson of the course, which of STEPS its cells are wide: a second where that fits; else the longest give way. */
  function steps(course) {
    const finest = (seconds) => STEPS.slice(0, SECOND + 1).reduce((best, _, step) => (cellCount(seconds, step) >= ENOUGH ? step : best), 0);
    const chosen = course.lessons.map((lesson) => finest(lesson.seconds));
    const counts = () => course.lessons.map((lesson, at) => cellCount(lesson.seconds, chosen[at]));
    const budget = (LIMIT - HEAD) * 6 - fixedBits(course);
    for (let now = counts(); sum(now) > budget && chosen.some((step) => step < STEPS.length - 1); now = counts()) {
      const order = now.map((count, at) => (chosen[at] < STEPS.length - 1 ? count : -1));
      chosen[order.indexOf(Math.max(...order))] += 1;
    }
    return chosen;
  }

  /** How many characters the longest state of the course takes; at most 4096 for every course within the limits. */
  function worst(course) {
    const chosen = steps(course);
    const cells = sum(course.lessons.map((lesson, at) => cellCount(lesson.seconds, chosen[at])));
    return HEAD + Math.ceil((fixedBits(course) + cells) / 6);
  }

  const checksum = (course, body) => new Writer().put(F.formats.hash(course.id + body) % 0x1000000, 24).text();

  function body(state, course, lessons, answers, halfway) {
    const writer = new Writer();
    const chosen = steps(course);
    const known = new Map(course.lessons.map((lesson, at) => [lesson.number, [chosen[at], lesson.seconds]]));
    writer.put(state.revision, BITS.revision).put(state.lesson, BITS.number).flag(state.done).put(state.score, BITS.score);
    writer.put(lessons.length, BITS.lessons);
    for (const number of lessons) putLesson(writer, number, state.lessons[number], ...(known.get(number) || [SECOND, Infinity]));
    writer.put(answers.length, BITS.answers);
    for (const number of answers) putAnswer(writer, number, state.answers[number]);
    if (halfway) writer.flag(true);
    return writer.text();
  }

  /**
   * Write a state, and beside it whether what the LMS was told is `halfway`. What belongs to lessons and questions that the
   * course no longer has is kept as long as there is room.
   */
  function encode(state, course, halfway) {
    const numbers = (values) => Object.keys(values).map(Number).sort((a, b) => a - b);
    const [maxLessons, maxAnswers] = [most(BITS.lessons), most(BITS.answers)];
    const split = (values, known) => [values.filter((n) => known.includes(n)), values.filter((n) => !known.includes(n))];
    const [lessons, formerLessons] = split(numbers(state.lessons), course.lessons.map((lesson) => lesson.number));
    const [answers, formerAnswers] = split(numbers(state.answers), F.progress.questions(course).map((question) => question.number));
    const all = [lessons.concat(formerLessons).slice(0, maxLessons), answers.concat(formerAnswers).slice(0, maxAnswers)];
    const tried = [all, [lessons, all[1]], [lessons, answers]];
    const fits = tried.map(([some, others]) => body(state, course, some, others, halfway)).filter((text) => text.length <= LIMIT - HEAD);
    if (!fits.length) throw new RangeError("the course is larger than its state may be");
    return "F" + VERSION + checksum(course, fits[0]) + fits[0];
  }

  function parse(reader) {
    const state = F.state.empty();
    state.revision = reader.take(BITS.revision);
    state.lesson = reader.take(BITS.number);
    state.done = reader.flag();
    state.score = reader.take(BITS.score);
    for (let left = reader.take(BITS.lessons); left > 0; left -= 1) state.lessons[reader.take(BITS.number)] = takeLesson(reader);
    for (let left = reader.take(BITS.answers); left > 0; left -= 1) state.answers[reader.take(BITS.number)] = takeAnswer(reader);
    return state;
  }

  /* The last cell may reach beyond the end of the video. */
  function clipped(state, course) {
    for (const lesson of course.lessons) {
      const own = state.lessons[lesson.number];
      const end = hundredths(lesson.seconds);
      if (own) own.ranges = F.ranges.union(own.ranges.map(([from, to]) => [from, Math.min(to, end)]));
    }
    return state;
  }

  /**
   * Read a state: {state, kind, halfway}. `kind` is "ok", "empty", "foreign" (another content's), "damaged" or "newer" (a
   * later version's, which must not be overwritten); for all but "ok" the state is empty.
   */
  function decode(text, course) {
    if (!text) return { state: F.state.empty(), kind: "empty" };
    const found = /^F([0-9A-Z])([\w-]{4})([\w-]+)$/.exec(text);
    if (!found) return { state: F.state.empty(), kind: /^F[0-9A-Z][\w-]*$/.test(text) ? "damaged" : "foreign" };
    if (found[1] !== VERSION) return { state: F.state.empty(), kind: "newer" };
    try {
      if (checksum(course, found[3]) !== found[2]) return { state: F.state.empty(), kind: "damaged" };
      const reader = new Reader(found[3]);
      const state = clipped(parse(reader), course);
      return { state, kind: "ok", halfway: reader.more() && reader.flag() };
    } catch (error) {
      return { state: F.state.empty(), kind: "damaged" };
    }
  }

  const widths = (course) => steps(course).map((step) => STEPS[step] / 100);

  F.codec = { encode, decode, widths, limit: LIMIT, lastRevision: most(BITS.revision), mostAttempts: most(BITS.attempts) };
  F.worst = worst;
})(Fremskritt);
