"use strict";
/* What the LMS and the browser answer, told to whoever administers them. The learner's data is left as it was found:
   suspend_data is put back before anything is committed, no status is set, and the session is not ended, for an LMS may
   set a status of its own then. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const WAIT = 10000;
  const LIMIT = 4096;
  const VERDICTS = { ok: "I orden", info: "Til opplysning", note: "Merk", bad: "Feil" };
  const NEEDED = { scorm12: "SCORM 1.2", scorm2004: "SCORM 2004" };

  const counted = (text) => (text ? "finnes (" + text.length + " tegn)" : "mangler");
  const filled = (start, length) => (start + "x".repeat(length)).slice(0, length);

  function place(where) {
    if (!where) return "ikke funnet";
    const [, base, level] = /^(.*?)(?: (\d+))?$/.exec(where);
    const words = { parent: "i rammen", opener: "i vinduet som åpnet dette", "top opener": "i vinduet som åpnet det ytterste" };
    return "funnet " + (level ? words[base] + ", " + level + (level === "1" ? " nivå opp" : " nivåer opp") : base === "parent" ? "i kursets eget vindu" : words[base]);
  }

  /* A call, told as it was answered. */
  function caller(api, speech) {
    return function (what, ...given) {
      try {
        const value = String(api[speech.calls[what]](...given));
        return { value, code: String(api[speech.calls.error]()) };
      } catch (error) {
        return { value: "", code: "unntak: " + error.message };
      }
    };
  }

  const told = (answer) => (answer.value || "tomt svar") + ", feilkode " + answer.code;

  /* ---- the LMS ---- */

  function found(win, course, tell) {
    for (const [standard, name] of Object.entries(NEEDED)) {
      const speech = F.scorm.dialect(standard);
      const api = F.scorm.find(win, speech.name);
      const mine = standard === course.standard;
      tell(name + " (" + speech.name + ")", place(api && api.where), mine ? (api ? "ok" : "bad") : "info");
    }
    tell("Pakken er laget for", NEEDED[course.standard], "info");
  }

  function begun(call, speech, tell) {
    const answer = call("open", "");
    const already = answer.value !== "true" && answer.code === speech.already && call("get", speech.read.status).value !== "";
    tell(speech.calls.open, told(answer) + (already ? " (kurset er åpent fra før)" : ""), answer.value === "true" || already ? "ok" : "bad");
    return answer.value === "true" || already;
  }

  function values(call, speech, tell) {
    const get = (element) => call("get", element);
    const old = speech.version === "1.2";
    const plain = { Status: speech.read.status, Modus: speech.read.mode, Kreditt: old ? "cmi.core.credit" : "cmi.credit", Inngang: old ? "cmi.core.entry" : "cmi.entry" };
    for (const [name, element] of Object.entries(plain)) tell(name + " (" + element + ")", told(get(element)), "info");
    for (const list of ["objectives", "interactions"]) tell("Antall (cmi." + list + "._count)", told(get("cmi." + list + "._count")), "info");
    const [name, id] = [get(speech.read.name), get(speech.read.id)];
    tell("Navn (" + speech.read.name + ")", counted(name.value), name.value ? "ok" : "note", name.value);
    tell("Bruker-ID (" + speech.read.id + ")", counted(id.value), id.value ? "ok" : "bad", id.value);
  }

  /* Nothing is committed before what stood there is back, and no other script can run in between. */
  function stored(call, tell) {
    const element = "cmi.suspend_data";
    const before = call("get", element);
    tell("Lagret fremdrift (" + element + ")", before.value ? before.value.length + " tegn" : "tomt, feilkode " + before.code, "info");
    for (const length of [LIMIT, LIMIT + 1]) {
      const text = filled("F1selvtest-", length);
      const answer = call("set", element, text);
      const same = answer.value === "true" && call("get", element).value === text;
      const verdict = length > LIMIT ? "info" : same ? "ok" : "bad";
      tell(length + " tegn i " + element, told(answer) + (same ? ", lest likt tilbake" : ", ikke lest likt tilbake"), verdict);
    }
    const back = call("set", element, before.value);
    const same = call("get", element).value === before.value;
    tell("Det som sto der, er satt tilbake", told(back), same ? "ok" : "bad");
    return same;
  }

  function committed(win, call, speech, tell) {
    const start = win.performance.now();
    const answer = call("commit", "");
    const time = Math.round(win.performance.now() - start);
    tell(speech.calls.commit, told(answer) + ", " + time + " ms", answer.value !== "true" ? "bad" : time > 1000 ? "note" : "ok");
    tell(speech.calls.close, "ikke prøvd, for noen plattformer setter status da", "info");
  }

  function platform(win, course, tell) {
    found(win, course, tell);
    const speech = F.scorm.dialect(course.standard);
    const api = F.scorm.find(win, speech.name);
    if (!api) return;
    const call = caller(api.api, speech);
    if (!begun(call, speech, tell)) return;
    values(call, speech, tell);
    if (stored(call, tell)) committed(win, call, speech, tell);
  }

  /* ---- the browser ---- */

  function storage(win) {
    try {
      win.localStorage.setItem("fremskritt.selvtest", "1");
      win.localStorage.removeItem("fremskritt.selvtest");
      return true;
    } catch (error) {
      return false;
    }
  }

  function browser(win, tell) {
    const kept = storage(win);
    tell("Lagring på enheten (localStorage)", kept ? "virker" : "stengt; notater og reserven for fremdrift blir ikke husket", kept ? "ok" : "note");
    tell("På nett", win.navigator.onLine ? "ja" : "nei", win.navigator.onLine ? "ok" : "note");
    tell("Siste lagring når vinduet lukkes (sendBeacon)", win.navigator.sendBeacon ? "virker" : "mangler", win.navigator.sendBeacon ? "ok" : "note");
    const full = win.document.fullscreenEnabled || win.document.webkitFullscreenEnabled;
    tell("Full skjerm", full ? "tillatt" : "ikke tillatt i denne rammen", full ? "ok" : "note");
    tell("Bredde", win.innerWidth + " punkter", win.innerWidth < 320 ? "note" : "ok");
    tell("Nettleser", win.navigator.userAgent, "info");
  }

  /* ---- the files ---- */

  const soon = (win, promise) => Promise.race([promise, new Promise((_, reject) => win.setTimeout(() => reject(new Error("ikke noe svar på ti sekunder")), WAIT))]);

  async function asked(win, url, range) {
    const response = await soon(win, win.fetch(url, range ? { headers: { Range: "bytes=0-99" } } : {}));
    const body = range && response.status !== 206 ? "" : await soon(win, response.text());
    return { status: response.status, type: (response.headers.get("Content-Type") || "").split(";")[0], body };
  }

  /* Whether the answers of all these files are as `right` says; what is wrong is told by name. */
  async function files(win, urls, range, right, what, tell) {
    const wrong = [];
    for (const url of urls) {
      try {
        const answer = await asked(win, url, range);
        if (!right(answer)) wrong.push(url + ": " + answer.status + " " + answer.type);
      } catch (error) {
        wrong.push(url + ": " + error.message);
      }
    }
    const all = urls.length + (urls.length === 1 ? " fil svarer" : " filer svarer");
    tell(what, wrong.length ? wrong.join("; ") : all, wrong.length ? "bad" : "ok");
  }

  function playable(win, url) {
    return new Promise((resolve) => {
      const video = win.document.createElement("video");
      const end = (answer) => () => {
        resolve(answer());
        video.removeAttribute("src");
      };
      video.preload = "metadata";
      video.muted = true;
      video.onloadedmetadata = end(() => (video.videoWidth ? Math.round(video.duration) + " sekunder, " + video.videoWidth + " × " + video.videoHeight : ""));
      video.onerror = end(() => "");
      win.setTimeout(end(() => ""), WAIT);
      video.src = url;
    });
  }

  async function content(win, course, tell) {
    const each = (namesOf) => Array.from(new Set([].concat(...course.lessons.map(namesOf)).filter(Boolean)));
    const videos = each((lesson) => [lesson.video, lesson.described]);
    const tracks = each((lesson) => lesson.tracks.concat(lesson.descriptions || []).map((track) => track.src));
    const first = await playable(win, videos[0]);
    tell("Video kan spilles (MP4)", first || "nei", first ? "ok" : "bad");
    await files(win, videos, true, (answer) => answer.status === 206, "Video kan hentes stykkevis (HTTP 206)", tell);
    await files(win, tracks, false, (answer) => answer.status === 200 && answer.body.replace(/^\uFEFF/, "").startsWith("WEBVTT"), "Teksting kan hentes (WebVTT)", tell);
  }

  /** Try everything, telling each finding: tell(group, what, answer, verdict, personal). */
  async function run(win, course, tell) {
    const group = (name) => (...finding) => tell(name, ...finding);
    platform(win, course, group("Læringsplattformen"));
    browser(win, group("Nettleseren"));
    await content(win, course, group("Filene"));
  }

  /* ---- the page ---- */

  const make = (document, name, text) => Object.assign(document.createElement(name), { textContent: text });

  function row(document, table, finding) {
    let body = table.tBodies[table.tBodies.length - 1];
    if (!body || body.dataset.group !== finding.group) {
      body = table.appendChild(document.createElement("tbody"));
      body.dataset.group = finding.group;
      const head = Object.assign(make(document, "th", finding.group), { scope: "rowgroup", colSpan: 3 });
      body.insertRow().append(head);
    }
    const line = body.insertRow();
    line.dataset.verdict = finding.verdict;
    line.append(Object.assign(make(document, "th", finding.what), { scope: "row" }), make(document, "td", finding.answer), make(document, "td", VERDICTS[finding.verdict]));
  }

  function report(course, findings, personal) {
    const lines = findings.map((one) => one.group + ": " + one.what + ": " + (personal && one.personal ? one.personal : one.answer) + " [" + VERDICTS[one.verdict] + "]");
    return ["Selvtest av «" + course.title + "» (" + course.id + ", versjon " + course.version + ")", ...lines].join("\n") + "\n";
  }

  function verdict(findings) {
    const wrong = findings.filter((one) => one.verdict === "bad").length;
    if (!wrong) return "Alt som kurset trenger, svarer.";
    return wrong + (wrong === 1 ? " ting svarer ikke som det skal. Se raden merket «Feil»." : " ting svarer ikke som de skal. Se radene merket «Feil».");
  }

  async function copy(win, field) {
    field.select();
    try {
      await win.navigator.clipboard.writeText(field.value);
      return true;
    } catch (error) {
      return win.document.execCommand("copy"); /* older browsers, and frames without the permission */
    }
  }

  function begin(win, course) {
    const document = win.document;
    const at = (id) => document.getElementById(id);
    const findings = [];
    const write = () => (at("rapport").value = report(course, findings, at("navn").checked));
    const tell = (group, what, answer, mark, personal) => {
      findings.push({ group, what, answer, verdict: mark, personal });
      row(document, document.querySelector("table"), findings[findings.length - 1]);
      write();
    };
    at("navn").addEventListener("change", write);
    at("kopier").addEventListener("click", async () => {
      at("kopiert").textContent = (await copy(win, at("rapport"))) ? "Kopiert." : "Kunne ikke kopiere. Merk teksten og kopier den selv.";
    });
    const ended = (text) => (at("vurdering").textContent = text);
    run(win, course, tell).then(() => ended(verdict(findings)), (error) => ended("Testen stanset: " + error.message));
  }

  F.selftest = { run, report };
  window.addEventListener("DOMContentLoaded", () => begin(window, F.course));
})(Fremskritt);
