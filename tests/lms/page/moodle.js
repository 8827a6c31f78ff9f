"use strict";
// A strict stand-in for the SCORM player of Moodle: what it refuses is refused with its error code, and what it loses
// is lost. Written from observation of a real Moodle; `launch` is what the server tells at the launch, `send(values)`
// gives the server's two lines, and every call is told to `log`.

function moodle(launch, send, log) {
  const old = launch.standard === "scorm12";
  const rules = old ? rules12(launch) : rules2004(launch);
  const values = new Map(Object.entries(launch.values));
  const sent = new Map(values);
  let state = "new";
  let error = "0";

  const model = (element) => element.replace(/\.\d+(?=\.)/g, ".n");
  const rule = (element) => (Object.hasOwn(rules, model(element)) ? rules[model(element)] : undefined);
  const count = (list) => {
    const indexes = [...values.keys()].filter((key) => key.startsWith(`${list}.`));
    return 1 + Math.max(-1, ...indexes.map((key) => Number(key.slice(list.length + 1).split(".")[0])));
  };
  const fail = (code) => {
    error = code;
    return "false";
  };
  const own = (element) => {
    const { start, counts } = rule(element);
    if (counts) {
      return String(count(element.slice(0, -"._count".length)));
    }
    return values.has(element) ? values.get(element) : start;
  };

  function get(element) {
    error = state === "open" ? "0" : old ? "301" : state === "closed" ? "123" : "122";
    if (error !== "0") {
      return "";
    }
    const known = rule(element);
    if (!known) {
      const parent = element.replace(/\.(_children|_count)$/, "");
      error = old ? (parent !== element && rule(parent) ? (element.endsWith("_children") ? "202" : "203") : "201") : "401";
    } else if (known.how === "w") {
      error = old ? "404" : "405";
    } else if (!reached(element)) {
      error = old ? "0" : "301";
    } else if (own(element) === undefined || own(element) === null) {
      error = old ? "0" : "403";
    } else {
      return String(own(element));
    }
    return "";
  }

  /** Every list on the way has the index that is named. */
  function reached(element) {
    const parts = element.split(".");
    return parts.every((part, at) => !/^\d+$/.test(part) || Number(part) < count(parts.slice(0, at).join(".")));
  }

  function set(element, given) {
    const value = String(given);
    error = state === "open" ? "0" : old ? "301" : state === "closed" ? "133" : "132";
    const known = rule(String(element));
    if (error !== "0") {
      return "false";
    }
    if (!known) {
      return fail(element === "" && !old ? "351" : old ? "201" : "401");
    }
    if (known.how === "r") {
      return fail(old ? (/\._(children|count|version)$/.test(element) ? "402" : "403") : "404");
    }
    if (!known.is.test(value)) {
      return fail(old ? "405" : "406");
    }
    const misplaced = place(element, value);
    if (misplaced) {
      return fail(misplaced);
    }
    const number = value * 1;
    if (known.range && (number < known.range[0] || number > known.range[1])) {
      return fail(old ? "405" : "407");
    }
    const kept = known.range && old ? String(number) : value;
    values.set(element, known.appends ? (values.get(element) || "") + kept : kept);
    return "true";
  }

  /** Say what is wrong with writing into lists: order, identifiers, and the type of an interaction. */
  function place(element, value) {
    const parts = element.split(".");
    for (let at = 1; at < parts.length; at += 1) {
      if (/^\d+$/.test(parts[at])) {
        const there = count(parts.slice(0, at).join("."));
        if (Number(parts[at]) > there) {
          return old ? "201" : "351";
        }
        const first = /^cmi\.(objectives|interactions)\.n\.id$/;
        if (!old && Number(parts[at]) === there && /^(objectives|interactions)$/.test(parts[at - 1]) && at === 2 && !first.test(model(element))) {
          return "408";
        }
      }
    }
    return old ? "" : place2004(element, value, parts);
  }

  function place2004(element, value, parts) {
    const entry = parts.slice(0, 3).join(".");
    const list = parts.slice(0, 2).join(".");
    if (model(element) === "cmi.objectives.n.id") {
      const ids = Array.from({ length: count(list) }, (_, at) => values.get(`${list}.${at}.id`));
      const at = ids.indexOf(value);
      return (at >= 0 && at !== Number(parts[2])) || (values.has(element) && values.get(element) !== value) ? "351" : "";
    }
    if (/\.(learner_response|pattern)$/.test(element)) {
      const type = values.get(`${entry}.type`);
      if (!type) {
        return "408";
      }
      return takesResponse(type, value) ? "" : "406";
    }
    return "";
  }

  /** What is sent: in 1.2 only what was not sent before, whether or not it arrived; in 2004 all of it each time. */
  function collect() {
    const due = [...values].filter(([element, value]) => {
      const known = rule(element);
      return known.how !== "r" && !known.unsent && !(old && sent.get(element) === value);
    });
    due.forEach(([element, value]) => sent.set(element, value));
    return due;
  }

  function store(ending) {
    if (ending) {
      judge();
    }
    const due = collect();
    if (ending) {
      const [total, session] = old ? ["cmi.core.total_time", "cmi.core.session_time"] : ["cmi.total_time", "cmi.session_time"];
      due.push([total, (old ? addTime12 : addTime2004)(own(total), own(session))]);
    }
    const [answer, code] = send(due, ending).split("\n");
    error = answer === "true" ? code || "0" : "101";
    return answer === "true" ? "true" : "false";
  }

  /** What Moodle decides by itself when the SCO ends. */
  function judge() {
    const counts = launch.mode === "normal" && launch.credit === "credit";
    if (old) {
      if (own("cmi.core.lesson_status") === "not attempted") {
        values.set("cmi.core.lesson_status", "completed");
      }
      if (counts && launch.mastery !== "" && own("cmi.core.score.raw") !== "") {
        const passed = Number(own("cmi.core.score.raw")) >= Number(launch.mastery);
        values.set("cmi.core.lesson_status", passed ? "passed" : "failed");
      }
    } else if (counts && launch.threshold !== null && values.has("cmi.progress_measure")) {
      const done = Number(values.get("cmi.progress_measure")) >= Number(launch.threshold);
      values.set("cmi.completion_status", done ? "completed" : "incomplete");
    }
  }

  function open(parameter) {
    error = "0";
    if (parameter !== "") {
      return fail("201");
    }
    if (state === "open") {
      return fail(old ? "101" : "103");
    }
    if (state === "closed" && !old) {
      return fail("104");
    }
    if (state === "closed" && count("cmi.objectives") > 0) {
      throw new TypeError("Cannot read properties of undefined (reading 'score')");
    }
    state = "open";
    return "true";
  }

  function commit(parameter) {
    if (parameter !== "") {
      return fail("201");
    }
    return state === "open" ? store(false) : fail(old ? "301" : state === "closed" ? "143" : "142");
  }

  function close(parameter) {
    if (parameter !== "") {
      return fail("201");
    }
    if (state !== "open") {
      return fail(old ? "301" : state === "closed" ? "113" : "112");
    }
    const answer = store(true);
    state = old || answer === "true" ? "closed" : state;
    return answer;
  }

  const calls = {
    Initialize: open,
    Finish: close,
    GetValue: get,
    SetValue: set,
    Commit: commit,
    GetLastError: () => error,
    GetErrorString: (code) => (code === "" || code === undefined ? "" : `Error ${code}`),
    GetDiagnostic: (code) => String(code || error),
  };
  const api = {};
  Object.entries(calls).forEach(([name, call]) => {
    const named = old ? `LMS${name}` : name === "Finish" ? "Terminate" : name;
    api[named] = (...given) => {
      const answer = call(...given);
      log({ name: named, arguments: given.map(String), answer, error });
      return answer;
    };
  });
  return api;
}

/** Add as Moodle adds: what stands behind the point counts as hundredths, so that .5 is five of them. */
function addTime12(first, second) {
  const hundredths = (text) => {
    const [hours, minutes, rest] = text.split(":");
    const [seconds, cents] = rest.split(".");
    return ((hours * 60 + minutes * 1) * 60 + seconds * 1) * 100 + (cents ? parseInt(cents, 10) : 0);
  };
  const sum = hundredths(first) + hundredths(second);
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const clock = `${two(sum / 360000)}:${two((sum / 6000) % 60)}:${two((sum / 100) % 60)}`;
  return `${clock}.${two(sum % 100)}`;
}

function addTime2004(first, second) {
  const seconds = (text) => {
    const found = /^P(?:\d+Y)?(?:\d+M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
    return [86400, 3600, 60, 1].reduce((sum, unit, at) => sum + unit * Number(found[at + 1] || 0), 0);
  };
  const sum = Math.round((seconds(first) + seconds(second)) * 100) / 100;
  const whole = Math.floor(sum);
  const rest = Math.round((sum - Math.floor(whole / 60) * 60) * 100) / 100;
  return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${rest}S`;
}
