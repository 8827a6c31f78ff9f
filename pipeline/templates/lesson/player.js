"use strict";
/* A lesson's video: what is truly played is told to the tracker, and the controls are ours once they are ready. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const SLACK = 0.75; /* seconds by which a clock and a video's own time may differ between two reports */
  const EDGE = 3; /* seconds from either end within which there is nothing to resume */
  const MOVES = ["timeupdate", "seeking", "seeked", "loadedmetadata", "durationchange", "placed"];

  /* Tell of stretches that were played: a jump ends one, at any speed, and no jump is ever part of one.
     Gives advance(), which tells of what has been played so far, and stop(reason), which ends a stretch and saves. */
  function report(video, lesson, tracker) {
    let from = null; /* where what is not yet told of begins, or null while nothing is played */
    let at = 0;
    let rest = null; /* where it last stood still: an event comes a moment after what it tells of */

    /* A described version may be longer than the video that counts: half of it is half of that. */
    const share = () => (video.duration > lesson.seconds + SLACK ? lesson.seconds / video.duration : 1);

    function begin() {
      if (video.seeking || video.paused || from !== null) return;
      const now = video.currentTime;
      from = rest !== null && now >= rest && now - rest <= SLACK ? rest : now;
      at = performance.now();
    }

    function advance() {
      if (from === null || video.seeking) return;
      const [to, now] = [video.currentTime, performance.now()];
      const could = ((now - at) / 1000) * video.playbackRate + SLACK;
      const by = share();
      if (to > from && to - from <= could) tracker.watched(lesson.number, from * by, to * by);
      [from, at] = [to, now];
      tracker.position(lesson.number, to);
    }

    function halt(place) {
      from = null;
      rest = place;
    }

    function stop(reason) {
      advance();
      halt(video.currentTime);
      tracker.commit(reason);
    }

    ["play", "playing", "seeked"].forEach((event) => video.addEventListener(event, begin));
    video.addEventListener("seeking", () => halt(video.currentTime));
    video.addEventListener("emptied", () => halt(null));
    video.addEventListener("timeupdate", advance);
    video.addEventListener("pause", () => stop("pause"));
    video.addEventListener("ended", () => stop("ended"));
    return { advance, stop };
  }

  /* Where to begin: where it was left, or at the beginning where that was at the end. */
  function left(lesson, tracker) {
    const kept = tracker.positionOf(lesson.number);
    return kept > EDGE && kept < lesson.seconds - EDGE ? kept : null;
  }

  /* A video has no place of its own before it is loaded, so the one that is wanted is kept until then. */
  function placing(video, lesson, first) {
    let wanted = first;
    const length = () => (video.duration > 0 && Number.isFinite(video.duration) ? video.duration : lesson.seconds);
    const now = () => (wanted === null ? video.currentTime : wanted);

    function settle() {
      if (wanted === null || video.readyState === 0) return;
      video.currentTime = Math.min(wanted, length());
      wanted = null;
    }

    function go(seconds) {
      wanted = Math.min(Math.max(0, seconds), length());
      const to = wanted;
      settle();
      video.dispatchEvent(new Event("placed"));
      return to;
    }

    video.addEventListener("loadedmetadata", settle);
    settle();
    return { length, now, go };
  }

  /* A failure is said, with a way on: to try again, or to read the text. */
  function trouble(place, player, t) {
    const again = F.make("button", { class: "button", type: "button" }, [t.part("player.retry")]);
    const told = F.make("p", {}, [t.part("player.failed")]);
    const box = F.make("div", { class: "trouble note warn", role: "alert", hidden: true }, [told, again]);
    again.addEventListener("click", () => {
      box.hidden = true;
      player.load();
      player.play();
      place.querySelector(".controls button").focus();
    });
    /* The event of a <source> does not bubble, but it can be caught on its way down. */
    place.addEventListener("error", (event) => {
      if (event.target === player.video || event.target.tagName === "SOURCE") box.hidden = false;
    }, true);
    player.on("loadeddata", () => (box.hidden = true));
    place.append(box);
  }

  /**
   * Make a lesson's player. Gives {video, play(), pause(), seek(seconds), time(), length(), on(event, callback),
   * moved(callback), load(change), choices, remember(change)}: `moved` calls at once and whenever the place is another;
   * `load` loads the video anew, after a change of it, and goes on from the same place.
   */
  F.player = function (section, lesson, tracker, t) {
    const frame = section.querySelector("[data-player]");
    const video = frame.querySelector("video");
    const remembered = F.device(F.course, "", "player", window);
    const told = report(video, lesson, tracker);
    const place = placing(video, lesson, left(lesson, tracker));
    const player = {
      video,
      play: () => Promise.resolve(video.play()).catch(() => undefined), /* interrupted, or not yet allowed */
      /* Also what only waits to go on, such as while a description is read, is ended. */
      pause() {
        video.pause();
        video.dispatchEvent(new Event("stopped"));
      },
      time: place.now,
      length: place.length,
      seek(seconds) {
        told.advance();
        tracker.position(lesson.number, place.go(seconds));
      },
      on: (event, callback) => video.addEventListener(event, callback),
      moved(callback) {
        MOVES.forEach((event) => video.addEventListener(event, callback));
        callback();
      },
      load(change) {
        const [at, ran] = [place.now(), !video.paused];
        told.stop("loading");
        if (change) change();
        video.load();
        place.go(at);
        if (ran) player.play();
      },
      choices: Object.assign({ captions: "", rate: 1, described: false }, remembered.read()),
      remember(change) {
        Object.assign(player.choices, change);
        remembered.write(player.choices);
      },
    };

    trouble(frame, player, t);
    F.controls(frame, player, lesson, t);
    F.chapters(frame, player, lesson, tracker, t);
    return player;
  };
})(Fremskritt);
