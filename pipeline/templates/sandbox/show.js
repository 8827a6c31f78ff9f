"use strict";
// What the sandbox shows beside the course: the calls, and what the LMS keeps.

const MOST_ROWS = 1000;
const SUSPEND_LIMIT = 4096;

export const at = (id) => document.getElementById(id);

function cell(kind, ...content) {
  const made = document.createElement(kind);
  made.append(...content);
  return made;
}

const code = (text) => cell("code", text);

function row(...cells) {
  const made = document.createElement("tr");
  made.append(...cells);
  return made;
}

/** Put a call on top of the list. */
export function showCall(call, number) {
  const values = cell("td", ...call.given.map(code));
  const made = row(cell("th", String(number)), cell("td", code(call.name)), values, cell("td", code(call.answer)));
  made.append(cell("td", call.code === "0" ? "" : `Feil ${call.code}`));
  made.firstChild.scope = "row";
  made.classList.toggle("bad", call.code !== "0" || call.answer === "false");
  at("log").prepend(made);
  while (at("log").children.length > MOST_ROWS) {
    at("log").lastChild.remove();
  }
}

const STATUS = {
  "not attempted": "ikke begynt",
  incomplete: "påbegynt",
  completed: "fullført",
  passed: "bestått",
  failed: "ikke bestått",
  browsed: "sett gjennom",
  unknown: "ukjent",
};

const said = (value) => (value ? `${STATUS[value] || value} (${value})` : "ikke begynt");

/** Show an attempt: the figures that matter first, then every value. */
export function showKept({ values, saves }, old) {
  const get = (first, second) => values[old ? first : second] || "";
  const suspended = values["cmi.suspend_data"] || "";
  const share = Math.round((suspended.length / SUSPEND_LIMIT) * 100);
  const interactions = Object.keys(values).filter((name) => /^cmi\.interactions\.\d+\.id$/.test(name)).length;
  const facts = [
    ["Status", said(get("cmi.core.lesson_status", "cmi.completion_status"))],
    ...(old ? [] : [["Resultat", said(values["cmi.success_status"] || "unknown")]]),
    ["Poeng", get("cmi.core.score.raw", "cmi.score.raw") || "ingen"],
    ["Besvarte spørsmål", String(interactions)],
    ["Sted i kurset", get("cmi.core.lesson_location", "cmi.location") || "ikke lagret"],
    ["Framdrift (suspend_data)", `${suspended.length} av ${SUSPEND_LIMIT} tegn (${share} %)`],
    ["Tid i kurset", get("cmi.core.total_time", "cmi.total_time") || "lagres når kurset lukkes"],
    ["Lagret", saves === 1 ? "1 gang" : `${saves} ganger`],
  ];
  at("summary").replaceChildren(...facts.flatMap(([term, text]) => [cell("dt", term), cell("dd", text)]));
  const names = Object.keys(values).sort((one, two) => one.localeCompare(two, "nb", { numeric: true }));
  at("count").textContent = String(names.length);
  at("values").replaceChildren(...names.map((name) => row(cell("th", code(name)), cell("td", code(values[name])))));
  at("values").querySelectorAll("th").forEach((head) => (head.scope = "row"));
}

/** Say in words how it goes. */
export function say(text, kind) {
  at("state").textContent = text;
  at("state").className = `state ${kind}`;
}
