"use strict";
// The page of the LMS: it asks the server how to launch, puts the API where the SCO looks for it, and sends commits by
// a synchronous request, or by a beacon once a page is going away, as Moodle does.

(() => {
  const query = new URLSearchParams(location.search);
  const frame = document.getElementById("scorm");
  const ask = new XMLHttpRequest();
  ask.open("GET", `launch${location.search}`, false);
  ask.send();
  const launch = JSON.parse(ask.responseText);
  let leaving = false;

  window.calls = [];
  window.launch = launch;

  function send(due, ending) {
    const body = new URLSearchParams({ launch: launch.number, ending: ending ? "1" : "", values: JSON.stringify(due) });
    if (leaving || document.visibilityState === "hidden") {
      // nobody sees the answer; beyond 64 KiB the browser takes nothing of it
      return navigator.sendBeacon("commit", body) ? "true\n0" : "false\n101";
    }
    const request = new XMLHttpRequest();
    request.open("POST", "commit", false);
    try {
      request.send(body);
    } catch {
      return "true\n0"; // no connection: Moodle says yes all the same, and nothing was kept
    }
    return request.status === 200 ? request.responseText : "false\n101";
  }

  const watch = (target) => {
    ["beforeunload", "pagehide"].forEach((name) => target.addEventListener(name, () => (leaving = true), true));
    target.addEventListener("pageshow", () => (leaving = false), true);
  };
  const api = moodle(launch, send, (call) => window.calls.push(call));
  window[launch.standard === "scorm12" ? "API" : "API_1484_11"] = api;
  watch(window);

  if (query.get("opener")) {
    const button = document.getElementById("open");
    button.hidden = false;
    frame.remove();
    button.addEventListener("click", () => watch(window.open(launch.href, "scorm")));
    return;
  }
  frame.style.cssText = `width:${query.get("width") || 940}px;max-width:100%;height:700px;border:0`;
  frame.src = launch.href;
  watch(frame.contentWindow);
  frame.addEventListener("load", () => watch(frame.contentWindow));
})();
