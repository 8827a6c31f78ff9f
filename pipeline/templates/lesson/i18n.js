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

  function primary(language) {
    var tag = String(language || FALLBACK).toLowerCase().split("-")[0];
    return tag === "no" || !spoken[tag] ? FALLBACK : tag;
  }

  function has(words, key) {
    return Object.prototype.hasOwnProperty.call(words, key);
  }

  function counted(words, key, values) {
    if (!values || values.n === undefined || has(words, key)) { return key; }
    return key + (Number(values.n) === 1 ? "_one" : "_other");
  }

  /* Give t(key, values): the words of `key`, with {name} replaced by values.name. Where `values.n` is given, the key
     may stand for two: key_one and key_other. t.language is what it speaks; t.lang(key) is "nb" for a key that this
     language lacks, else "" (for the lang attribute); t.put(element, key, values) sets text and, if so, lang. */
  own.i18n = function (language) {
    var code = primary(language);

    function find(key, values) {
      var mine = counted(spoken[code], key, values);
      if (has(spoken[code], mine)) { return { text: spoken[code][mine], lang: "" }; }
      var theirs = counted(spoken[FALLBACK], key, values);
      return { text: has(spoken[FALLBACK], theirs) ? spoken[FALLBACK][theirs] : key, lang: FALLBACK };
    }

    function t(key, values) {
      return find(key, values).text.replace(/\{([\w-]+)\}/g, function (whole, name) {
        return values && values[name] !== undefined ? String(values[name]) : whole;
      });
    }

    t.language = code;
    t.lang = function (key, values) { return find(key, values).lang; };
    t.put = function (element, key, values) {
      element.textContent = t(key, values);
      if (t.lang(key, values)) { element.lang = FALLBACK; } else { element.removeAttribute("lang"); }
      return element;
    };
    return t;
  };
})(window.Fremskritt);
