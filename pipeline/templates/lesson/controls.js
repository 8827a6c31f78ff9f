"use strict";
/* The player's control bar: real buttons, a slider and lists, for mouse, touch, keyboard and screen reader alike. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const STEP = 10;
  const SMALL = 5; /* seconds */
  const HALF = 0.5; /* of the loudest, where the sound had been turned down to nothing */
  const PATIENCE = 700; /* milliseconds of waiting before it is told */
  const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2];
  const DRAWN = "http://www.w3.org/2000/svg";
  /* Drawn in a square of 24. */
  const SHAPES = {
    play: "M7 4.5v15l13-7.5z",
    pause: "M6 4.5h4.5v15H6zm7.5 0H18v15h-4.5z",
    back: "M12 5V1L6.5 6 12 11V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
    forward: "M12 5V1l5.5 5L12 11V7a6 6 0 1 0 6 6h2a8 8 0 1 1-8-8z",
    sound: "M3 9v6h4l5 5V4L7 9zm13.5 3A4.5 4.5 0 0 0 14 7.97v8.05A4.5 4.5 0 0 0 16.5 12zM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54z",
    silent: "M3 9v6h4l5 5V4L7 9zm18.5.6L20.1 8.2 18 10.3l-2.1-2.1-1.4 1.4 2.1 2.1-2.1 2.1 1.4 1.4 2.1-2.1 2.1 2.1 1.4-1.4-2.1-2.1z",
    large: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z",
    small: "M8 4h2v6H4V8h4zm6 0h2v4h4v2h-6zM4 14h6v6H8v-4H4zm10 0h6v2h-4v4h-2z",
  };

  function shape(name) {
    const icon = document.createElementNS(DRAWN, "svg");
    const path = document.createElementNS(DRAWN, "path");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[name]);
    path.setAttribute("fill", "currentColor");
    icon.append(path);
    return icon;
  }

  function button(name, words, press) {
    const face = name ? [shape(name)] : [];
    return F.make("button", { type: "button", class: "control", "aria-label": words, title: words, onclick: press }, face);
  }

  function face(element, name, words) {
    element.textContent = "";
    element.append(shape(name));
    element.removeAttribute("lang");
    F.name(element, words, ["aria-label", "title"]);
  }

  /* ---- each control by itself ---- */

  function playing(player, t) {
    const made = button("play", t.part("player.play"), () => (player.video.paused ? player.play() : player.pause()));
    const draw = () => (player.video.paused ? face(made, "play", t.part("player.play")) : face(made, "pause", t.part("player.pause")));
    ["play", "pause", "ended"].forEach((event) => player.on(event, draw));
    player.video.addEventListener("click", () => made.click());
    return made;
  }

  /* Said and shown while the video is fetched, unless that is over at once. */
  function loading(frame, player, t) {
    const told = F.make("p", { class: "loading", role: "status" });
    let timer = 0;
    function turn(on) {
      window.clearTimeout(timer);
      frame.classList.toggle("waiting", on);
      if (on) timer = window.setTimeout(() => F.say(told, t.part("player.loading")), PATIENCE);
      else F.say(told, "");
    }
    player.on("waiting", () => turn(true));
    ["playing", "pause", "canplay", "emptied", "error"].forEach((event) => player.on(event, () => turn(false)));
    return told;
  }

  function captions(player, lesson, t) {
    const tracks = () => Array.from(player.video.textTracks).filter((track) => track.kind === "captions");
    if (!lesson.tracks.length) return [];
    const languages = lesson.tracks.map((track) => track.language);
    let language = languages.includes(player.choices.language) ? player.choices.language : languages[0];
    const toggle = F.make("button", { type: "button", class: "control words" }, [t.part("player.captions")]);
    const menu = F.make("select", { class: "control", "aria-label": t.part("player.captions.language") });
    lesson.tracks.forEach((track) => menu.append(F.make("option", { value: track.language, lang: track.language }, [track.label])));
    menu.value = language;
    function apply() {
      const on = player.choices.captions === "on";
      tracks().forEach((track) => (track.mode = on && track.language === language ? "showing" : "disabled"));
      toggle.setAttribute("aria-pressed", String(on));
    }
    toggle.addEventListener("click", () => {
      player.remember({ captions: player.choices.captions === "on" ? "off" : "on" });
      apply();
    });
    menu.addEventListener("change", () => {
      language = menu.value;
      player.remember({ language, captions: "on" });
      apply();
    });
    player.on("loadedmetadata", apply); /* a video that is loaded anew may have turned them off */
    apply();
    return languages.length > 1 ? [toggle, menu] : [toggle];
  }

  function rate(player, t) {
    const menu = F.make("select", { class: "control", "aria-label": t.part("player.rate") });
    const shown = (one) => String(one).replace(".", t.language === "en" ? "." : ",") + " ×";
    RATES.forEach((one) => menu.append(F.make("option", { value: one }, [shown(one)])));
    const chosen = RATES.includes(player.choices.rate) ? player.choices.rate : 1;
    function apply(one) {
      player.video.defaultPlaybackRate = one;
      player.video.playbackRate = one;
    }
    menu.value = chosen;
    menu.addEventListener("change", () => {
      player.remember({ rate: Number(menu.value) });
      apply(Number(menu.value));
    });
    player.on("loadedmetadata", () => apply(Number(menu.value)));
    apply(chosen);
    return menu;
  }

  /* Where the platform alone decides how loud it is (iPad), there is nothing to control. */
  function heeds(video) {
    const before = video.volume;
    video.volume = 0.5;
    const does = video.volume === 0.5;
    video.volume = before;
    return does;
  }

  function volume(player, page) {
    const t = page.together(["player.volume", "player.volume.value"]);
    const video = player.video;
    const silent = () => video.muted || video.volume === 0;
    const mute = button("sound", t.part("player.mute"), () => {
      const was = silent();
      if (video.volume === 0) video.volume = HALF;
      video.muted = !was;
    });
    const slider = F.make("input", { type: "range", min: 0, max: 100, step: 5, class: "volume", "aria-label": t.part("player.volume") });
    function draw() {
      face(mute, silent() ? "silent" : "sound", t.part(silent() ? "player.unmute" : "player.mute"));
      slider.value = video.muted ? 0 : Math.round(video.volume * 100);
      slider.setAttribute("aria-valuetext", t("player.volume.value", { share: slider.value }));
    }
    slider.addEventListener("input", () => {
      video.muted = false;
      video.volume = Number(slider.value) / 100;
    });
    player.on("volumechange", draw);
    draw();
    return heeds(video) ? [mute, slider] : [mute];
  }

  function large(frame, player, t) {
    const video = player.video;
    const ask = frame.requestFullscreen || frame.webkitRequestFullscreen;
    const now = () => document.fullscreenElement || document.webkitFullscreenElement || null;
    const end = document.exitFullscreen || document.webkitExitFullscreen;
    const allowed = ask && (document.fullscreenEnabled || document.webkitFullscreenEnabled);
    if (!allowed && !video.webkitEnterFullscreen) return [];
    const made = button("large", t.part("player.full"), () => {
      if (now()) end.call(document);
      else if (allowed) Promise.resolve(ask.call(frame)).catch(() => video.webkitEnterFullscreen && video.webkitEnterFullscreen());
      else video.webkitEnterFullscreen();
    });
    const draw = () => (now() === frame ? face(made, "small", t.part("player.full.end")) : face(made, "large", t.part("player.full")));
    ["fullscreenchange", "webkitfullscreenchange"].forEach((event) => document.addEventListener(event, draw));
    return [made];
  }

  /* Letters work only while the player has the focus (WCAG 2.1.4), and never inside a list or a slider. */
  function shortcuts(frame, player, buttons) {
    frame.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
      const pressed = event.target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter");
      const act = {
        " ": () => buttons.play.click(),
        k: () => buttons.play.click(),
        j: () => player.seek(player.time() - STEP),
        l: () => player.seek(player.time() + STEP),
        ArrowLeft: () => player.seek(player.time() - SMALL),
        ArrowRight: () => player.seek(player.time() + SMALL),
        m: () => (player.video.muted = !player.video.muted),
        c: () => buttons.captions && buttons.captions.click(),
        f: () => buttons.full && buttons.full.click(),
      }[event.key];
      if (!act || pressed) return;
      event.preventDefault();
      act();
    });
  }

  /** Put the control bar below a player's video, in the place of the browser's own. */
  F.controls = function (frame, player, lesson, t) {
    const play = playing(player, t);
    const jump = (name, by) => {
      const made = button(name, t.part("player." + name, { n: STEP }), () => player.seek(player.time() + by));
      made.append(F.make("span", { class: "by" }, [String(STEP)]));
      return made;
    };
    const [back, forward] = [jump("back", -STEP), jump("forward", STEP)];
    const { track, time } = F.position(player, lesson, t);
    const words = captions(player, lesson, t);
    const looks = words.length ? F.looks(frame, player, lesson, t) : null;
    const described = F.describing(frame, player, lesson, t);
    const full = large(frame, player, t);
    const first = F.make("div", { class: "row" }, [play, back, forward, ...words, looks && looks.button, ...described]);
    const second = F.make("div", { class: "row" }, [time, rate(player, t), ...volume(player, t), ...full]);
    const bar = F.make("div", { class: "bars" }, [first, second]);
    const controls = F.make("div", { class: "controls", role: "group", "aria-label": t.part("player") }, [loading(frame, player, t), track, bar, looks && looks.box]);
    player.video.after(controls);
    player.video.controls = false;
    player.video.tabIndex = -1;
    shortcuts(frame, player, { play, captions: words[0], full: full[0] });
  };
})(Fremskritt);
