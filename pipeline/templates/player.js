"use strict";

/* Makes the page handier; without it everything is still there: the browser's own player, and chapters and
   times as links into the audio file. Nothing is stored, and nothing is sent anywhere. */

(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const audio = one("audio[data-player]");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const say = (text) => {
    one("[data-status]").textContent = text;
  };

  const reveal = () => {
    for (const part of all("[data-js]")) part.hidden = false;
  };

  /* The address of the feed */

  const copy = async (button) => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // the clipboard is refused on plain http
    }
    one("[data-copied]").textContent = button.dataset.done;
  };

  /* Playing */

  const seek = (seconds) => {
    audio.currentTime = Math.max(0, seconds);
  };

  const fail = () => {
    for (const part of all("[data-failed]")) part.hidden = false;
  };

  const play = () => audio.play().catch((error) => {
    if (error.name === "NotSupportedError") fail(); // an abort or a blocked start is no failure
  });

  const playFrom = (link) => {
    seek(Number(link.dataset.seek));
    play();
    say(link.dataset.said);
  };

  const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  const follow = (event) => {
    const link = event.target.closest("[data-seek]");
    if (link && plain(event)) {
      event.preventDefault();
      playFrom(link);
    }
  };

  const clickCue = (event) => {
    const cue = event.target.closest(".cue");
    if (cue && window.getSelection().isCollapsed) {
      seek(Number(cue.dataset.start));
      play();
    }
  };

  const fromAddress = () => {
    const found = /^#t=(\d+(?:\.\d+)?)$/.exec(window.location.hash);
    if (found) seek(Number(found[1]));
  };

  /* Where we are */

  const starts = (elements, key) => elements.map((element) => Number(element.dataset[key]));

  const lastBefore = (times, now) => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= now) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const tracker = (elements, key, mark) => {
    const times = starts(elements, key);
    let current = -1;
    return (now) => {
      const index = lastBefore(times, now + 0.01);
      if (index === current) return;
      if (current >= 0) mark(elements[current], false);
      if (index >= 0) mark(elements[index], true);
      current = index;
    };
  };

  const markChapter = (link, on) => {
    if (on) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  };

  const markCue = (cue, on) => {
    cue.classList.toggle("current", on);
    const wanted = one("[data-follow]");
    if (on && wanted && wanted.checked && !audio.paused) {
      cue.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
  };

  const trackPlace = () => {
    const trackers = [
      tracker(all("[data-chapter]"), "seek", markChapter),
      tracker(all(".cue"), "start", markCue),
    ];
    const update = () => trackers.forEach((track) => track(audio.currentTime));
    for (const name of ["timeupdate", "seeking", "play"]) audio.addEventListener(name, update);
  };

  /* Our own controls, and those of the lock screen of a phone */

  const offerSystemControls = () => {
    if (!("mediaSession" in navigator)) return;
    const picture = one(".artwork");
    const source = picture ? picture.currentSrc || picture.src : "";
    navigator.mediaSession.metadata = new MediaMetadata({
      title: audio.dataset.title,
      album: audio.dataset.show,
      artwork: /^https?:/.test(source) ? [{ src: source }] : [], // a page opened from a folder has none to give
    });
    navigator.mediaSession.setActionHandler("seekbackward", () => seek(audio.currentTime - 15));
    navigator.mediaSession.setActionHandler("seekforward", () => seek(audio.currentTime + 15));
  };

  const connectControls = () => {
    for (const button of all("[data-skip]")) {
      button.addEventListener("click", () => seek(audio.currentTime + Number(button.dataset.skip)));
    }
    const rate = one("[data-rate]");
    if (rate) {
      const apply = () => {
        audio.defaultPlaybackRate = audio.playbackRate = Number(rate.value);
      };
      rate.addEventListener("change", apply);
      apply();
    }
  };

  const connectPlayer = () => {
    connectControls();
    trackPlace();
    document.addEventListener("click", follow);
    for (const turns of all(".turns")) {
      turns.classList.add("playable");
      turns.addEventListener("click", clickCue);
    }
    audio.querySelector("source").addEventListener("error", fail);
    audio.addEventListener("play", offerSystemControls, { once: true });
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  };

  reveal();
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(button));
  if (audio) connectPlayer();
})();
