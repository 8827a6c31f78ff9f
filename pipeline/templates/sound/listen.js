"use strict";

/* Before and after, played together all the time; one is heard, and which one is changed in a few hundredths of a
   second, without a gap. The one that is not heard is kept in step with the one that is. */

(() => {
  const one = (selector) => document.querySelector(selector);
  const sounds = { before: one("[data-before]"), after: one("[data-after]") };
  const both = Object.values(sounds);
  const [play, seek, clock, head, waves] = ["play", "seek", "clock", "head", "waves"].map((name) => one(`[data-${name}]`));
  const FADE = 0.02; // seconds
  const FAR = 0.1; // seconds out of step from which on the unheard one jumps; below, it hurries or waits
  let heard = "after";
  let context = null;
  let gains = null;

  const clocked = (seconds) => {
    const whole = Math.floor(seconds);
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  };

  /* Sound */

  const connect = () => {
    context = new AudioContext();
    gains = {};
    for (const [name, sound] of Object.entries(sounds)) {
      gains[name] = new GainNode(context, { gain: name === heard ? 1 : 0 });
      context.createMediaElementSource(sound).connect(gains[name]).connect(context.destination);
    }
  };

  const other = () => (heard === "after" ? "before" : "after");

  const together = () => {
    const [leads, follows] = [sounds[heard], sounds[other()]];
    const late = leads.currentTime - follows.currentTime;
    if (leads.paused || leads.seeking || follows.seeking) return;
    if (Math.abs(late) > FAR) follows.currentTime = leads.currentTime;
    follows.playbackRate = Math.abs(late) > 0.005 && Math.abs(late) <= FAR ? 1 + Math.max(-0.1, Math.min(0.1, late * 2)) : 1;
  };

  const toggle = async () => {
    if (!sounds[heard].paused) {
      for (const sound of both) sound.pause();
      move(sounds[heard].currentTime);
      return;
    }
    if (!context) connect();
    await context.resume();
    try {
      await Promise.all(both.map((sound) => sound.play()));
    } catch {
      one("[data-failed]").hidden = false;
    }
  };

  const move = (seconds) => {
    const to = Math.max(0, Math.min(seconds, Number(seek.max)));
    for (const sound of both) sound.currentTime = to;
    show();
  };

  const fade = () => {
    if (!context) return;
    for (const [name, { gain }] of Object.entries(gains)) {
      gain.cancelScheduledValues(context.currentTime);
      gain.setValueAtTime(gain.value, context.currentTime);
      gain.linearRampToValueAtTime(name === heard ? 1 : 0, context.currentTime + FADE);
    }
  };

  const hear = (name) => {
    if (name === heard) return;
    heard = name;
    for (const sound of both) sound.playbackRate = 1;
    if (sounds[name].seeking) sounds[name].addEventListener("seeked", fade, { once: true }); // the other is heard until then
    else fade();
    choose();
    one("[data-status]").textContent = heard === "after" ? "Du hører den ferdige fila" : "Du hører opptaket";
  };

  /* Sight */

  const choose = () => {
    for (const button of document.querySelectorAll("[data-hear]")) {
      button.setAttribute("aria-pressed", String(button.dataset.hear === heard));
    }
    one("[data-panel]").classList.toggle("heard-before", heard === "before");
    one("[data-panel]").classList.toggle("heard-after", heard === "after");
  };

  const show = () => {
    const at = sounds[heard].currentTime;
    const across = `${(at / Number(seek.max)) * 100}%`;
    head.setAttribute("x1", across);
    head.setAttribute("x2", across);
    seek.value = at;
    seek.setAttribute("aria-valuetext", clocked(at));
    clock.textContent = clocked(at);
  };

  const frame = () => {
    show();
    if (!sounds[heard].paused) requestAnimationFrame(frame);
  };

  /* What people do */

  const keys = {
    a: () => hear("before"),
    b: () => hear("after"),
    " ": () => hear(other()),
    p: toggle,
  };

  for (const button of document.querySelectorAll("[data-hear]")) {
    button.addEventListener("click", () => hear(button.dataset.hear));
  }
  play.addEventListener("click", (event) => {
    if (event.detail) play.blur(); // by a pointer: then the space bar is to switch, not to stop
    toggle();
  });
  seek.addEventListener("input", () => move(Number(seek.value)));
  waves.addEventListener("click", (event) => {
    const box = waves.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * Number(seek.max));
  });
  document.addEventListener("keydown", (event) => {
    const key = keys[event.key.toLowerCase()];
    const busy = event.key === " " && event.target.closest("button, input");
    if (!key || busy || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !one("[data-keys]").checked) return;
    event.preventDefault();
    key();
  });
  for (const sound of both) {
    sound.volume = Number(sound.dataset.volume);
    sound.preservesPitch = false;
    sound.addEventListener("error", () => { one("[data-failed]").hidden = false; });
    for (const name of ["play", "pause", "ended"]) {
      sound.addEventListener(name, () => {
        play.textContent = sounds[heard].paused ? "Spill" : "Stopp";
        frame();
      });
    }
  }
  setInterval(together, 100);
  one("[data-panel]").hidden = false;
  choose();
  show();
})();
