"use strict";
/* Audio description: a described version of the video, or a track of descriptions that is read aloud or shown. */
var Fremskritt = Fremskritt || {};
(function (F) {
  /* Only a voice of the device itself: others send what they read to somebody else's server. */
  function voice(language) {
    const speech = window.speechSynthesis;
    const tongue = language.split("-")[0].toLowerCase();
    const alike = tongue === "nb" || tongue === "nn" ? ["nb", "nn", "no"] : [tongue];
    const found = speech ? speech.getVoices() : [];
    return found.find((one) => one.localService && alike.includes(one.lang.split(/[-_]/)[0].toLowerCase())) || null;
  }

  /* Switch to the other video and keep the place and whether it plays. */
  function version(player, lesson, on) {
    const video = player.video;
    const [at, ran] = [video.currentTime, !video.paused];
    const source = video.querySelector("source");
    video.pause();
    source.src = on ? lesson.described : lesson.video;
    video.load();
    video.addEventListener("loadedmetadata", () => {
      video.currentTime = at;
      if (ran) player.play();
    }, { once: true });
  }

  /* Read each description when its time comes; the video waits while it is said. */
  function reader(player, track, shown, t) {
    let active = false;
    function tell(cue) {
      const speaks = voice(track.language);
      F.say(shown, cue.text);
      shown.lang = track.language;
      if (!speaks) return; /* the text is there, and a screen reader says it */
      const said = new window.SpeechSynthesisUtterance(cue.text);
      said.voice = speaks;
      said.lang = speaks.lang;
      const ran = !player.video.paused;
      player.pause();
      said.onend = () => ran && active && player.play();
      said.onerror = said.onend;
      window.speechSynthesis.speak(said);
    }
    track.addEventListener("cuechange", () => {
      if (active && track.activeCues && track.activeCues.length) tell(track.activeCues[0]);
    });
    return (on) => {
      active = on;
      track.mode = on ? "hidden" : "disabled";
      shown.hidden = !on;
      F.say(shown, on ? t("player.described.track") : "");
      if (!on && window.speechSynthesis) window.speechSynthesis.cancel();
    };
  }

  /** Give the button that turns audio description on and off, in a list; an empty one where a lesson has none. */
  F.describing = function (frame, player, lesson, t) {
    const track = Array.from(player.video.textTracks).find((one) => one.kind === "descriptions");
    if (!lesson.described && !track) return [];
    const shown = F.make("p", { class: "description", role: "status", hidden: true });
    frame.append(shown);
    const turn = lesson.described ? (on) => version(player, lesson, on) : reader(player, track, shown, t);
    const toggle = F.make("button", { type: "button", class: "control words", "aria-pressed": "false" }, [t("player.described")]);
    function apply(on) {
      toggle.setAttribute("aria-pressed", String(on));
      turn(on);
    }
    toggle.addEventListener("click", () => {
      player.remember({ described: !player.choices.described });
      apply(player.choices.described);
    });
    if (player.choices.described) apply(true);
    return [toggle];
  };
})(Fremskritt);
