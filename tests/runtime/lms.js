/* An LMS that is as strict as Moodle is known to be, and fails as Moodle does: in word only when offline, and never sending
   twice what it once tried to send. For the tests in Node; the browser tests have a fuller one. */
"use strict";

const TIME12 = /^\d{2,4}:[0-5]\d:[0-5]\d\.\d{2}$/;
const SPAN2004 = /^P(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)$/;
const STAMP2004 = /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{1,2}Z$/;
const VISIBLE = /^[!-~]{1,255}$/;
const score = (value) => value !== "" && Number(value) >= 0 && Number(value) <= 100;
const among = (...allowed) => (value) => allowed.includes(value);
const upTo = (limit) => (value) => value.length <= limit;

const RULES12 = (strict) => [
  [/^cmi\.suspend_data$/, upTo(strict ? 4096 : 64000)],
  [/^cmi\.core\.lesson_location$/, upTo(strict ? 255 : 64000)],
  [/^cmi\.core\.lesson_status$/, among("passed", "completed", "failed", "incomplete", "browsed")],
  [/^cmi\.core\.exit$/, among("time-out", "suspend", "logout", "")],
  [/^cmi\.core\.session_time$/, (value) => TIME12.test(value)],
  [/^cmi\.core\.score\.(raw|min|max)$/, score],
  [/^cmi\.comments$/, upTo(strict ? 4096 : 64000)],
  [/^cmi\.objectives\.\d+\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.objectives\.\d+\.status$/, among("passed", "completed", "failed", "incomplete", "browsed")],
  [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, score],
  [/^cmi\.interactions\.\d+\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.interactions\.\d+\.objectives\.0\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.interactions\.\d+\.time$/, (value) => /^[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value)],
  [/^cmi\.interactions\.\d+\.type$/, among("true-false", "choice", "matching", "sequencing")],
  [/^cmi\.interactions\.\d+\.(student_response|correct_responses\.0\.pattern)$/, (value) => /^([a-z](\.[a-z])?(,[a-z](\.[a-z])?)*)?$/.test(value)],
  [/^cmi\.interactions\.\d+\.weighting$/, score],
  [/^cmi\.interactions\.\d+\.result$/, among("correct", "wrong", "unanticipated", "neutral")],
  [/^cmi\.interactions\.\d+\.latency$/, (value) => TIME12.test(value)],
];

const words = "\\w+(\\[\\.\\]\\w+)?";
const RULES2004 = () => [
  [/^cmi\.suspend_data$/, upTo(64000)],
  [/^cmi\.location$/, upTo(1000)],
  [/^cmi\.completion_status$/, among("completed", "incomplete", "not attempted", "unknown")],
  [/^cmi\.success_status$/, among("passed", "failed", "unknown")],
  [/^cmi\.exit$/, among("time-out", "suspend", "logout", "normal", "")],
  [/^cmi\.session_time$/, (value) => SPAN2004.test(value)],
  [/^cmi\.score\.(raw|min|max)$/, score],
  [/^cmi\.score\.scaled$/, (value) => Number(value) >= -1 && Number(value) <= 1],
  [/^cmi\.comments_from_learner\.\d+\.comment$/, (value) => /^([^{].{0,4000})?$/.test(value)],
  [/^cmi\.comments_from_learner\.\d+\.location$/, upTo(250)],
  [/^cmi\.comments_from_learner\.\d+\.timestamp$/, (value) => STAMP2004.test(value)],
  [/^cmi\.objectives\.\d+\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.objectives\.\d+\.completion_status$/, among("completed", "incomplete", "not attempted", "unknown")],
  [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, score],
  [/^cmi\.objectives\.\d+\.score\.scaled$/, (value) => Number(value) >= -1 && Number(value) <= 1],
  [/^cmi\.interactions\.\d+\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.interactions\.\d+\.objectives\.0\.id$/, (value) => VISIBLE.test(value)],
  [/^cmi\.interactions\.\d+\.timestamp$/, (value) => STAMP2004.test(value)],
  [/^cmi\.interactions\.\d+\.type$/, among("true-false", "choice", "matching", "sequencing")],
  [/^cmi\.interactions\.\d+\.(learner_response|correct_responses\.0\.pattern)$/, (value) => new RegExp("^(" + words + "(\\[,\\]" + words + ")*)?$").test(value)],
  [/^cmi\.interactions\.\d+\.weighting$/, score],
  [/^cmi\.interactions\.\d+\.result$/, among("correct", "incorrect", "unanticipated", "neutral")],
  [/^cmi\.interactions\.\d+\.latency$/, (value) => SPAN2004.test(value)],
];

const NAMES = {
  1.2: ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"],
  2004: ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError"],
};

function beginning(settings) {
  const learner = settings.learner || { id: "larer-1", name: "Nordmann, Kari" };
  const [mode, credit] = [settings.mode || "normal", settings.mode ? "no-credit" : "credit"];
  if (settings.version === "2004") {
    return { "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.mode": mode, "cmi.credit": credit, "cmi.learner_id": learner.id, "cmi.learner_name": learner.name };
  }
  return { "cmi.core.lesson_status": "not attempted", "cmi.core.lesson_mode": mode, "cmi.core.credit": credit, "cmi.core.student_id": learner.id, "cmi.core.student_name": learner.name, "cmi.comments": "" };
}

/* server: {tracks, calls}; settings: {version, mode, strict, mastery, overwrites, learner} */
function makeLms(server, settings, page) {
  const rules = settings.version === "2004" ? RULES2004() : RULES12(settings.strict);
  /* offline: yes, and nothing is kept; silent: the server does not answer whether it is there; expired: no, and nothing is
     kept; deaf: no, although it was kept; takes: as many commits are kept, then it is as `then` says */
  const net = { offline: false, expired: false, deaf: false, takes: Infinity, then: "expired" };
  const values = Object.assign(beginning(settings), server.tracks);
  const sent = Object.assign({}, values);
  let [open, code, finished] = [false, "0", Boolean(settings.finished)];

  const fail = (error) => {
    code = error;
    return "false";
  };
  const count = (list) => new Set(Object.keys(values).map((name) => (name.match("^" + list + "\\.(\\d+)\\.") || [])[1]).filter(Boolean)).size;

  function initialize() {
    if (settings.left) open = true; /* the page of before never said that it ended */
    if (open) return fail(settings.version === "2004" ? "103" : "101");
    if (settings.refuses) return fail("101");
    if (finished && count("cmi.objectives")) throw new TypeError("objectives are there already");
    [open, code] = [true, "0"];
    return "true";
  }

  function get(name) {
    code = open ? "0" : "301";
    if (!open) return "";
    if (name.endsWith("._count")) return String(count(name.slice(0, -7).replace(/\./g, "\\.")));
    return name in values ? values[name] : "";
  }

  function set(name, value) {
    if (!open || typeof value !== "string") return fail(open ? "405" : "301");
    const rule = rules.find(([pattern]) => pattern.test(name));
    const [, list, n] = /^(cmi\.\w+)\.(\d+)\./.exec(name) || [];
    if (!rule || (list && Number(n) > count(list.replace(".", "\\.")))) return fail("201");
    if (!rule[1](value) || (settings.lacks && new RegExp(settings.lacks).test(name))) return fail("405");
    if (/objectives\.\d+\.id$/.test(name) && settings.version === "2004" && values[name] && values[name] !== value) return fail("351");
    if (rule[1] === score) value = String(Number(value));
    values[name] = name === "cmi.comments" && !settings.overwrites ? values[name] + value : value;
    code = "0";
    return "true";
  }

  function store(final) {
    if (settings.mastery && values["cmi.core.score.raw"]) {
      values["cmi.core.lesson_status"] = Number(values["cmi.core.score.raw"]) >= settings.mastery ? "passed" : "failed";
    }
    const news = Object.entries(values).filter(([name, value]) => sent[name] !== value && !name.endsWith("session_time"));
    if (settings.version !== "2004") Object.assign(sent, values); /* in 2004 all is sent each time */
    const body = news.map(([name, value]) => "&" + name + "=" + encodeURIComponent(value)).join("");
    server.largest = Math.max(server.largest || 0, body.length);
    if (net.takes <= 0) net[net.then] = true;
    net.takes -= 1;
    if (net.expired) return fail(settings.version === "2004" ? "391" : "101");
    if (net.offline || (page.win.document.visibilityState === "hidden" && body.length > 65536)) return "true";
    if (settings.mode !== "browse") Object.assign(server.tracks, Object.fromEntries(news));
    server.statuses = (server.statuses || []).concat(news.filter(([name, value]) => server.status !== value && /^cmi\.(core\.lesson|completion)_status$/.test(name)).map((pair) => (server.status = pair[1])));
    if (final) server.time = (server.time || []).concat(values["cmi.core.session_time"] || values["cmi.session_time"]);
    if (net.deaf) return fail(settings.version === "2004" ? "391" : "101");
    code = "0";
    return "true";
  }

  function finish() {
    if (!open) return fail("301");
    const done = store(true);
    [open, finished] = [false, true];
    return done;
  }

  const answers = [initialize, finish, get, set, () => (open ? store(false) : fail("301")), () => code];
  const api = {};
  NAMES[settings.version || "1.2"].forEach((name, at) => {
    api[name] = (...given) => {
      const answer = answers[at](...given);
      if (!name.endsWith("GetLastError")) server.calls.push([name.replace("LMS", ""), ...given, answer]);
      return answer;
    };
  });
  return { api, net };
}

module.exports = { makeLms };
