"use strict";
// What Moodle's player lets a SCORM 2004 SCO read and write (SCORM 2004 4th Ed. RTE, 4.2), with the formats it checks.

function rules2004(launch) {
  const text = (most) => new RegExp(`^[\\u0000-\\uFFFF]{0,${most}}$`);
  const told = (most) => new RegExp(`^(\\{lang=[a-zA-Z]{2,3}(-[a-zA-Z0-9-]{2,8})?\\})?([^{].{0,${most}})?$`);
  const decimal = /^-?[0-9]{1,5}(\.[0-9]{1,18})?$/;
  const id = /^((?!urn:)\S{1,4000}|urn:[A-Za-z0-9-]{1,31}:\S{1,4000})$/;
  // a time zone is taken only behind a fraction, and the fraction has one or two digits
  const time =
    /^(19[7-9][0-9]|20[0-2][0-9]|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,2}((Z|[+-]([01][0-9]|2[0-3]))(:[0-5][0-9])?)?)?)?)?)?)?)?$/;
  const span = /^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H(\d+M)?(\d+(\.\d{1,2})?S)?|\d+M(\d+(\.\d{1,2})?S)?|\d+(\.\d{1,2})?S))?$/;
  const completion = /^(completed|incomplete|not attempted|unknown)$/;
  const success = /^(passed|failed|unknown)$/;
  const kinds =
    /^(true-false|choice|(long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/;
  const fixed = (start) => ({ how: "r", start });
  const score = (prefix) => ({
    [`${prefix}._children`]: fixed("max,raw,scaled,min"),
    [`${prefix}.scaled`]: { how: "rw", is: decimal, range: [-1, 1] },
    [`${prefix}.raw`]: { how: "rw", is: decimal },
    [`${prefix}.min`]: { how: "rw", is: decimal },
    [`${prefix}.max`]: { how: "rw", is: decimal },
  });
  const comments = (prefix, how) => ({
    [`${prefix}._children`]: fixed("comment,timestamp,location"),
    [`${prefix}._count`]: { how: "r", counts: prefix },
    [`${prefix}.n.comment`]: { how, is: told(4000) },
    [`${prefix}.n.location`]: { how, is: text(250) },
    [`${prefix}.n.timestamp`]: { how, is: time },
  });
  return {
    "cmi._version": fixed("1.0"),
    ...comments("cmi.comments_from_learner", "rw"),
    ...comments("cmi.comments_from_lms", "r"),
    "cmi.completion_status": { how: "rw", is: completion, start: "not attempted" },
    "cmi.completion_threshold": fixed(launch.threshold),
    "cmi.credit": fixed(launch.credit),
    "cmi.entry": fixed(launch.entry),
    "cmi.exit": { how: "w", is: /^(time-out|suspend|logout|normal|)$/, start: "" },
    "cmi.interactions._children": fixed(
      "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
    ),
    "cmi.interactions._count": { how: "r", counts: "cmi.interactions" },
    "cmi.interactions.n.id": { how: "rw", is: id },
    "cmi.interactions.n.type": { how: "rw", is: kinds },
    "cmi.interactions.n.objectives._count": { how: "r", counts: "objectives" },
    "cmi.interactions.n.objectives.n.id": { how: "rw", is: id },
    "cmi.interactions.n.timestamp": { how: "rw", is: time },
    "cmi.interactions.n.correct_responses._count": { how: "r", counts: "correct_responses" },
    "cmi.interactions.n.correct_responses.n.pattern": { how: "rw", is: /^.*$/ },
    "cmi.interactions.n.weighting": { how: "rw", is: decimal },
    "cmi.interactions.n.learner_response": { how: "rw", is: /^.*$/ },
    "cmi.interactions.n.result": {
      how: "rw",
      is: /^(correct|incorrect|unanticipated|neutral|-?[0-9]{1,4}(\.[0-9]{1,18})?)$/,
    },
    "cmi.interactions.n.latency": { how: "rw", is: span },
    "cmi.interactions.n.description": { how: "rw", is: told(250) },
    "cmi.launch_data": fixed(""),
    "cmi.learner_id": fixed(launch.learner.id),
    "cmi.learner_name": fixed(launch.learner.name),
    "cmi.learner_preference._children": fixed("audio_level,audio_captioning,delivery_speed,language"),
    "cmi.learner_preference.audio_level": { how: "rw", is: decimal, range: [0, Infinity], start: "1" },
    "cmi.learner_preference.language": { how: "rw", is: /^([a-zA-Z]{2,3}(-[a-zA-Z0-9-]{2,8})?|)$/, start: "" },
    "cmi.learner_preference.delivery_speed": { how: "rw", is: decimal, range: [0, Infinity], start: "1" },
    "cmi.learner_preference.audio_captioning": { how: "rw", is: /^-?[0-9]+$/, range: [-1, 1], start: "0" },
    "cmi.location": { how: "rw", is: text(1000), start: "" },
    "cmi.max_time_allowed": fixed(""),
    "cmi.mode": fixed(launch.mode),
    "cmi.objectives._children": fixed("progress_measure,completion_status,success_status,description,score,id"),
    "cmi.objectives._count": { how: "r", counts: "cmi.objectives" },
    "cmi.objectives.n.id": { how: "rw", is: id },
    ...score("cmi.objectives.n.score"),
    "cmi.objectives.n.success_status": { how: "rw", is: success, start: "unknown" },
    "cmi.objectives.n.completion_status": { how: "rw", is: completion, start: "unknown" },
    "cmi.objectives.n.progress_measure": { how: "rw", is: decimal, range: [0, 1] },
    "cmi.objectives.n.description": { how: "rw", is: told(250) },
    "cmi.progress_measure": { how: "rw", is: decimal, range: [0, 1] },
    "cmi.scaled_passing_score": fixed(launch.passing),
    ...score("cmi.score"),
    "cmi.session_time": { how: "w", is: span, start: "PT0H0M0S" },
    "cmi.success_status": { how: "rw", is: success, start: "unknown" },
    "cmi.suspend_data": { how: "rw", is: text(64000), start: "" },
    "cmi.time_limit_action": fixed(""),
    "cmi.total_time": fixed("PT0H0M0S"),
    "adl.nav.request": { how: "rw", is: /^(previous|continue|exit|exitAll|abandon|abandonAll|suspendAll)$/, start: "_none_" },
  };
}

// How a response is written for each type of interaction (RTE 4.2.9.1).
const RESPONSES = {
  "true-false": { is: /^(true|false)$/, most: 1 },
  choice: { is: /^[\w.]{1,250}$/, most: 36, unique: true },
  sequencing: { is: /^[\w.]{1,250}$/, most: 36 },
  matching: { is: /^[\w.]{1,250}$/, most: 36, pairs: true },
  likert: { is: /^[\w.]{1,250}$/, most: 1 },
  numeric: { is: /^-?[0-9]{1,5}(\.[0-9]{1,18})?$/, most: 1 },
  "fill-in": { is: /^.{0,250}$/, most: 10 },
  "long-fill-in": { is: /^.{0,4000}$/, most: 1 },
  performance: { is: /^.{0,250}$/, most: 250, pairs: true },
  other: { is: /^.{0,4000}$/, most: 1 },
};

/** Say whether Moodle takes a response or a right answer of that type. Answers are parted by [,] and pairs by [.] */
function takesResponse(type, value) {
  const { is, most, unique, pairs } = RESPONSES[type];
  const parts = most === 1 ? [value] : value.split("[,]");
  const known = (part) => {
    const halves = pairs ? part.split("[.]") : [part];
    return halves.length === (pairs ? 2 : 1) && halves.every((half) => is.test(half));
  };
  return parts.length <= most && parts.every(known) && !(unique && new Set(parts).size < parts.length);
}
