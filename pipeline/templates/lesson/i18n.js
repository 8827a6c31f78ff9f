/* Words of the interface, by language, and how they are said. The first script: it makes the one global. */
"use strict";

window.Fremskritt = window.Fremskritt || {};
document.documentElement.classList.add("js");

(function (own) {
  var FALLBACK = "nb";
  var spoken = {};

  /* A file of words tells them here. What a language lacks is said in bokmål. */
  own.words = function (language, words) {
    spoken[language] = words;
  };

  /* The languages there are words for. */
  own.languages = function () {
    return Object.keys(spoken);
  };

  /* The keys that a language has words for. */
  own.keysOf = function (language) {
    return Object.keys(spoken[language] || {});
  };

  /* What needs a native speaker before it is relied on: the words written, and those that still are in bokmål. */
  own.needsReview = function (language) {
    var there = own.keysOf(language);
    var missing = own.keysOf(FALLBACK).filter(function (key) { return there.indexOf(key) < 0; });
    return { check: language === "sma" ? there : [], missing: missing };
  };

  function tagOf(language) {
    var tag = String(language || FALLBACK).toLowerCase().split("-")[0];
    return tag === "no" ? FALLBACK : tag;
  }

  function has(words, key) {
    return Object.prototype.hasOwnProperty.call(words, key);
  }

  function counted(words, key, values) {
    if (!values || values.n === undefined || has(words, key)) { return key; }
    return key + (Number(values.n) === 1 ? "_one" : "_other");
  }

  /* A text cut at its values: strings, and between them the values as they were given. */
  function cut(text, values) {
    return text.split(/\{([\w-]+)\}/).map(function (piece, at) {
      if (at % 2 === 0) { return piece; }
      return values && values[piece] !== undefined ? values[piece] : "{" + piece + "}";
    });
  }

  function plain(piece) {
    return String(piece && piece.text !== undefined ? piece.text : piece);
  }

  /* Speak `code` in a part of the page that is in the language `around`. */
  function speaker(around, code) {
    var home = tagOf(around);

    function part(key, values) {
      var mine = counted(spoken[code], key, values);
      var theirs = counted(spoken[FALLBACK], key, values);
      var own = has(spoken[code], mine);
      var text = own ? spoken[code][mine] : has(spoken[FALLBACK], theirs) ? spoken[FALLBACK][theirs] : key;
      var language = own ? code : FALLBACK;
      var pieces = cut(text, values);
      return { text: pieces.map(plain).join(""), lang: language === home ? "" : language, around: around, pieces: pieces };
    }

    function t(key, values) { return part(key, values).text; }

    function knows(key) {
      return has(spoken[code], key) || has(spoken[code], key + "_other");
    }

    t.language = code;
    t.around = around;
    t.part = part;
    t.lang = function (key, values) { return part(key, values).lang; };
    t.together = function (keys) { return keys.every(knows) ? t : speaker(around, FALLBACK); };
    return t;
  }

  /* Give t(key, values): the words of `key`, with {name} replaced by values.name, as a string. Where `values.n` is given,
     the key may stand for two: key_one and key_other. t.language is what it speaks, t.around what is spoken around it.
     t.part(key, values) is what is to be shown: {text, lang, around, pieces}, with lang "nb" for a key that this language
     lacks, else ""; F.make and F.say mark it so, and also a value that is {text, lang} itself.
     t.together(keys) gives a t that says all of them in one language: for an element with several attributes. */
  own.i18n = function (language) {
    var tag = tagOf(language);
    return speaker(language || FALLBACK, spoken[tag] ? tag : FALLBACK);
  };
})(window.Fremskritt);
