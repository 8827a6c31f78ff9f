"use strict";
/* Notes to the reflections. They are personal: kept on this device, and sent nowhere unless the course says so. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const PAUSE = 600; /* milliseconds without typing after which a note is kept */

  /**
   * Make the fields of a course's reflections, in every place that shows one.
   * `opened` is what tracker.start() gave. Gives {all() → {id: text}, text() → the file's text, removeAll()}.
   */
  F.notes = function (course, opened, tracker, t, win) {
    const preview = opened.mode === "browse";
    const store = F.device(course, opened.learner.id, "notes", win, !preview);
    const sending = course.reflections === "lms";
    const reflections = [].concat(...course.lessons.map((lesson) => lesson.reflections.map((one) => ({ one, lesson }))));
    const notes = kept();
    const fields = new Map();
    let waiting = null;
    let changed = new Set();
    let sent = new Set(); /* notes that the LMS is not known to have yet */

    /* Whatever stands there, only texts are taken. */
    function kept() {
      const found = store.read();
      const texts = {};
      Object.keys(found && typeof found === "object" ? found : {}).forEach((id) => {
        if (typeof found[id] === "string") texts[id] = found[id];
      });
      return texts;
    }

    function keep() {
      win.clearTimeout(waiting);
      waiting = null;
      if (!changed.size) return;
      const ids = Array.from(changed);
      changed = new Set();
      const stored = store.write(notes);
      tell(ids, preview ? "" : stored ? "reflections.saved.device" : "reflections.unsaved");
      if (sending) send(ids, stored);
    }

    function tell(ids, key) {
      ids.forEach((id) => fields.get(id).forEach((field) => F.say(field.kept, notes[id] && key ? t.part(key) : "")));
    }

    function send(ids, stored) {
      ids.forEach((id) => {
        tracker.note(id, notes[id] || "");
        if (stored && opened.mode === "normal") sent.add(id); /* a review tells the LMS nothing of them */
      });
      tracker.commit("note");
    }

    /* Only what the LMS has is said to be sent to it; what has been written since waits for the next time. */
    tracker.on("saved", (outcome) => {
      if (!sending || !outcome.saved || outcome.reason !== "lms") return;
      const there = Array.from(sent).filter((id) => !changed.has(id));
      sent = new Set();
      tell(there, "reflections.saved.lms");
    });

    function typed(id, text, from) {
      if (text) notes[id] = text;
      else delete notes[id];
      changed.add(id);
      show(id, from);
      win.clearTimeout(waiting);
      waiting = win.setTimeout(keep, PAUSE);
    }

    function show(id, from) {
      (fields.get(id) || []).forEach((field) => {
        const text = notes[id] || "";
        if (field.area !== from) field.area.value = text;
        F.say(field.paper, text);
      });
    }

    function field(place, reflection) {
      const id = reflection.id;
      /* What names the field may be in another language than what is written in it: it stands apart. */
      const name = F.make("span", { id: place.parentNode.querySelector(".prompt").id + "-navn", hidden: true }, [t.part("reflections.note.for", { prompt: reflection.prompt })]);
      const area = F.make("textarea", { rows: 3, "aria-labelledby": name.id });
      const paper = F.make("div", { class: "onpaper" });
      const told = F.make("p", { class: "kept about", role: "status" });
      area.addEventListener("input", () => typed(id, area.value, area));
      area.addEventListener("blur", keep);
      place.append(name, area, paper, told);
      fields.set(id, (fields.get(id) || []).concat({ area, paper, kept: told }));
      show(id, null);
    }

    /* ---- what can be done with them all ---- */

    function text() {
      const lines = [course.title, "", t("reflections")];
      course.lessons.filter((lesson) => lesson.reflections.length).forEach((lesson) => {
        lines.push("", "", lesson.title.toUpperCase());
        lesson.reflections.forEach((one) => lines.push("", one.prompt + " (" + t("reflections.for." + one.audience) + ")", "", notes[one.id] || "–"));
      });
      return lines.join("\r\n") + "\r\n";
    }

    function save(status) {
      keep();
      const url = win.URL.createObjectURL(new win.Blob([text()], { type: "text/plain;charset=utf-8" }));
      const link = F.make("a", { href: url, download: t("reflections.file") + "-" + course.id + ".txt", hidden: true });
      document.body.append(link);
      link.click();
      link.remove();
      win.setTimeout(() => win.URL.revokeObjectURL(url), 60000);
      F.say(status, t.part("reflections.exported"));
    }

    function removeAll() {
      win.clearTimeout(waiting);
      changed = new Set();
      const ids = Object.keys(notes);
      ids.forEach((id) => delete notes[id]);
      store.write(null);
      fields.forEach((places, id) => {
        places.forEach((one) => F.say(one.kept, ""));
        show(id, null);
      });
      if (sending) send(ids, false);
    }

    function button(key, press) {
      return F.make("button", { class: "button quiet", type: "button", onclick: press }, [t.part(key)]);
    }

    function actions(place) {
      const status = F.make("p", { class: "about", role: "status" });
      const print = button("reflections.print", () => { keep(); win.print(); });
      const file = button("reflections.export", () => save(status));
      const remove = button("reflections.delete", () => ask(true));
      const question = F.make("p", { id: "slett-notater", tabindex: "-1" }, [t.part("reflections.delete.really")]);
      const yes = button("reflections.delete.confirm", () => { removeAll(); ask(false); F.say(status, t.part("reflections.deleted")); });
      const no = button("reflections.delete.cancel", () => ask(false));
      const sure = F.make("div", { class: "sure note warn", role: "group", "aria-labelledby": "slett-notater", hidden: true }, [question, F.make("div", { class: "actions" }, [yes, no])]);

      function ask(open) {
        sure.hidden = !open;
        remove.hidden = open;
        (open ? question : remove).focus();
      }

      place.append(print, file, remove, sure, status);
    }

    reflections.forEach(({ one }) => document.querySelectorAll('[data-reflection="' + one.id + '"] [data-note]').forEach((place) => field(place, one)));
    document.querySelectorAll("[data-notes-actions]").forEach(actions);
    win.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return { all: () => Object.assign({}, notes), text, removeAll };
  };
})(Fremskritt);
