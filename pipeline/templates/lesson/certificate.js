"use strict";
/* The completion page: what is left, or the kursbevis, made in the browser and printed from it. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const KNOWN = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" };

  /** Give an LMS's "Nordmann, Kari" as a person writes it. */
  function nameOf(told) {
    const parts = String(told || "").split(",").map((part) => part.trim());
    return parts.length === 2 && parts[1] ? parts[1] + " " + parts[0] : parts.join(", ");
  }

  /** Give a date in words: "5. mars 2026"; Norwegian also where the browser lacks a language. */
  function dateWords(moment, language) {
    return moment.toLocaleDateString(KNOWN[language] || "nb-NO", { day: "numeric", month: "long", year: "numeric" });
  }

  const listed = (parts) => [].concat(...parts.map((part, at) => (at ? [". ", part] : [part])));

  /* A date is said in Norwegian where the browser is not asked for the language itself. */
  const dated = (moment, t) => ({ text: dateWords(moment, t.language), lang: KNOWN[t.language] ? "" : "nb" });

  /**
   * Fill the completion page, and again whenever show(progress) is called. `opened` is what tracker.start() gave.
   * The day of completion is the one on which this device saw it happen; where it did not, none is claimed.
   */
  F.certificate = function (course, opened, tracker, t, win) {
    const place = document.querySelector("[data-certificate]");
    const told = document.querySelector("[data-completion]");
    const store = F.device(course, opened.learner.id, "certificate", win, opened.mode !== "browse");
    const facts = Object.assign({ name: "", date: "" }, store.read());
    const fromLms = nameOf(opened.learner.name);
    let before = null;
    let drawn = "";

    /* Keep the day, the first time that the course was seen to become done. */
    function notice(progress) {
      if (before === false && progress.done && !facts.date) {
        facts.date = new win.Date().toISOString();
        store.write(facts);
      }
      before = progress.done;
    }

    function left(lesson, state, words) {
      const rule = course.completion.quiz;
      const lacks = [];
      if (!state.seen) lacks.push(words.part("completion.left.watch"));
      const quiz = rule === "none" ? null : state.quiz;
      if (quiz && quiz.answered < quiz.total) lacks.push(words.part("completion.left.quiz", { n: quiz.total - quiz.answered }));
      else if (quiz && rule === "passed" && !quiz.passed) lacks.push(words.part("completion.left.retry"));
      const link = F.make("a", { href: "#" + lesson.id, lang: lesson.language }, [lesson.title]);
      return F.make("li", {}, [link, F.make("span", { class: "about" }, listed(lacks))]);
    }

    function remaining(progress) {
      const items = course.lessons.map((lesson, at) => (progress.lessons[at].done ? null : left(lesson, progress.lessons[at], t)));
      return [
        F.make("p", { class: "lead" }, [t.part("completion.not-done")]),
        F.make("h3", {}, [t.part("completion.left")]),
        F.make("ul", { class: "left" }, items),
        F.make("p", { class: "about" }, [t.part("certificate.not-yet")]),
      ];
    }

    function paper(progress) {
      const who = F.make("p", { class: "who" }, [fromLms || facts.name]);
      const goals = course.objectives.map((goal) => F.make("li", {}, [goal]));
      const date = facts.date ? t.part("certificate.date", { date: dated(new win.Date(facts.date), t) }) : t.part("certificate.printed", { date: dated(new win.Date(), t) });
      const only = course.scope === "lesson" ? course.lessons[0].title : "";
      const confirm = course.organisation ? t.part("certificate.confirm", { organisation: course.organisation }) : t.part("certificate.confirm.nobody");
      const content = [
        F.make("p", { class: "kind" }, [t.part("certificate")]),
        F.make("p", {}, [confirm]),
        who,
        F.make("p", {}, [t.part(only ? "certificate.done.lesson" : "certificate.done")]),
        F.make("h3", {}, [only ? only + " (" + course.title + ")" : course.title]),
        goals.length ? F.make("div", { class: "goals" }, [F.make("p", {}, [F.make("strong", {}, [t.part("certificate.objectives")])]), F.make("ul", {}, goals)]) : null,
        progress.score !== null && progress.score !== undefined ? F.make("p", { class: "about" }, [t.part("certificate.score", { score: progress.score })]) : null,
        F.make("p", { class: "when" }, [date]),
      ];
      return { who, sheet: F.make("article", { class: "certificate", "aria-label": t.part("certificate") }, content) };
    }

    function naming(who) {
      const field = F.make("input", { type: "text", id: "kursbevis-navn", autocomplete: "name", maxlength: 80, value: facts.name, "aria-describedby": "kursbevis-hjelp" });
      field.addEventListener("input", () => {
        facts.name = field.value.trim();
        F.say(who, facts.name);
        store.write(facts);
      });
      return F.make("div", { class: "naming" }, [
        F.make("label", { for: "kursbevis-navn" }, [t.part("certificate.name")]),
        field,
        F.make("p", { class: "about", id: "kursbevis-hjelp" }, [t.part("certificate.name.help")]),
      ]);
    }

    function earned(progress) {
      const { who, sheet } = paper(progress);
      const print = F.make("button", { class: "button", type: "button", onclick: () => win.print() }, [t.part("certificate.print")]);
      return [
        fromLms ? null : naming(who),
        sheet,
        F.make("div", { class: "actions own" }, [print]),
        F.make("p", { class: "about own" }, [t.part(opened.connected ? "certificate.own-words.lms" : "certificate.own-words.device")]),
      ];
    }

    function fill(element, children) {
      element.textContent = "";
      children.filter(Boolean).forEach((child) => element.append(child));
    }

    /** Show how it stands; a name being written is not disturbed. */
    function show(progress) {
      notice(progress);
      const now = JSON.stringify([progress.done, progress.score, progress.lessons.map((one) => [one.done, one.seen, one.quiz])]);
      if (now === drawn) return;
      drawn = now;
      fill(told, progress.done ? [F.make("p", { class: "lead" }, [t.part("completion.done")])] : remaining(progress));
      if (!place.contains(document.activeElement)) fill(place, progress.done ? earned(progress) : []);
    }

    return { show };
  };

  F.certificate.nameOf = nameOf;
  F.certificate.dateWords = dateWords;
})(Fremskritt);
