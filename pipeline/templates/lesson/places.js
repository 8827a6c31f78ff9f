"use strict";
/* Where a video is: the slider of the control bar, and the list of chapters. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const SMALL = 5; /* seconds */
  const LARGE = 30;

  /* The chapter at a place, or null where there are none. */
  function chapterAt(lesson, seconds) {
    return lesson.chapters.filter((chapter) => chapter.start <= seconds + 0.05).pop() || null;
  }

  /* Where chapters begin is marked on the slider; the list below tells the same in words. */
  function starts(player, lesson) {
    const marks = lesson.chapters.slice(1).map((chapter) => {
      const mark = F.make("span", {});
      mark.style.setProperty("--at", Math.min(1, chapter.start / player.length()));
      return mark;
    });
    return F.make("span", { class: "starts", "aria-hidden": "true" }, marks);
  }

  /** Give a player's slider, in the box `track`, and what is beside it: `time`. */
  F.position = function (player, lesson, page) {
    const t = page.together(["player.position", "player.position.value", ...F.timeKeys]);
    const slider = F.make("input", { type: "range", min: 0, step: "any", value: 0, class: "position", "aria-label": t.part("player.position") });
    const time = F.make("span", { class: "time" });
    const track = F.make("div", { class: "track" }, [starts(player, lesson), slider]);

    function tell() {
      const chapter = chapterAt(lesson, player.time());
      const said = t("player.position.value", { now: F.timeWords(t, player.time()), whole: F.timeWords(t, player.length()) });
      slider.setAttribute("aria-valuetext", chapter && lesson.chapters.length > 1 ? said + ", " + chapter.title : said);
    }

    function draw() {
      const [now, whole] = [player.time(), player.length()];
      slider.max = whole;
      slider.value = now;
      slider.style.setProperty("--share", whole ? now / whole : 0);
      /* A screen reader that stands on the slider would read every second of a video aloud. */
      if (document.activeElement !== slider || player.video.paused) tell();
      F.say(time, F.clock(now) + " / " + F.clock(whole));
    }

    function go(seconds) {
      player.seek(seconds);
      tell();
    }

    slider.addEventListener("input", () => go(Number(slider.value)));
    slider.addEventListener("focus", tell);
    slider.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -SMALL, ArrowDown: -SMALL, ArrowRight: SMALL, ArrowUp: SMALL, PageDown: -LARGE, PageUp: LARGE }[event.key];
      if (!by) return;
      event.preventDefault();
      go(player.time() + by);
    });
    player.moved(draw);
    return { track, time };
  };

  /** List the chapters below a player; the one that is played is marked. */
  F.chapters = function (frame, player, lesson, tracker, t) {
    if (lesson.chapters.length < 2) return;
    const entries = lesson.chapters.map((chapter) => {
      const press = () => {
        player.seek(chapter.start);
        player.play();
      };
      const when = F.make("span", { class: "when" }, [F.clock(chapter.start)]);
      return F.make("button", { type: "button", onclick: press }, [when, " ", F.make("span", { lang: F.foreign(lesson, t) }, [chapter.title])]);
    });
    const list = F.make("ol", {}, entries.map((entry) => F.make("li", {}, [entry])));
    frame.append(F.make("nav", { class: "chapters", "aria-label": t.part("chapters") }, [list]));
    let current = null;
    function draw() {
      const found = chapterAt(lesson, player.time()) || lesson.chapters[0];
      if (found === current) return;
      if (current && !player.video.paused) tracker.commit("chapter");
      current = found;
      entries.forEach((entry, index) => (lesson.chapters[index] === found ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current")));
    }
    player.moved(draw);
  };
})(Fremskritt);
