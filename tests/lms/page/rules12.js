"use strict";
// What Moodle's player lets a SCORM 1.2 SCO read and write (SCORM 1.2 RTE, 3.4), with the formats it checks.
// `how`: r, w or rw; `is`: the format; `range`: least and greatest number; `start`: the value before any was written.

function rules12(launch) {
  const text = (strict) => new RegExp(`^[\\u0000-\\uFFFF]{0,${launch.strict ? strict : 64000}}$`);
  const short = text(255);
  const long = text(4096);
  const id = /^[\u0021-\u007E]{0,255}$/;
  const decimal = /^-?[0-9]{0,3}(\.[0-9]*)?$/;
  const time = /^[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,2})?$/;
  const span = /^[0-9]{2,4}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,2})?$/;
  const status = /^(passed|completed|failed|incomplete|browsed)$/;
  const kinds = /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/;
  const hundred = [0, 100];
  const fixed = (start) => ({ how: "r", start });
  const score = (prefix) => ({
    [`${prefix}._children`]: fixed("raw,min,max"),
    [`${prefix}.raw`]: { how: "rw", is: decimal, range: hundred, start: "" },
    [`${prefix}.min`]: { how: "rw", is: decimal, range: hundred, start: "" },
    [`${prefix}.max`]: { how: "rw", is: decimal, range: hundred, start: "" },
  });
  return {
    "cmi._children": fixed("core,suspend_data,launch_data,comments,objectives,student_data,student_preference,interactions"),
    "cmi._version": fixed("3.4"),
    "cmi.core._children": fixed(
      "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
    ),
    "cmi.core.student_id": fixed(launch.learner.id),
    "cmi.core.student_name": fixed(launch.learner.name),
    "cmi.core.lesson_location": { how: "rw", is: short, start: "" },
    "cmi.core.credit": fixed(launch.credit),
    "cmi.core.lesson_status": { how: "rw", is: status, start: "not attempted" },
    "cmi.core.entry": fixed(launch.entry),
    ...score("cmi.core.score"),
    "cmi.core.total_time": fixed("00:00:00"),
    "cmi.core.lesson_mode": fixed(launch.mode),
    "cmi.core.exit": { how: "w", is: /^(time-out|suspend|logout|)$/, start: "" },
    "cmi.core.session_time": { how: "w", is: span, start: "00:00:00", unsent: true },
    "cmi.suspend_data": { how: "rw", is: long, start: "" },
    "cmi.launch_data": fixed(""),
    "cmi.comments": { how: "rw", is: long, start: "", appends: true },
    "cmi.comments_from_lms": fixed(""),
    "cmi.objectives._children": fixed("id,score,status"),
    "cmi.objectives._count": { how: "r", counts: "cmi.objectives" },
    "cmi.objectives.n.id": { how: "rw", is: id },
    ...score("cmi.objectives.n.score"),
    "cmi.objectives.n.status": { how: "rw", is: /^(passed|completed|failed|incomplete|browsed|not attempted)$/ },
    "cmi.student_data._children": fixed("mastery_score,max_time_allowed,time_limit_action"),
    "cmi.student_data.mastery_score": fixed(launch.mastery),
    "cmi.student_data.max_time_allowed": fixed(""),
    "cmi.student_data.time_limit_action": fixed(""),
    "cmi.student_preference._children": fixed("audio,language,speed,text"),
    "cmi.student_preference.audio": { how: "rw", is: /^-?[0-9]+$/, range: [-1, 100], start: "0" },
    "cmi.student_preference.language": { how: "rw", is: short, start: "" },
    "cmi.student_preference.speed": { how: "rw", is: /^-?[0-9]+$/, range: [-100, 100], start: "0" },
    "cmi.student_preference.text": { how: "rw", is: /^-?[0-9]+$/, range: [-1, 1], start: "0" },
    "cmi.interactions._children": fixed("id,objectives,time,type,correct_responses,weighting,student_response,result,latency"),
    "cmi.interactions._count": { how: "r", counts: "cmi.interactions" },
    "cmi.interactions.n.id": { how: "w", is: id },
    "cmi.interactions.n.objectives._count": { how: "r", counts: "objectives" },
    "cmi.interactions.n.objectives.n.id": { how: "w", is: id },
    "cmi.interactions.n.time": { how: "w", is: time },
    "cmi.interactions.n.type": { how: "w", is: kinds },
    "cmi.interactions.n.correct_responses._count": { how: "r", counts: "correct_responses" },
    "cmi.interactions.n.correct_responses.n.pattern": { how: "w", is: short },
    "cmi.interactions.n.weighting": { how: "w", is: decimal, range: [-100, 100] },
    "cmi.interactions.n.student_response": { how: "w", is: short },
    "cmi.interactions.n.result": { how: "w", is: /^(correct|wrong|unanticipated|neutral|[0-9]{0,3}(\.[0-9]*)?)$/ },
    "cmi.interactions.n.latency": { how: "w", is: span },
  };
}
