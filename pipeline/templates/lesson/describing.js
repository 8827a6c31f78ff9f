"use strict";
/* Audio description: a described version of the video, or a track of descriptions that is read aloud or shown. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const LEAST = 1500; /* milliseconds to find a description that is shown, and for each word of it */
  const WORD = 350;

  /* Only a voice of the device itself: others send what they read to somebody else's server. */
  function voice(language) {
    const speech = window.speechSynthesis;
    const tongue = language.split("-")[0].toLowerCase();
    const alike = tongue === "nb" || tongue === "nn" ? ["nb", "nn", "no"] : [tongue];
    const found = speech ? speech.getVoices() : [];
    return found.find((one) => one.localService && alike.includes(one.lang.split(/[-_]/)[0].toLowerCase())) || null;
  }

  /* Read each description when its time comes; the video waits while it is said, or while its text can be read. */
  function reader(player, track, shown, t) {
    let active = false;
    let timer = 0;
    let waits = false;

    function silence() {
      window.clearTimeout(timer);
      if (window.speechSynthesis) window.speechSynthesis.cancel();
    }

    function go() {
      if (!waits || !active) return;
      waits = false;
      player.play();
    }

    function speak(text, spoken) {
      const said = new window.SpeechSynthesisUtterance(text);
      said.voice = spoken;
      said.lang = spoken.lang;
      said.onend = go;
      said.onerror = go;
      window.speechSynthesis.speak(said);
    }

    function tell(text) {
      silence();
      F.say(shown, text).lang = track.language;
      waits = !player.video.paused;
      if (waits) player.video.pause();
      const spoken = voice(track.language);
      shown.setAttribute("aria-live", spoken ? "off" : "polite"); /* else a screen reader says it as well */
      if (spoken) speak(text, spoken);
      else timer = window.setTimeout(go, LEAST + text.split(/\s+/).length * WORD);
    }

    track.addEventListener("cuechange", () => {
      const cues = active && track.activeCues ? Array.from(track.activeCues) : [];
      if (cues.length) tell(cues.map((cue) => cue.text).join(" "));
    });
    /* Who goes on or elsewhere is not held back, and not talked over. */
    player.on("playing", () => {
      if (!waits) return;
      waits = false;
      silence();
    });
    player.on("stopped", () => {
      waits = false;
      silence();
    });
    player.on("seeking", () => {
      if (!active) return;
      silence();
      go();
    });
    voice(track.language); /* some browsers fetch their list of voices when first asked */
    return (on) => {
      active = on;
      waits = false;
      silence();
      track.mode = on ? "hidden" : "disabled";
      shown.hidden = !on;
      shown.removeAttribute("lang");
      F.say(shown, on ? t.part("player.described.track") : "");
    };
  }

  /** Give the button that turns audio description on and off, in a list; an empty one where a lesson has none. */
  F.describing = function (frame, player, lesson, t) {
    const track = Array.from(player.video.textTracks).find((one) => one.kind === "descriptions");
    if (!lesson.described && !track) return [];
    const shown = F.make("p", { class: "description", role: "status", hidden: true });
    frame.append(shown);
    const source = player.video.querySelector("source");
    const version = (on) => player.load(() => (source.src = on ? lesson.described : lesson.video));
    const turn = lesson.described ? version : reader(player, track, shown, t);
    const toggle = F.make("button", { type: "button", class: "control words", "aria-pressed": "false" }, [t.part("player.described")]);
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
