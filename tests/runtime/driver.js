/* Runs the scripts of a lesson named on its command line in Node, several pages at a time, and does what the lines on its input ask.

   A line is {page, op, args}; the answer a line {value} or {error}. A page is a window of our own making, with timers and a
   clock that move only when told, a device's storage that pages of one name share, and an LMS in the frame above it. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const vm = require("node:vm");
const { makeLms } = require("./lms.js");

const SCRIPTS = path.join(__dirname, "..", "..", "pipeline", "templates", "lesson");
const source = process.argv.slice(2).map((name) => fs.readFileSync(path.join(SCRIPTS, name), "utf8")).join("\n");
const compiled = new vm.Script(source, { filename: "lesson.js" });

const devices = {};
const servers = {};
const pages = {};

class Target {
  constructor() {
    this.listeners = [];
  }
  addEventListener(name, callback) {
    this.listeners.push([name, callback]);
  }
  fire(name, event) {
    this.listeners.filter(([known]) => known === name).forEach(([, callback]) => callback(event || {}));
  }
}

function storageOf(device, own) {
  devices[device] = devices[device] || { values: {}, pages: [], full: false, writes: 0 };
  const kept = devices[device];
  kept.pages.push(own);
  return {
    getItem: (key) => (key in kept.values ? kept.values[key] : null),
    setItem: (key, value) => {
      if (kept.full) throw new Error("QuotaExceededError");
      kept.values[key] = value;
      kept.writes += 1;
      kept.pages.filter((other) => other !== own).forEach((other) => other.fire("storage", { key, newValue: value }));
    },
  };
}

/* A server is there, or not, or does not answer, whatever the device believes. */
function fetching(page, url, options) {
  const net = page.lms ? page.lms.net : {};
  page.requests.push([url, options]);
  if (net.silent) return new Promise(() => {});
  return net.offline ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve({ ok: true });
}

/* options: {standard, lms, device, blocked, where, settings: {protocol, fetchless, those of the LMS}} */
function openPage(options) {
  const win = new Target();
  const page = { win, now: Date.UTC(2026, 0, 5, 9, 0, 0), timers: [], saved: [], changes: 0, requests: [] };
  win.navigator = { onLine: true };
  win.document = Object.assign(new Target(), { visibilityState: "visible" });
  win.Date = class extends Date {
    constructor(...given) {
      super(...(given.length ? given : [page.now]));
    }
    static now() {
      return page.now;
    }
  };
  win.setTimeout = (callback, wait) => page.timers.push({ callback, at: page.now + wait }) - 0;
  win.clearTimeout = (id) => id && page.timers[id - 1] && (page.timers[id - 1].callback = null);
  const storage = options.device && storageOf(options.device, win);
  Object.defineProperty(win, "localStorage", {
    get() {
      if (options.blocked) throw new Error("SecurityError");
      return storage || null;
    },
  });
  const settings = options.settings || {};
  win.location = { protocol: settings.protocol || "https:" };
  if (!settings.fetchless) win.fetch = (...given) => fetching(page, ...given);
  win.parent = win;
  if (options.lms) hang(page, options);
  const context = vm.createContext({});
  compiled.runInContext(context);
  page.F = context.Fremskritt;
  return page;
}

function hang(page, options) {
  servers[options.lms] = servers[options.lms] || { tracks: {}, calls: [] };
  page.lms = makeLms(servers[options.lms], options.settings || {}, page);
  const host = new Target();
  host.parent = host;
  host[options.settings && options.settings.version === "2004" ? "API_1484_11" : "API"] = page.lms.api;
  page.win.parent = host;
}

/* windows: name → {parent, opener, top, api, foreign}; we are in the one called "sco". */
function found(page, windows, name) {
  const made = {};
  const getter = (own, key) => () => {
    if (own.foreign) throw new Error("SecurityError");
    return key === name ? own.api && { own: own.api } : made[own[key]];
  };
  for (const key of Object.keys(windows)) made[key] = {};
  for (const [key, own] of Object.entries(windows)) {
    for (const asked of ["parent", "top", "opener"]) Object.defineProperty(made[key], asked, { get: asked === "opener" ? getter(own, asked) : () => made[own[asked]] });
    Object.defineProperty(made[key], name, { get: getter(own, name) });
  }
  const answer = page.F.scorm.find(made.sco, name);
  return answer && { where: answer.where, api: answer.api.own };
}

/* Answers arrive between one timer and the next. */
async function tick(page, milliseconds) {
  const end = page.now + milliseconds;
  for (;;) {
    const due = page.timers.filter((timer) => timer.callback && timer.at <= end).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    page.now = Math.max(page.now, due.at);
    const callback = due.callback;
    due.callback = null;
    callback();
    await new Promise(setImmediate);
  }
  page.now = end;
}

const OPS = {
  open(page, options, id) {
    pages[id] = openPage(options);
    return null;
  },
  tracker(page, course) {
    page.tracker = page.F.tracker(course, page.win);
    page.tracker.on("saved", (told) => page.saved.push(told));
    page.tracker.on("change", () => (page.changes += 1));
    return null;
  },
  call: (page, name, ...given) => page.tracker[name](...given) ?? null,
  get: (page, name) => page.tracker[name],
  pure: (page, name, ...given) => name.split(".").reduce((at, part) => at[part], page.F)(...given.slice(0, -1)) ?? null, /* the last is the page's name */
  date: (page, name, time) => page.F.formats[name](new Date(time)),
  interaction: (page, version, answer) => page.F.formats.interaction(version, Object.assign({}, answer, { date: new Date(answer.date) })),
  fire: (page, where, name, event) => (where === "document" ? page.win.document : page.win).fire(name, event || {}),
  online(page, online) {
    page.win.navigator.onLine = online;
    if (page.lms) page.lms.net.offline = !online;
    if (online) page.win.fire("online");
  },
  visible(page, visible) {
    page.win.document.visibilityState = visible ? "visible" : "hidden";
    page.win.document.fire("visibilitychange");
  },
  net: (page, values) => Object.assign(page.lms.net, values) && null,
  tick: (page, milliseconds) => tick(page, milliseconds),
  saved: (page) => page.saved,
  requests: (page) => page.requests,
  changes: (page) => page.changes,
  tracks: (page, lms) => (servers[lms] || { tracks: {} }).tracks,
  calls: (page, lms) => servers[lms].calls,
  server: (page, lms) => servers[lms],
  find: (page, windows, name) => found(page, windows, name),
  device: (page, device) => ({ values: devices[device].values, writes: devices[device].writes }),
  setDevice: (page, device, values) => Object.assign(devices[device], values) && null,
  setTracks: (page, lms, tracks) => (servers[lms] = servers[lms] || { calls: [] }) && (servers[lms].tracks = tracks) && null,
  reset: () => [devices, servers, pages].forEach((all) => Object.keys(all).forEach((key) => delete all[key])),
};

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  let answer;
  try {
    const asked = JSON.parse(line);
    const value = await OPS[asked.op](pages[asked.page], ...asked.args, asked.page);
    answer = JSON.stringify({ value: value === undefined ? null : value });
  } catch (error) {
    answer = JSON.stringify({ error: String(error && error.stack) });
  }
  process.stdout.write(answer + "\n");
});
