"use strict";
/* A reflection sent to the LMS as the learner's comment; only courses that say so do it.
   SCORM 1.2 has one text for all, which some LMSs append to and others overwrite; SCORM 2004 a list. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const LIMIT = 4096; /* characters of all of them: SCORM 1.2's limit, and in 2004 a commit's room */
  const LIMIT2004 = 4000; /* of one */

  /* The newest that fit, whole lines. */
  function fitted(lines, limit) {
    const kept = [];
    let room = limit;
    for (const line of lines.slice().reverse()) {
      room -= line.length;
      if (room < 0) break;
      kept.unshift(line);
    }
    return kept.join("");
  }

  function put12(note, get, set) {
    const mark = "[" + note.id + "] ";
    const line = (mark + note.text.replace(/\n/g, " ")).slice(0, LIMIT - 1) + "\n";
    const before = get("cmi.comments");
    if (before.includes(line)) return true;
    const others = before.split("\n").filter((one) => one && !one.startsWith(mark)).map((one) => one + "\n");
    if (before.length + line.length > LIMIT) return set("cmi.comments", fitted(others.concat(line), LIMIT));
    if (!set("cmi.comments", line)) return false;
    return get("cmi.comments").startsWith(before) || set("cmi.comments", fitted(others.concat(line), LIMIT));
  }

  function put2004(note, get, set) {
    const count = Number.parseInt(get("cmi.comments_from_learner._count"), 10) || 0;
    const locations = Array.from({ length: count }, (_, n) => get("cmi.comments_from_learner." + n + ".location"));
    const at = locations.indexOf(note.id);
    const stem = "cmi.comments_from_learner." + (at < 0 ? count : at) + ".";
    const others = locations.reduce((sum, _, n) => sum + (n === at ? 0 : get("cmi.comments_from_learner." + n + ".comment").length), 0);
    const pairs = [["comment", note.text.slice(0, Math.min(LIMIT2004, Math.max(0, LIMIT - others)))], ["location", note.id], ["timestamp", F.formats.time2004(note.date)]];
    return pairs.every(([name, value]) => set(stem + name, value));
  }

  F.comments = { put: (version, note, get, set) => (version === "1.2" ? put12 : put2004)(note, get, set) };
})(Fremskritt);
