"use strict";
/* A lesson's video: what is truly played is told to the tracker, and the controls are ours once they are ready. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const SLACK = 0.75; /* seconds by which a clock and a video's own time may differ between two reports */
  const EDGE = 3; /* seconds from either end within which there is nothing to resume */

  /* Tell of stretches that were played: a jump ends one, at any speed, and no jump is ever part of one. */
  function report(video, lesson, tracker) {
    let from = null;
    let at = 0;

    function begin() {
      from = video.seeking || video.paused ? null : video.currentTime;
      at = performance.now();
    }

    function advance() {
      if (from === null || video.seeking) return;
      const [to, now] = [video.currentTime, performance.now()];
      const could = ((now - at) / 1000) * video.playbackRate + SLACK;
      if (to > from && to - from <= could) tracker.watched(lesson.number, from, to);
      [from, at] = [to, now];
      tracker.position(lesson.number, to);
    }

    function stop(reason) {
      advance();
      from = null;
      tracker.commit(reason);
    }

    video.addEventListener("playing", begin);
    video.addEventListener("seeking", () => (from = null));
    video.addEventListener("seeked", begin);
    video.addEventListener("timeupdate", advance);
    video.addEventListener("pause", () => stop("pause"));
    video.addEventListener("ended", () => stop("ended"));
  }

  function resume(video, lesson, tracker) {
    const kept = tracker.positionOf(lesson.number);
    const end = video.duration || lesson.seconds;
    if (kept > EDGE && kept < end - EDGE && video.currentTime < EDGE) video.currentTime = kept;
  }

  /* A failure is said, with a way on: to try again, or to fetch the file. */
  function trouble(place, video, t) {
    const again = F.make("button", { class: "button", type: "button" }, [t("player.retry")]);
    const told = F.make("p", {}, [t("player.failed")]);
    const box = F.make("div", { class: "trouble note warn", role: "alert", hidden: true }, [told, again]);
    again.addEventListener("click", () => {
      const back = video.currentTime;
      box.hidden = true;
      video.load();
      video.addEventListener("loadedmetadata", () => (video.currentTime = back), { once: true });
      video.focus();
    });
    /* The event of a <source> does not bubble, but it can be caught on its way down. */
    place.addEventListener("error", (event) => {
      if (event.target === video || event.target.tagName === "SOURCE") box.hidden = false;
    }, true);
    video.addEventListener("loadeddata", () => (box.hidden = true));
    place.append(box);
  }

  /** Make a lesson's player. Gives {video, play, pause, seek(seconds), time(), on(event, callback)}. */
  F.player = function (section, lesson, tracker, t) {
    const place = section.querySelector("[data-player]");
    const video = place.querySelector("video");
    const remembered = F.device(F.course, "", "player", window);
    const player = {
      video,
      play: () => Promise.resolve(video.play()).catch(() => undefined), /* interrupted, or not yet allowed */
      pause: () => video.pause(),
      time: () => video.currentTime,
      seek(seconds) {
        const end = video.duration || lesson.seconds;
        video.currentTime = Math.min(Math.max(0, seconds), end);
        tracker.position(lesson.number, video.currentTime);
      },
      on: (event, callback) => video.addEventListener(event, callback),
      choices: Object.assign({ captions: "", rate: 1, described: false }, remembered.read()),
      remember(change) {
        Object.assign(player.choices, change);
        remembered.write(player.choices);
      },
    };

    report(video, lesson, tracker);
    const ready = () => resume(video, lesson, tracker);
    if (video.readyState > 0) ready();
    else video.addEventListener("loadedmetadata", ready, { once: true });
    trouble(place, video, t);
    F.controls(place, player, lesson, t);
    F.chapters(place, player, lesson, tracker, t);
    return player;
  };
})(Fremskritt);
