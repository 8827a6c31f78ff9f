"use strict";
/* The transcript beside a video: follows what is said, is searched and printed, and is a way through of its own. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const MARGIN = 40; /* pixels that are left between what is said and the box's edges */
  const WORDS_A_SECOND = 10; /* nobody reads faster: what was scrolled past was not read */

  const words = (text) => text.split(/\s+/).filter(Boolean).length;

  /* ---- follow, and seek ---- */

  /* Bring a part into view in its own box; the page stays where it is. */
  function reveal(box, part, margin) {
    const [outer, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
    if (inner.top >= outer.top + margin && inner.bottom <= outer.bottom - margin) return;
    box.scrollTop += inner.top - outer.top - outer.height / 3;
  }

  /* What is said is marked, and kept in view until the reader moves the text; a button, or a choice of where to play
     from, takes them back. Gives {button, again()}. */
  function follow(box, spans, player, t) {
    let current = null;
    let on = true;
    let ours = 0; /* where we left the box: another place is the reader's doing */
    const button = F.make("button", { type: "button", class: "control words", "aria-pressed": "true" }, [t.part("transcript.follow")]);

    function keep() {
      if (!on || !current) return;
      reveal(box, current, MARGIN);
      ours = box.scrollTop;
    }

    function turn(wanted) {
      on = wanted;
      button.setAttribute("aria-pressed", String(on));
      keep();
    }

    function draw() {
      const now = player.time();
      const found = spans.find((span) => now >= Number(span.dataset.start) && now < Number(span.dataset.end)) || null;
      if (found === current) return;
      if (current) current.classList.remove("current");
      current = found;
      if (!current) return;
      current.classList.add("current");
      keep();
    }

    button.addEventListener("click", () => turn(!on));
    box.addEventListener("scroll", () => {
      if (on && Math.abs(box.scrollTop - ours) > 2) turn(false);
    }, { passive: true });
    player.moved(draw);
    return { button, again: () => turn(true) };
  }

  function seeking(box, player, again, t) {
    const go = (span) => {
      again();
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
      const shown = F.clock(seconds);
      const say = t.together(["transcript.from", ...F.timeKeys]);
      const label = say.part("transcript.from", { time: F.timeWords(say, seconds) });
      paragraph.prepend(F.make("button", { type: "button", class: "from", lang: label.lang || t.around, "aria-label": shown + ", " + label.text, title: label, onclick: () => go(span) }, [shown]));
    });
  }

  /* ---- search ---- */

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

  /* Where `wanted` stands in a paragraph's sentences, which may break it in two: [[from, to], …] in their joined text. */
  function places(texts, wanted) {
    const joined = texts.join(" ");
    return Array.from(joined.matchAll(new RegExp(escaped(wanted), "giu")), (hit) => [hit.index, hit.index + hit[0].length]);
  }

  /* Write a sentence anew with its share of the hits marked; `offset` is where it begins in the joined text. */
  function write(span, text, offset, hits) {
    let from = 0;
    span.textContent = "";
    hits.forEach(([start, stop, marks]) => {
      const [first, last] = [Math.max(0, start - offset), Math.min(text.length, stop - offset)];
      if (last <= first) return;
      const mark = F.make("mark", {}, [text.slice(first, last)]);
      span.append(text.slice(from, first), mark);
      marks.push(mark);
      from = last;
    });
    span.append(text.slice(from));
  }

  /* Mark the hits of a paragraph, and give each as the list of its marks. */
  function marked(paragraph, wanted) {
    const hits = wanted ? places(paragraph.texts, wanted).map((hit) => [...hit, []]) : [];
    let offset = 0;
    paragraph.spans.forEach((span, index) => {
      write(span, paragraph.texts[index], offset, hits);
      offset += paragraph.texts[index].length + 1;
    });
    return hits.map((hit) => hit[2]);
  }

  function search(box, t) {
    const paragraphs = Array.from(box.querySelectorAll("p"), (paragraph) => {
      const spans = Array.from(paragraph.querySelectorAll("span"));
      return { spans, texts: spans.map((span) => span.textContent) };
    });
    const field = F.make("input", { type: "search", "aria-label": t.part("transcript.search"), placeholder: t.part("transcript.search"), autocomplete: "off", spellcheck: "false" });
    const told = F.make("p", { class: "hits about", role: "status" });
    const step = (by, sign, key) => F.make("button", { type: "button", class: "control", disabled: true, "aria-label": t.part(key), title: t.part(key), onclick: () => move(by, true) }, [sign]);
    const steps = [step(-1, "↑", "transcript.previous"), step(1, "↓", "transcript.next")];
    let hits = [];
    let at = -1;

    function find() {
      const wanted = field.value.trim();
      hits = [].concat(...paragraphs.map((paragraph) => marked(paragraph, wanted)));
      at = -1;
      steps.forEach((one) => (one.disabled = !hits.length));
      if (hits.length) move(1);
      else F.say(told, wanted ? t.part("transcript.hits", { n: 0 }) : "");
    }

    function move(by, asked) {
      if (!hits.length) return;
      box.querySelectorAll("mark.here").forEach((mark) => mark.classList.remove("here"));
      at = (Math.max(at, by < 0 ? 0 : -1) + by + hits.length) % hits.length;
      hits[at].forEach((mark) => mark.classList.add("here"));
      reveal(box, hits[at][0], 0);
      if (asked) hits[at][0].scrollIntoView({ block: "nearest" }); /* the page too, but not while one types */
      F.say(told, t.part("transcript.hit", { at: at + 1, n: hits.length }));
    }

    field.addEventListener("input", find);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      move(event.shiftKey ? -1 : 1, true);
    });
    return [F.make("div", { class: "find" }, [field, ...steps]), told];
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
    return F.make("button", { type: "button", class: "button quiet", onclick: press }, [t.part("transcript.print")]);
  }

  /* ---- read to the end: an equal route ---- */

  /* Every sentence must have been in view, and all of them for at least as long as their words take, one after the
     other, before the reader may say so. */
  function reading(box, lesson, tracker, t) {
    const parts = Array.from(box.querySelectorAll("p > span"));
    const need = new Map(parts.map((part) => [part, (words(part.textContent) / WORDS_A_SECOND) * 1000]));
    const seen = new Set();
    const told = F.make("p", { class: "about", role: "status", id: lesson.id + "-lest" }, [t.part("transcript.read.how")]);
    const button = F.make("button", { type: "button", class: "button", "aria-disabled": "true", "aria-describedby": told.id }, [t.part("transcript.read")]);
    let at = null;
    let timer = null;

    function done() {
      const entry = tracker.progress().lessons.find((one) => one.number === lesson.number);
      return Boolean(entry && entry.read);
    }

    function spend() {
      const now = document.visibilityState === "visible" ? performance.now() : null;
      let left = now !== null && at !== null ? now - at : 0;
      at = now;
      parts.filter((part) => seen.has(part)).forEach((part) => {
        const used = Math.min(left, need.get(part));
        need.set(part, need.get(part) - used);
        left -= used;
      });
      if (parts.every((part) => need.get(part) <= 0)) ready();
    }

    const watcher = new IntersectionObserver((entries) => {
      spend();
      entries.forEach((entry) => (entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target)));
    }, { threshold: [0, 0.5] });

    function stop() {
      window.clearInterval(timer);
      watcher.disconnect();
    }

    function ready() {
      stop();
      button.setAttribute("aria-disabled", "false");
      F.say(told, t.part("transcript.read.ready"));
    }

    function finished() {
      stop();
      button.setAttribute("aria-disabled", "true");
      button.classList.add("done");
      F.say(told, t.part("transcript.read.done"));
    }

    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tracker.readToEnd(lesson.number);
      finished();
    });

    if (done()) finished();
    else {
      parts.forEach((part) => watcher.observe(part));
      timer = window.setInterval(spend, 250);
    }
    return F.make("div", { class: "whole", lang: t.around }, [button, told]);
  }

  /** Bring a lesson's transcript to life. */
  F.transcript = function (section, lesson, player, tracker, t) {
    const place = section.querySelector("[data-transcript]");
    const heading = section.querySelector(".read h3");
    const box = F.make("div", { class: "box", role: "region", tabindex: 0, "aria-labelledby": heading.id });
    box.append(...Array.from(place.childNodes));
    const timed = Array.from(box.querySelectorAll("p > span[data-start]"));
    const buttons = F.make("div", { class: "actions" }, [printing(section, t)]);
    place.append(F.make("div", { class: "tools", lang: t.around }, [...search(box, t), buttons]), box);
    if (player && timed.length) {
      const following = follow(box, timed, player, t);
      seeking(box, player, following.again, t);
      buttons.prepend(following.button);
    }
    place.append(reading(box, lesson, tracker, t));
  };
})(Fremskritt);
