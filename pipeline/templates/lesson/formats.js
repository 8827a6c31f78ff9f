"use strict";
/* How SCORM writes time, answers and results: pure functions, one answer for each edition ("1.2" or "2004").
   Sources: SCORM 1.2 RTE section 3.4.4 (CMITimespan, CMITime, CMIFeedback), SCORM 2004 4th Edition RTE section 4.1.1.6–7 and 4.2.9. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const pad = (number, width) => String(number).padStart(width, "0");
  const hundredths = (seconds) => Math.min(Math.max(0, Math.round(seconds * 100) || 0), 9999 * 360000 + 359999);

  /** A span of `seconds` in SCORM 1.2: HHHH:MM:SS.SS. Always two decimals: Moodle reads .5 as five hundredths. */
  function span12(seconds) {
    const all = hundredths(seconds);
    const [hours, minutes] = [Math.floor(all / 360000), Math.floor(all / 6000) % 60];
    return pad(hours, 4) + ":" + pad(minutes, 2) + ":" + pad(Math.floor(all / 100) % 60, 2) + "." + pad(all % 100, 2);
  }

  /** A span of `seconds` in SCORM 2004: PT#H#M#S, with two decimals and never more. */
  function span2004(seconds) {
    const all = hundredths(seconds);
    const [hours, minutes] = [Math.floor(all / 360000), Math.floor(all / 6000) % 60];
    return "PT" + hours + "H" + minutes + "M" + (Math.floor(all / 100) % 60) + "." + pad(all % 100, 2) + "S";
  }

  /** The time of day in SCORM 1.2, as the learner's clock shows it: HH:MM:SS. */
  const time12 = (date) => [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => pad(n, 2)).join(":");

  /** The time in SCORM 2004, UTC. Two decimals: three are refused, and Moodle refuses a zone without any. */
  const time2004 = (date) => date.toISOString().slice(0, 22) + "Z";

  const letter = (id) => id.slice(-1);
  const TYPES = { single: "choice", multiple: "choice", "true-false": "true-false", order: "sequencing", match: "matching" };

  /** What the right answer is, in the terms of `chosen`: the same form as an answer has. */
  function rightAnswer(question) {
    if (question.kind === "order") return question.options.map((option) => option.id);
    if (question.kind === "match") return question.options.map((option) => option.id + "." + option.id);
    return question.options.filter((option) => option.right).map((option) => option.id);
  }

  /* Of a true-false question the first option says that it is true. */
  const isTrue = (question, chosen) => chosen[0] === question.options[0].id;

  /* SCORM 1.2 wants single characters, so the option's letter stands for it: a,c and a.b,c.d. */
  function response12(question, chosen) {
    if (question.kind === "true-false") return chosen.length ? (isTrue(question, chosen) ? "t" : "f") : "";
    if (question.kind === "match") return chosen.map((pair) => pair.split(".").map(letter).join(".")).join(",");
    return chosen.map(letter).join(",");
  }

  function response2004(question, chosen) {
    if (question.kind === "true-false") return isTrue(question, chosen) ? "true" : "false";
    return chosen.map((one) => one.replace(".", "[.]")).join("[,]");
  }

  /**
   * An answered question as the elements under cmi.interactions.n: [name, value] pairs in the order they must be set.
   * `answer` is {question, chosen, right, seconds, date, lesson}, `lesson` the id of its objective.
   */
  function interaction(version, answer) {
    const { question, chosen, right, seconds, date, lesson } = answer;
    const old = version === "1.2";
    const response = old ? response12 : response2004;
    const pairs = [
      ["id", question.id],
      ["type", TYPES[question.kind]],
      ["objectives.0.id", lesson],
      old ? ["time", time12(date)] : ["timestamp", time2004(date)],
      ["correct_responses.0.pattern", response(question, rightAnswer(question))],
      ["weighting", "1"],
      [old ? "student_response" : "learner_response", response(question, chosen)],
      ["result", right ? "correct" : old ? "wrong" : "incorrect"],
      ["latency", (old ? span12 : span2004)(seconds)],
    ];
    return chosen.length || question.kind !== "true-false" ? pairs : pairs.filter((pair) => !pair[0].endsWith("_response"));
  }

  /** A number of 0–100 as text with at most two decimals. */
  const score = (raw) => String(Math.round(Math.min(100, Math.max(0, raw)) * 100) / 100);

  /** A 32-bit FNV-1a hash of a text's UTF-16 units, as an unsigned number: finds damage and hides names; no cryptography. */
  function hash(text, seed) {
    let value = (0x811c9dc5 ^ (seed || 0)) >>> 0;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return value;
  }

  F.formats = { span12, span2004, time12, time2004, interaction, rightAnswer, score, hash };
})(Fremskritt);
