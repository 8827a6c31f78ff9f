"use strict";
/* The transcript beside a video: follows what is said, is searched and printed, and is a way through of its own. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const REST = 6000; /* milliseconds for which the reader's own scrolling is left alone */
  const WORDS_A_SECOND = 10; /* nobody reads faster: what was scrolled past was not read */

  const words = (text) => text.split(/\s+/).filter(Boolean).length;

  /* ---- follow, and seek ---- */

  function follow(box, spans, player) {
    let current = null;
    let touched = -REST;
    ["wheel", "touchmove", "pointerdown", "keydown"].forEach((event) =>
      box.addEventListener(event, () => (touched = performance.now()), { passive: true }));

    function reveal(span) {
      if (performance.now() - touched < REST || box.contains(document.activeElement)) return;
      const [outer, inner] = [box.getBoundingClientRect(), span.getBoundingClientRect()];
      if (inner.top >= outer.top + 40 && inner.bottom <= outer.bottom - 40) return;
      box.scrollTop += inner.top - outer.top - outer.height / 3;
    }

    function draw() {
      const now = player.time();
      const found = spans.find((span) => now >= Number(span.dataset.start) && now < Number(span.dataset.end)) || null;
      if (found === current) return;
      if (current) current.classList.remove("current");
      current = found;
      if (!current) return;
      current.classList.add("current");
      reveal(current);
    }

    ["timeupdate", "seeked"].forEach((event) => player.on(event, draw));
  }

  function seeking(box, player, t) {
    const go = (span) => {
      player.seek(Number(span.dataset.start));
      player.play();
    };
    box.addEventListener("click", (event) => {
      const span = event.target.closest("[data-start]");
      if (span && !String(window.getSelection())) go(span);
    });
    /* By keyboard and screen reader: one button a paragraph, so that the text stays text. */
    box.querySelectorAll("p").forEach((paragraph) => {
      const span = paragraph.querySelector("[data-start]");
      if (!span) return;
      const seconds = Number(span.dataset.start);
      const shown = Math.floor(seconds / 60) + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");
      const label = t("transcript.from", { time: F.timeWords(t, seconds) });
      paragraph.prepend(F.make("button", { type: "button", class: "from", "aria-label": shown + ", " + label, title: label, onclick: () => go(span) }, [shown]));
    });
  }

  /* ---- search ---- */

  function search(spans, t) {
    const texts = spans.map((span) => span.textContent);
    const field = F.make("input", { type: "search", "aria-label": t("transcript.search"), placeholder: t("transcript.search"), autocomplete: "off", spellcheck: "false" });
    const hits = F.make("p", { class: "hits about", role: "status" });
    const step = (by, sign, key) => F.make("button", { type: "button", class: "control", "aria-label": t(key), title: t(key), onclick: () => move(by) }, [sign]);
    let marks = [];
    let at = -1;

    function marked(span, text, wanted) {
      span.textContent = "";
      const low = text.toLocaleLowerCase(t.language);
      let from = 0;
      for (let found = low.indexOf(wanted); found >= 0; found = low.indexOf(wanted, from)) {
        const mark = F.make("mark", {}, [text.slice(found, found + wanted.length)]);
        span.append(text.slice(from, found), mark);
        marks.push(mark);
        from = found + wanted.length;
      }
      span.append(text.slice(from));
    }

    function find() {
      const wanted = field.value.trim().toLocaleLowerCase(t.language);
      marks = [];
      at = -1;
      spans.forEach((span, index) => (wanted ? marked(span, texts[index], wanted) : (span.textContent = texts[index])));
      F.say(hits, wanted ? t("transcript.hits", { n: marks.length }) : "");
      if (marks.length) move(1);
    }

    function move(by) {
      if (!marks.length) return;
      if (at >= 0) marks[at].classList.remove("here");
      at = (at + by + marks.length) % marks.length;
      const mark = marks[at];
      mark.classList.add("here");
      const box = mark.closest(".box");
      const [outer, inner] = [box.getBoundingClientRect(), mark.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
      F.say(hits, t("transcript.hit", { at: at + 1, n: marks.length }));
    }

    field.addEventListener("input", find);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      move(event.shiftKey ? -1 : 1);
    });
    const row = F.make("div", { class: "find" }, [field, step(-1, "↑", "transcript.previous"), step(1, "↓", "transcript.next")]);
    return [row, hits];
  }

  function printing(section, t) {
    const end = () => {
      document.body.classList.remove("only-transcript");
      section.classList.remove("printed");
    };
    window.addEventListener("afterprint", end);
    const press = () => {
      document.body.classList.add("only-transcript");
      section.classList.add("printed");
      window.print();
    };
    return F.make("button", { type: "button", class: "button quiet", onclick: press }, [t("transcript.print")]);
  }

  /* ---- read to the end: an equal route ---- */

  /* Every part must have been in view, for at least as long as its words take, before the reader may say so. */
  function reading(box, lesson, tracker, t) {
    const parts = Array.from(box.querySelectorAll("p"));
    const need = new Map(parts.map((part) => [part, (words(part.textContent) / WORDS_A_SECOND) * 1000]));
    const since = new Map();
    const button = F.make("button", { type: "button", class: "button", "aria-disabled": "true" }, [t("transcript.read")]);
    const told = F.make("p", { class: "about", role: "status" }, [t("transcript.read.how")]);
    let timer = null;

    function done() {
      const entry = tracker.progress().lessons.find((one) => one.number === lesson.number);
      return Boolean(entry && entry.read);
    }

    function spend() {
      const now = performance.now();
      let left = now - (spend.at || now);
      spend.at = now;
      /* What is in view is read one part after the other, in their order. */
      parts.filter((part) => since.has(part)).forEach((part) => {
        const used = Math.min(left, need.get(part));
        need.set(part, need.get(part) - used);
        left -= used;
      });
      if (parts.every((part) => need.get(part) <= 0)) ready();
    }

    function ready() {
      window.clearInterval(timer);
      watcher.disconnect();
      button.setAttribute("aria-disabled", "false");
      F.say(told, done() ? t("transcript.read.done") : t("transcript.read.ready"));
    }

    const watcher = new IntersectionObserver((entries) => {
      spend();
      entries.forEach((entry) => (entry.isIntersecting ? since.set(entry.target, true) : since.delete(entry.target)));
    }, { threshold: [0, 0.25] });

    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tracker.readToEnd(lesson.number);
      tracker.commit("read");
      F.say(told, t("transcript.read.done"));
    });

    if (done()) ready();
    else {
      parts.forEach((part) => watcher.observe(part));
      timer = window.setInterval(() => (document.visibilityState === "visible" ? spend() : (spend.at = 0)), 500);
    }
    return F.make("div", { class: "whole" }, [button, told]);
  }

  /** Bring a lesson's transcript to life. */
  F.transcript = function (section, lesson, player, tracker, t) {
    const place = section.querySelector("[data-transcript]");
    const heading = section.querySelector(".read h3");
    const box = F.make("div", { class: "box", role: "region", tabindex: 0, "aria-labelledby": heading.id });
    box.append(...Array.from(place.childNodes));
    const spans = Array.from(box.querySelectorAll("p span"));
    const timed = spans.filter((span) => span.dataset.start !== undefined);
    place.append(F.make("div", { class: "tools", lang: t.language }, search(spans, t)), box);
    if (player && timed.length) {
      follow(box, timed, player);
      seeking(box, player, t);
    }
    place.append(reading(box, lesson, tracker, t));
    place.querySelector(".tools").append(printing(section, t));
  };
})(Fremskritt);
