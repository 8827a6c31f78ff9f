"use strict";
/* The LMS behind one small interface, whether it speaks SCORM 1.2 or 2004: find it, open, read, write, commit, close.

   Values that mean "not begun" are never written, and nothing is written twice. A commit can fail, or succeed in word only;
   then an LMS may believe that it has the values, and not send them again when they are set to the same (Moodle). So values
   in doubt are first set and committed as a harmless other value, then as what they are. With the others goes a mark in
   the state, so that a page that ends in between is made good by the next launch. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const FAR = 20; /* frames above us: more is no LMS */
  const FRESH = ["", "not attempted", "unknown"];
  const VITAL = /suspend_data$|status$|score\.raw$/; /* an LMS need not have the rest */

  const OLD = {
    version: "1.2",
    name: "API",
    calls: { open: "LMSInitialize", close: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError" },
    already: "101",
    read: { suspend: "cmi.suspend_data", status: "cmi.core.lesson_status", mode: "cmi.core.lesson_mode", location: "cmi.core.lesson_location", score: "cmi.core.score.raw", id: "cmi.core.student_id", name: "cmi.core.student_name" },
    objective: "status",
  };
  const NEW = {
    version: "2004",
    name: "API_1484_11",
    calls: { open: "Initialize", close: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError" },
    already: "103",
    read: { suspend: "cmi.suspend_data", status: "cmi.completion_status", mode: "cmi.mode", location: "cmi.location", score: "cmi.score.raw", id: "cmi.learner_id", name: "cmi.learner_name" },
    objective: "completion_status",
  };
  const dialect = (standard) => ({ scorm12: OLD, scorm2004: NEW }[standard] || null);

  /* A property of a window that may belong to someone else, and then must not be asked. */
  function peek(win, name) {
    try {
      return (win && win[name]) || null;
    } catch (error) {
      return null;
    }
  }

  function above(win, name, where) {
    for (let at = win, level = 0; at && level < FAR; level += 1) {
      const api = peek(at, name);
      if (api) return { api, where: level ? where + " " + level : where };
      const parent = peek(at, "parent");
      at = parent === at ? null : parent;
    }
    return null;
  }

  /** Find the LMS's object of this name: {api, where} or null. First in the frames above us, then above who opened them. */
  function find(win, name) {
    const top = peek(win, "top");
    return above(win, name, "parent") || above(peek(win, "opener"), name, "opener") || above(peek(top, "opener"), name, "top opener");
  }

  function scores(old, stem, score, put) {
    put(stem + ".min", "0");
    put(stem + ".max", "100");
    put(stem + ".raw", F.formats.score(score));
    if (!old) put(stem + ".scaled", F.formats.score(score / 100));
  }

  /* The plain values as [element, value] pairs of the LMS's data model, in the order to set them. */
  function elements(speech, values) {
    const old = speech.version === "1.2";
    const stem = old ? "cmi.core." : "cmi.";
    const pairs = [];
    const put = (element, value) => pairs.push([element, value]);
    const given = (name) => values[name] !== undefined && values[name] !== null;
    if (given("suspend")) put("cmi.suspend_data", values.suspend);
    if (given("location")) put(speech.read.location, values.location);
    put(stem + "exit", "suspend");
    put(stem + "session_time", (old ? F.formats.span12 : F.formats.span2004)(values.seconds));
    if (given("score")) scores(old, stem + "score", values.score, put);
    if (given("status")) put(speech.read.status, values.status);
    if (!old && values.success) put("cmi.success_status", "passed");
    return pairs;
  }

  const ID = /^cmi\.objectives\.\d+\.id$/;
  const RENAMED = "_"; /* a lesson's own id ends with its number */
  const REPEATED = /(location|exit)$/; /* every launch writes these, whatever stands */
  const TWIN = { completed: "passed", passed: "completed" }; /* in SCORM 1.2: either is the end, and neither is lower */

  /* Another value that harms nobody while it stands: as good a status, or a hundredth less (Moodle reads 80.0 as 80).
     In SCORM 2004 there is no status as good, and none is needed: all is sent with each commit. */
  function variant(old, element, value) {
    if (/status$/.test(element)) return (old && TWIN[value]) || null;
    if (/score\.(raw|scaled)$/.test(element)) return Number(value) > 0 ? F.formats.score(Number(value) - 0.01) : null;
    if (/score\.(min|max)$/.test(element)) return value === "0" ? "1" : "99";
    if (ID.test(element)) return old ? value + RENAMED : null; /* in 2004 a name is for good */
    return REPEATED.test(element) ? "" : null;
  }

  /** Make the link to the LMS; where none is found nothing is ever written. `room` is the course's profile: what a commit holds. */
  function link(standard, win, room) {
    const speech = dialect(standard);
    const found = speech && find(win, speech.name);
    const known = {}; /* element → what the LMS has been told */
    let fresh = new Set(); /* elements told since the last commit that counted */
    const doubted = new Set();
    const own = { open: false, closed: false, interactions: 0, bytes: 0, count: 0, objectives: {} };

    function call(what, ...given) {
      try {
        return String(found.api[speech.calls[what]](...given));
      } catch (error) {
        return what === "get" || what === "error" ? "" : "false";
      }
    }
    const get = (element) => {
      const value = call("get", element);
      return value === "undefined" || value === "null" ? "" : value;
    };
    const count = (list) => Number.parseInt(get("cmi." + list + "._count"), 10) || 0;

    function set(element, value) {
      if (known[element] === value) return true;
      const done = call("set", element, value) === "true";
      if (done) known[element] = value;
      if (done) fresh.add(element);
      return done;
    }

    const tell = (element, value) => call("set", element, value) === "true";

    /* A page before us may have begun and not ended; but SCORM 1.2 says 101 for every other trouble too. */
    const answers = () => call("get", speech.read.status) !== "" && call("error") === "0";

    function open() {
      if (!found || own.open || own.closed) return own.open;
      own.open = call("open", "") === "true" || (call("error") === speech.already && answers());
      return own.open;
    }

    function readObjectives() {
      own.count = count("objectives");
      for (let n = 0; n < own.count; n += 1) {
        const stem = "cmi.objectives." + n + ".";
        own.objectives[get(stem + "id")] = { n, status: get(stem + speech.objective), score: get(stem + "score.raw") };
      }
    }

    /* The entry of an objective; it may stand under its other name, and a new one comes last. */
    function objectiveOf(id) {
      if (own.objectives[id]) return own.objectives[id];
      const stands = own.objectives[id + RENAMED] || { n: own.count, status: "", score: "" };
      if (!set("cmi.objectives." + stands.n + ".id", id)) return null;
      own.count = Math.max(own.count, stands.n + 1);
      return (own.objectives[id] = stands);
    }

    /* About what an answer of before takes: in SCORM 2004 Moodle sends all there is with each commit. */
    function told2004(n) {
      const stem = "cmi.interactions." + n + ".";
      const values = [get(stem + "learner_response"), get(stem + "correct_responses.0.pattern")];
      return 450 + encodeURIComponent(values.join("")).length;
    }

    /** What the LMS tells at launch; texts, '' where it tells nothing. */
    function read() {
      const told = {};
      for (const name of Object.keys(speech.read)) told[name] = get(speech.read[name]);
      own.interactions = count("interactions");
      for (let n = 0; n < own.interactions && speech.version === "2004"; n += 1) own.bytes += told2004(n);
      readObjectives();
      return { suspend: told.suspend, status: told.status, mode: told.mode, location: told.location, score: told.score, learner: { id: told.id, name: told.name } };
    }

    /* Lessons as objectives: never lowered, and not told of before they are begun. */
    function setObjective(objective) {
      const stands = objectiveOf(objective.id);
      if (!stands) return;
      const stem = "cmi.objectives." + stands.n + ".";
      if (objective.score !== null && !(Number(stands.score) > objective.score && stands.score !== "")) {
        scores(speech.version === "1.2", stem + "score", objective.score, set);
      }
      if (objective.done || FRESH.includes(stands.status)) set(stem + speech.objective, objective.done ? "completed" : "incomplete");
    }

    /* Answers of before, from when the course sent no reflections, may have taken some of their room. */
    const left = () => ({ characters: room.commentCharacters, bytes: Math.min(room.commentBytes, room.answerBytes + room.commentBytes - own.bytes) });

    /* Every try is a new entry, as the reports of LMSs show it, as long as there is room. */
    function setInteraction(answer) {
      const stem = "cmi.interactions." + own.interactions + ".";
      const [first, ...rest] = F.formats.interaction(speech.version, answer);
      const bytes = rest.concat([first]).reduce((sum, [name, value]) => sum + encodeURIComponent(stem + name + value).length + 2, 0);
      if (own.bytes + bytes > room.answerBytes) return;
      own.bytes += bytes;
      if (!set(stem + first[0], first[1])) return;
      own.interactions += 1;
      for (const [name, value] of rest) set(stem + name, value);
    }

    /** Set the values; gives the names of those refused that matter. */
    function write(values) {
      if (!own.open) return ["cmi"];
      const refused = elements(speech, values).filter(([element, value]) => !set(element, value));
      (values.objectives || []).forEach(setObjective);
      (values.interactions || []).forEach(setInteraction);
      (values.notes || []).forEach((note) => F.comments.put(speech.version, note, get, tell, left()));
      return refused.map((pair) => pair[0]).filter((element) => VITAL.test(element));
    }

    /**
     * Commit what is in doubt as other values, then set it as it is, for the next commit to send. `mark` gives the state
     * with the mark, or null: what cannot be marked stays in doubt. Gives whether it was: what each launch writes is not.
     */
    function waver(mark) {
      const other = (element) => variant(speech.version === "1.2", element, known[element]);
      const again = own.open ? [...doubted].filter((element) => other(element) !== null) : [];
      const grave = again.some((element) => !REPEATED.test(element));
      if (grave && !marked(mark())) return false;
      doubted.clear();
      if (!again.length) return false;
      for (const element of again) call("set", element, other(element));
      call("commit", "");
      for (const element of again) {
        const value = known[element];
        delete known[element];
        set(element, value);
      }
      return grave;
    }

    const marked = (state) => state !== null && set("cmi.suspend_data", state);

    function commit() {
      if (!own.open) return { ok: false, code: "" };
      const ok = call("commit", "") === "true";
      return { ok, code: ok ? "0" : call("error") };
    }

    /** Say whether what was told until now can be counted on; gives whether all that was ever told can be. */
    function settle(sure) {
      if (!sure) fresh.forEach((element) => doubted.add(element));
      fresh = new Set();
      if (sure && speech.version === "1.2") own.bytes = 0;
      return sure && !doubted.size;
    }

    function close() {
      if (!own.open) return false;
      own.open = false;
      own.closed = true;
      return call("close", "") === "true";
    }

    return { found: found ? found.where : null, version: speech && speech.version, open, read, waver, write, commit, settle, close };
  }

  F.scorm = { find, link, dialect, fresh: (status) => FRESH.includes(status), twin: (status) => TWIN[status] };
})(Fremskritt);
