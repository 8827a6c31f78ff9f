"use strict";
/* The course's frame: one view at a time, what is done and left, what is saved. The last script: it begins the page. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const FIRST = "innhold";

  /* One part that fails leaves the others, and the page as it stands without scripts. */
  function guarded(part) {
    try {
      return part();
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  function lessonLanguage(course, lesson) {
    const tag = lesson.language.toLowerCase().split("-")[0];
    return tag === "no" || F.languages().includes(tag) ? lesson.language : course.language;
  }

  /** Bring the page to life. Gives {show(id), tracker, opened}. */
  F.shell = function (course, win) {
    const t = F.i18n(course.language);
    const views = new Map(Array.from(document.querySelectorAll(".view"), (view) => [view.id, view]));
    const lessons = new Map(course.lessons.map((lesson) => [lesson.id, lesson]));
    const words = new Map(course.lessons.map((lesson) => [lesson.id, F.i18n(lessonLanguage(course, lesson))]));
    const tracker = F.tracker(course, win);
    const players = new Map();
    let shown = null;
    let drawing = false;

    /* ---- saved, and in which mode ---- */

    const saved = document.querySelector("[data-saved]");
    const SAVED = { lms: "saved.lms", device: "saved.device", offline: "saved.not.offline", refused: "saved.not", nowhere: "saved.nowhere", newer: "saved.newer", browse: "" };
    let slow = null;

    function tellSaved(key, not) {
      F.say(saved, key ? t.part(key) : "");
      saved.classList.toggle("not", not);
    }

    /* What is checked in a moment is not worth a word; what takes longer is. */
    tracker.on("saved", (outcome) => {
      win.clearTimeout(slow);
      if (outcome.reason === "checking") return void (slow = win.setTimeout(tellSaved, 1000, "saved.checking", false));
      const key = SAVED[outcome.reason] === undefined ? (outcome.saved ? "saved.lms" : "saved.not") : SAVED[outcome.reason];
      tellSaved(key, Boolean(key) && !outcome.saved);
    });
    const opened = tracker.start();

    function banner() {
      const key = opened.mode !== "normal" ? "banner." + opened.mode : opened.connected || course.standard === "web" ? "" : "banner.no-api";
      if (key) document.querySelector("[data-banner]").append(F.make("p", { class: "note warn" }, [t.part(key)]));
    }

    /* ---- how far it has come ---- */

    function state(progress, say) {
      if (progress.done) return say.part("status.done");
      const share = Math.floor(progress.share * 100);
      const begun = share > 0 || progress.read || (progress.quiz && progress.quiz.answered);
      if (!begun) return say.part("status.none");
      return share > 0 ? say.part("status.started.share", { share }) : say.part("status.started");
    }

    function drawLesson(lesson, progress) {
      const entry = document.querySelector('[data-entry="' + lesson.number + '"]');
      const section = views.get(lesson.id);
      const say = words.get(lesson.id);
      [[entry, t], [section, say]].forEach(([place, speak]) => {
        const line = place.querySelector("[data-state]");
        F.say(line, state(progress, speak));
        line.classList.toggle("done", progress.done);
      });
      entry.querySelector("[data-bar]").style.setProperty("--share", progress.done ? 1 : progress.share);
      F.say(section.querySelector("[data-finished]"), progress.done ? say.part("lesson.done") : "");
      document.querySelectorAll('[data-step="' + lesson.number + '"]').forEach((step) => {
        step.classList.toggle("done", progress.done);
        F.say(step.querySelector("[data-step-state]"), [" (", state(progress, words.get(step.closest(".lesson").id)), ")"]);
      });
    }

    const certificate = guarded(() => F.certificate(course, opened, tracker, t, win));

    function draw() {
      drawing = false;
      const progress = tracker.progress();
      course.lessons.forEach((lesson, at) => drawLesson(lesson, progress.lessons[at]));
      drawResume(progress);
      document.querySelectorAll("[data-to-completion]").forEach((link) => {
        const say = words.get(link.closest(".lesson").id);
        F.say(link, say.part(progress.done ? "lesson.to-completion.done" : "lesson.to-completion"));
      });
      if (certificate) certificate.show(progress);
    }

    /* A playing video tells of itself several times a second: the page is drawn once a frame at most. */
    function drawSoon() {
      if (!drawing) win.requestAnimationFrame(draw);
      drawing = true;
    }

    /* ---- begin, or go on ---- */

    const resume = document.querySelector("[data-resume]");
    const sum = F.make("p", { class: "sum" });
    const left = F.make("p", { class: "about" });
    const go = F.make("a", { class: "button" });
    const bar = F.make("div", { class: "bar" });
    resume.append(F.make("div", {}, [sum, left]), go, bar);

    function drawResume(progress) {
      const done = progress.lessons.filter((lesson) => lesson.done).length;
      const minutes = Math.ceil(progress.secondsLeft / 60);
      F.say(sum, progress.done ? t.part("completion.done") : t.part("progress.lessons", { done, total: progress.lessons.length }));
      F.say(left, minutes ? t.part("progress.left", { n: minutes }) : "");
      bar.style.setProperty("--share", progress.done ? 1 : progress.share);
      const last = course.lessons.find((lesson) => lesson.number === tracker.lesson) || course.lessons[0];
      const begun = progress.share > 0 || progress.lessons.some((lesson) => lesson.done || lesson.read || (lesson.quiz && lesson.quiz.answered));
      const at = course.lessons.indexOf(last);
      const goal = begun && progress.lessons[at].done && !progress.done ? course.lessons.find((lesson, index) => !progress.lessons[index].done) : last;
      go.href = "#" + (progress.done ? "fullfort" : goal.id);
      F.say(go, t.part(progress.done ? "lesson.to-completion.done" : begun ? "contents.continue" : course.scope === "lesson" ? "contents.start.lesson" : "contents.start"));
    }

    /* ---- views ---- */

    function enliven(lesson, section) {
      const say = words.get(lesson.id);
      section.querySelector("video").preload = "metadata";
      const player = guarded(() => F.player(section, lesson, tracker, say));
      players.set(lesson.id, player);
      guarded(() => F.transcript(section, lesson, player, tracker, say));
      if (lesson.quiz) guarded(() => F.quiz(section, lesson, tracker, say));
    }

    function leave(id) {
      const player = players.get(id);
      if (player) guarded(() => player.pause());
    }

    function mark(id) {
      document.querySelectorAll(".menu a").forEach((link) => {
        if (link.hash === "#" + id) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      });
    }

    /** Show the view of that id, and read its heading where `moved`: the learner asked for it. */
    function show(id, moved) {
      if (shown === id) return;
      if (shown) {
        leave(shown);
        views.get(shown).classList.remove("shown");
      }
      shown = id;
      const view = views.get(id);
      const heading = view.querySelector("h2");
      view.classList.add("shown");
      document.body.dataset.view = id;
      document.title = id === FIRST ? course.title : heading.textContent + " – " + course.title;
      mark(id);
      const lesson = lessons.get(id);
      if (lesson) {
        tracker.open(lesson.number);
        if (!players.has(id)) enliven(lesson, view);
      }
      if (!moved) return;
      win.scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }

    const named = () => win.location.hash.slice(1); /* ids are ASCII: nothing to decode */

    function first() {
      if (views.has(named())) return named();
      if (course.scope === "lesson") return course.lessons[0].id;
      const last = course.lessons.find((lesson) => lesson.number === tracker.lesson);
      return opened.resumed && last && !tracker.progress().done ? last.id : FIRST;
    }

    /* ---- the glossary's filter ---- */

    function filter(place) {
      const entries = Array.from(document.querySelectorAll("#ordliste .words > div"));
      const field = F.make("input", { type: "search", id: "ordliste-filter", autocomplete: "off", spellcheck: "false" });
      const hits = F.make("p", { class: "about", role: "status" });
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLocaleLowerCase(course.language);
        entries.forEach((entry) => (entry.hidden = !entry.textContent.toLocaleLowerCase(course.language).includes(wanted)));
        F.say(hits, wanted ? t.part("glossary.hits", { n: entries.filter((entry) => !entry.hidden).length }) : "");
      });
      place.append(F.make("label", { for: "ordliste-filter" }, [t.part("glossary.filter")]), field, hits);
    }

    document.querySelectorAll("[data-js]").forEach((element) => (element.hidden = false));
    document.querySelectorAll("[data-filter]").forEach(filter);
    banner();
    const notes = guarded(() => F.notes(course, opened, tracker, t, win));
    tracker.on("change", drawSoon);
    draw();
    const home = first();
    win.addEventListener("hashchange", () => {
      const id = named() || home; /* back to where the page began */
      if (views.has(id)) show(id, true);
    });
    show(home, false);
    return { show, tracker, opened, notes };
  };

  /* Whatever fails at the start: the page stays one that can be read. */
  document.addEventListener("DOMContentLoaded", () => {
    try {
      F.page = F.shell(F.course, window);
    } catch (error) {
      document.documentElement.classList.remove("js");
      console.error(error);
    }
  });
})(Fremskritt);
