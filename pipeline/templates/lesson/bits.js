"use strict";
/* Numbers as bits, six to a character, in printable ASCII that no LMS quotes or trims. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  class Writer {
    constructor() {
      this.bits = [];
    }
    put(value, width) {
      const whole = Math.min(Math.max(0, Math.floor(value) || 0), Math.pow(2, width) - 1);
      for (let bit = width - 1; bit >= 0; bit -= 1) this.bits.push((whole >>> bit) & 1);
      return this;
    }
    flag(value) {
      return this.put(value ? 1 : 0, 1);
    }
    text() {
      let text = "";
      for (let at = 0; at < this.bits.length; at += 6) {
        let six = 0;
        for (let bit = 0; bit < 6; bit += 1) six = six * 2 + (this.bits[at + bit] || 0);
        text += ALPHABET[six];
      }
      return text;
    }
  }

  class Reader {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }
    take(width) {
      let value = 0;
      for (let bit = 0; bit < width; bit += 1, this.at += 1) {
        const six = ALPHABET.indexOf(this.text.charAt(Math.floor(this.at / 6)) || "?");
        if (six < 0) throw new RangeError("the state ends too early");
        value = value * 2 + ((six >>> (5 - (this.at % 6))) & 1);
      }
      return value;
    }
    flag() {
      return this.take(1) === 1;
    }
    more() {
      return this.at < this.text.length * 6;
    }
  }

  /* Elias gamma: a run of n takes 2·log2(n) + 1 bits. */
  function gamma(runs) {
    const writer = new Writer();
    for (const run of runs) {
      const width = Math.floor(Math.log2(run)) + 1;
      writer.put(0, width - 1).put(run, width);
    }
    return writer.bits;
  }

  function readGamma(reader) {
    let zeros = 0;
    while (!reader.flag()) zeros += 1;
    return Math.pow(2, zeros) + reader.take(zeros);
  }

  F.bits = { Writer, Reader, gamma, readGamma };
})(Fremskritt);
