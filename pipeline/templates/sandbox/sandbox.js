"use strict";
// The page that runs a bundle in a small LMS, and lets the producer disturb it.

import { attempt, clearDevice, ended, launch } from "./lms.js";
import { at, say, showCall, showKept } from "./show.js";

const bundle = await (await fetch("bunt.json")).json();
const kept = attempt(bundle.key);
const frame = at("sco");
const broken = { cut: false, expired: false };
let calls = 0;

/** What becomes of a commit: what the LMS answers, and whether it kept anything. */
function wire() {
  if (broken.expired) {
    return { answer: false, kept: false };
  }
  return broken.cut ? { answer: at("pretend").checked, kept: false } : { answer: true, kept: true };
}

function tell(call) {
  calls += 1;
  showCall(call, calls);
  if (/Commit|Finish|Terminate/.test(call.name)) {
    show();
    report(call);
  }
}

function report(call) {
  const lost = broken.cut || broken.expired;
  if (call.answer !== "true") {
    say("Ikke lagret: LMS-et tok ikke imot.", "bad");
  } else if (lost || at("mode").value === "browse") {
    say("LMS-et svarte «ja», men lagret ingenting.", "bad");
  } else {
    say("Lagret i LMS-et.", "good");
  }
}

function show() {
  showKept(kept.read(), bundle.standard === "scorm12");
}

/** Tell the course, as the browser would, whether there is a connection. */
function connect() {
  const inside = frame.contentWindow;
  Object.defineProperty(inside.navigator, "onLine", { configurable: true, get: () => !broken.cut });
  inside.dispatchEvent(new Event(broken.cut ? "offline" : "online"));
}

/** End the launch that runs, as when its page is left, and launch anew. */
async function open() {
  await blank();
  const learner = { name: at("learner").value, mode: at("mode").value };
  launch(bundle, kept, learner, wire, tell);
  widen();
  frame.src = bundle.href;
  show();
}

function widen() {
  frame.className = at("width").value ? `w${at("width").value}` : "";
}

/** Let the address hold what was chosen, so that loading the page anew keeps it. */
function remember() {
  const chosen = new URLSearchParams();
  if (at("mode").value !== "normal") {
    chosen.set("modus", at("mode").value);
  }
  if (at("width").value) {
    chosen.set("bredde", at("width").value);
  }
  history.replaceState(null, "", `?${chosen}`);
}

function blank() {
  return new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    frame.src = "about:blank";
  });
}

function toggle(id, name, words) {
  at(id).addEventListener("click", () => {
    broken[name] = !broken[name];
    at(id).setAttribute("aria-pressed", String(broken[name]));
    say(broken[name] ? words[0] : words[1], broken[name] ? "bad" : "good");
    connect();
  });
}

function listen() {
  toggle("cut", "cut", ["Forbindelsen er brutt.", "Forbindelsen er tilbake."]);
  toggle("expire", "expired", ["Økten er løpt ut.", "Det er logget inn igjen."]);
  at("again").addEventListener("click", open);
  at("width").addEventListener("change", widen);
  ["mode", "width"].forEach((id) => at(id).addEventListener("change", remember));
  at("clear").addEventListener("click", () => at("log").replaceChildren());
  at("wrong").addEventListener("change", () => at("log").classList.toggle("only-wrong", at("wrong").checked));
  at("steer").addEventListener("submit", (event) => event.preventDefault());
  at("attempt").addEventListener("click", restart);
  frame.addEventListener("load", () => broken.cut && connect());
}

/** Begin a new attempt: the course is closed first, so that what it stores last goes too. */
async function restart() {
  await blank();
  kept.clear();
  if (at("device").checked) {
    clearDevice();
  }
  at("mode").value = "normal";
  await open();
  remember();
  say("Et nytt forsøk er begynt.", "good");
}

document.title = `${bundle.title} – sandkasse`;
at("title").textContent = bundle.title;
at("facts").textContent = `${bundle.standard === "scorm12" ? "SCORM 1.2" : "SCORM 2004"}, ${bundle.file}`;
const query = new URLSearchParams(location.search);
const usual = ended(kept.read().values) ? "review" : "normal"; // as Moodle does with an attempt that has ended
at("mode").value = query.get("modus") || usual;
at("width").value = query.get("bredde") || "";
listen();
await open();
