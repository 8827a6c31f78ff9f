"use strict";
// The LMS of the sandbox: scorm-again keeps the rules, this keeps one learner's attempt in the browser's storage.

import { Scorm12API, Scorm2004API } from "./scorm-again.min.js";

const SILENT = 5;
const ENDED = ["completed", "passed", "failed"];

/** The attempt that is kept under `key`: its values as the LMS stored them, and how often it stored. */
export function attempt(key) {
  const place = `sandkasse:${key}`;
  const read = () => JSON.parse(localStorage.getItem(place)) || { values: {}, saves: 0 };
  const write = (kept) => localStorage.setItem(place, JSON.stringify(kept));
  return {
    read,
    store(values) {
      const kept = read();
      write({ values: { ...kept.values, ...values }, saves: kept.saves + 1 });
    },
    clear: () => localStorage.removeItem(place),
  };
}

/** Remove what bundles themselves have kept in this browser. */
export function clearDevice() {
  Object.keys(localStorage)
    .filter((key) => !key.startsWith("sandkasse:"))
    .forEach((key) => localStorage.removeItem(key));
}

/** Put the API on `window` where a SCO looks for it. `wire` says whether commits go through; `tell` gets every call. */
export function launch(bundle, kept, learner, wire, tell) {
  const old = bundle.standard === "scorm12";
  const answer = (good) => ({ result: good ? "true" : "false", errorCode: good ? 0 : 101 });
  const http = {
    updateSettings() {},
    processHttpRequest(_address, values) {
      const sent = wire();
      if (sent.kept && learner.mode !== "browse") {
        kept.store(written(values, old));
      }
      return answer(sent.answer);
    },
  };
  const settings = {
    lmsCommitUrl: "sandkasse",
    dataCommitFormat: "flattened",
    httpService: http,
    logLevel: SILENT,
    mastery_override: bundle.mastery !== "",
  };
  const api = old ? new Scorm12API(settings) : new Scorm2004API(settings);
  api.loadFromFlattenedJSON(starting(bundle, learner.mode === "browse" ? {} : kept.read().values, learner, old));
  delete window.API;
  delete window.API_1484_11;
  window[old ? "API" : "API_1484_11"] = logged(api, tell, old);
}

/** What was written; scorm-again also sends the fields that nobody wrote, and what it knows of the learner. */
function written(values, old) {
  const own = old
    ? /^cmi\.(launch_data|comments_from_lms|student_data\.|core\.(student_|credit|entry|lesson_mode|session_time))/
    : /^cmi\.(launch_data|comments_from_lms|learner_(id|name)|credit|entry|mode|max_time|time_limit|session_time)/;
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => typeof value === "string" && value !== "" && !own.test(name)),
  );
}

function starting(bundle, values, learner, old) {
  const status = values[old ? "cmi.core.lesson_status" : "cmi.completion_status"];
  const left = values[old ? "cmi.core.exit" : "cmi.exit"];
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => !/\.exit$/.test(name)));
  const entry = !status ? "ab-initio" : left === "suspend" ? "resume" : "";
  const credit = learner.mode === "normal" ? "credit" : "no-credit";
  const own = old
    ? { core: { student_id: "kari.nordmann", student_name: learner.name, credit, entry, lesson_mode: learner.mode } }
    : { learner_id: "kari.nordmann", learner_name: learner.name, credit, entry, mode: learner.mode };
  if (old && bundle.mastery) {
    known["cmi.student_data.mastery_score"] = bundle.mastery;
  }
  if (!old && bundle.threshold) {
    known["cmi.completion_threshold"] = bundle.threshold;
  }
  const flat = Object.entries(old ? own.core : own).map(([name, value]) => [`cmi.${old ? "core." : ""}${name}`, value]);
  return { ...known, ...Object.fromEntries(flat) };
}

/** Say whether an attempt has ended: Moodle then opens it to be looked at again. */
export function ended(values) {
  return ENDED.includes(values["cmi.core.lesson_status"]) || ENDED.includes(values["cmi.completion_status"]);
}

function logged(api, tell, old) {
  const names = ["Initialize", old ? "Finish" : "Terminate", "GetValue", "SetValue", "Commit"];
  const quiet = ["GetLastError", "GetErrorString", "GetDiagnostic"];
  const named = (name) => (old ? `LMS${name}` : name);
  const calls = {};
  quiet.forEach((name) => (calls[named(name)] = (...given) => api[named(name)](...given)));
  names.forEach((name) => {
    calls[named(name)] = (...given) => {
      const answer = api[named(name)](...given);
      const code = String(api[named("GetLastError")]());
      tell({ name: named(name), given: given.map(String), answer: String(answer), code });
      return answer;
    };
  });
  return calls;
}
