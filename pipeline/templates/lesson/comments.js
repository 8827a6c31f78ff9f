"use strict";
/* A reflection sent to the LMS as the learner's comment; only courses that say so do it.
   SCORM 1.2 has one text for all, which some LMSs append to (Moodle) and others overwrite; SCORM 2004 a list. All of it fits
   `room`: {characters, bytes}, the latter as a commit encodes them. What does not fit stays on the device. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const LIMIT2004 = 3999; /* characters of one comment, and one to spare */
  const ENTRY2004 = 170; /* bytes of a comment's names, place and time */
  const SPARE = 16; /* characters for telling again where all else is full; a space is three bytes */
  const told = new WeakSet(); /* notes that were told before: the LMS may not send the same text twice */

  const bytes = (text) => encodeURIComponent(text).length;

  /* In one line: Moodle refuses others in SCORM 2004. Half a letter could not be encoded, and would break every commit. */
  const flat = (text) => text.replace(/[\n\r\u2028\u2029]/g, " ").replace(/[\ud800-\udfff]/gu, "\ufffd").trimEnd();

  /* As much from the beginning as there is room for; no letter is halved. */
  function cut(text, characters, size) {
    let kept = 0;
    let left = size;
    for (const letter of text) {
      left -= bytes(letter);
      if (left < 0 || kept + letter.length > characters) break;
      kept += letter.length;
    }
    return text.slice(0, kept);
  }

  /* The newest lines, and of the last one that there is room for, as much as fits. */
  function fitted(lines, room) {
    let kept = "";
    for (const line of lines.slice().reverse()) {
      const piece = cut(line, room.characters - kept.length - 1, room.bytes - bytes(kept) - 3);
      kept = piece + (kept && "\n") + kept;
      if (piece !== line) break;
    }
    return kept;
  }

  /* The text of an LMS that appends cannot be made shorter: a note that grows at the end is told by its new end alone. */
  function put12(note, get, set, room) {
    const name = "cmi.comments";
    const mark = "[" + note.id + "] ";
    const line = mark + flat(note.text);
    const before = get(name);
    const lines = before.split("\n");
    const latest = lines.filter((one) => one.startsWith(mark)).pop();
    const again = told.has(note);
    told.add(note);
    const same = latest !== undefined && latest.trimEnd() === line.trimEnd();
    if (same && !again) return true;
    const grows = latest !== undefined && latest === lines[lines.length - 1] && line.startsWith(latest);
    const wanted = same ? " " : grows ? line.slice(latest.length) : (before && "\n") + line;
    const spare = same ? 0 : SPARE;
    const piece = cut(wanted, room.characters - spare - before.length, room.bytes - 3 * spare - bytes(before));
    const rest = lines.filter((one) => one && !one.startsWith(mark)).concat(line + (same && latest === line ? " " : ""));
    const rewrite = () => set(name, fitted(rest, room));
    if (piece !== wanted && !(set(name, "") && get(name) === before)) return rewrite(); /* nothing added tells which kind it is */
    if (!piece.trim().startsWith(mark.trim()) && !grows && !same) return false;
    if (!set(name, piece)) return false;
    return get(name) === before + piece || rewrite();
  }

  /* A long note is several comments: r_1; r_1, 2; r_1, 3. */
  function parts2004(text) {
    const parts = [];
    for (let rest = text; rest || !parts.length; rest = rest.slice(parts[parts.length - 1].length)) parts.push(cut(rest, LIMIT2004, Infinity));
    return parts.map((part) => part.replace(/^\{/, " {")); /* a brace would begin the name of a language */
  }

  function put2004(note, get, set, room) {
    const list = "cmi.comments_from_learner.";
    const count = Number.parseInt(get(list + "_count"), 10) || 0;
    const there = Array.from({ length: count }, (_, n) => ({ n, place: get(list + n + ".location"), text: get(list + n + ".comment") }));
    const place = (part) => note.id + (part ? ", " + (part + 1) : "");
    const others = there.filter((one) => one.place !== note.id && !one.place.startsWith(note.id + ", "));
    const all = others.map((one) => one.text).join("");
    const entries = others.length + Math.ceil(room.characters / LIMIT2004);
    const parts = parts2004(cut(flat(note.text), room.characters - all.length, room.bytes - bytes(all) - entries * ENTRY2004));
    const mine = Array.from({ length: count }, (_, part) => there.find((one) => one.place === place(part))).filter(Boolean);
    const put = (part, at) => {
      const stem = list + (mine[at] ? mine[at].n : count + at - mine.length) + ".";
      const pairs = [["comment", part], ["location", place(at)], ["timestamp", F.formats.time2004(note.date)]];
      return pairs.every(([name, value]) => set(stem + name, value));
    };
    return parts.concat(mine.slice(parts.length).map(() => "")).every(put);
  }

  F.comments = { put: (version, note, get, set, room) => (version === "1.2" ? put12 : put2004)(note, get, set, room) };
})(Fremskritt);
