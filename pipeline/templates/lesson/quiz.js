"use strict";
/* A lesson's questions: answered one by one, with feedback on each answer, and as often as the quiz allows. */
var Fremskritt = Fremskritt || {};
(function (F) {
  const CHOSEN = ["single", "multiple", "true-false"];

  /* What is said of each option once the question is answered: of what was chosen, never of what was not. */
  function comment(question, option, chosen, right) {
    if (CHOSEN.includes(question.kind)) {
      if (!chosen.includes(option.id)) return null;
      return { good: option.right, text: option.feedback };
    }
    if (question.kind === "match") {
      const pair = chosen.find((one) => one.split(".")[0] === option.id);
      return { good: pair === option.id + "." + option.id, text: option.feedback };
    }
    return { good: right || chosen.indexOf(option.id) === question.options.indexOf(option), text: option.feedback };
  }

  /* The right answer in words, for those who may not try again. */
  function solution(question) {
    if (question.kind === "match") return question.options.map((option) => option.text + " – " + option.match).join("; ");
    if (question.kind === "order") return question.options.map((option, index) => index + 1 + ". " + option.text).join(" ");
    return question.options.filter((option) => option.right).map((option) => option.text).join("; ");
  }

  function ask(place, question, lesson, quiz, tracker, t, answered) {
    const name = lesson.id + "-" + question.id;
    let began = performance.now();
    const moved = F.make("p", { class: "unseen", role: "status" });
    const before = tracker.answerOf(question.id);
    const fields = F.answers({ question, name, language: lesson.language, before: (before && before.chosen) || [] }, t, (words) => F.say(moved, words));
    const check = F.make("button", { type: "submit", class: "button" }, [t.part("quiz.check")]);
    const again = F.make("button", { type: "button", class: "button quiet", hidden: true }, [t.part("quiz.retry")]);
    const verdict = F.make("div", { class: "verdict", role: "status", tabindex: "-1" });
    const how = F.make("p", { class: "about", id: name + "-slik" }, [t.part("quiz.choose." + question.kind)]);
    const legend = F.make("legend", { class: "prompt", lang: lesson.language }, [question.prompt]);
    const set = F.make("fieldset", { "aria-describedby": how.id }, [legend, how, fields.element]);
    const form = F.make("form", { class: "question", novalidate: true }, [set, moved, F.make("div", { class: "actions" }, [check, again]), verdict]);

    function clear() {
      form.classList.remove("right", "wrong");
      form.querySelectorAll(".said").forEach((one) => one.remove());
      form.querySelectorAll(".choice").forEach((one) => one.classList.remove("good", "bad"));
      verdict.textContent = "";
    }

    const written = (text) => (text ? F.make("span", { lang: lesson.language }, [text]) : "");

    function told(chosen, right) {
      question.options.forEach((option) => {
        const said = comment(question, option, chosen, right);
        const item = form.querySelector('[data-option="' + option.id + '"]');
        if (!said) return;
        item.classList.add(said.good ? "good" : "bad");
        const mark = F.make("span", { class: "mark" }, [t.part(said.good ? "quiz.option.right" : "quiz.option.wrong")]);
        item.append(F.make("p", { class: "said" }, [mark, " ", written(said.text)]));
      });
    }

    function show(chosen, right, focus) {
      clear();
      form.classList.add(right ? "right" : "wrong");
      told(chosen, right);
      const text = right ? question.right : question.wrong;
      verdict.append(F.make("p", {}, [F.make("strong", {}, [t.part(right ? "quiz.right" : "quiz.wrong")]), " ", written(text)]));
      if (!right && !quiz.retry) verdict.append(F.make("p", {}, [t.part("quiz.solution"), " ", written(solution(question))]));
      fields.lock(true);
      check.hidden = true;
      again.hidden = right || !quiz.retry;
      if (focus) verdict.focus();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clear();
      if (!fields.complete()) {
        verdict.append(F.make("p", {}, [t.part(question.kind === "match" ? "quiz.incomplete.match" : "quiz.incomplete")]));
        fields.first().focus();
        return;
      }
      const chosen = fields.chosen();
      const { right } = tracker.answer(lesson.number, question.id, chosen, (performance.now() - began) / 1000);
      show(chosen, right, true);
      answered();
    });
    again.addEventListener("click", () => {
      clear();
      fields.lock(false);
      check.hidden = false;
      again.hidden = true;
      began = performance.now();
      fields.first().focus();
    });
    if (before) show(before.chosen, before.right, false);
    place.append(F.make("li", { "data-question": question.id }, [form]));
  }

  /** Bring a lesson's quiz to life. */
  F.quiz = function (section, lesson, tracker, t) {
    const place = section.querySelector("[data-quiz]");
    const list = F.make("ol", { class: "questions asked" });
    const sum = F.make("p", { class: "sum about", role: "status" });
    function draw() {
      const entry = tracker.progress().lessons.find((one) => one.number === lesson.number);
      const got = entry && entry.quiz;
      if (!got) return;
      const said = [t.part("quiz.answered", { answered: got.answered, total: got.total })];
      if (got.answered) said.push(" ", t.part("quiz.score", { right: got.right, total: got.total, score: got.score }));
      if (lesson.quiz.pass !== null && got.answered === got.total) said.push(" ", t.part(got.passed ? "quiz.passed" : lesson.quiz.retry ? "quiz.not-passed" : "quiz.not-passed.end", { pass: lesson.quiz.pass }));
      else if (lesson.quiz.pass !== null) said.push(" ", t.part("quiz.pass-mark", { pass: lesson.quiz.pass }));
      F.say(sum, said);
    }
    place.textContent = "";
    place.lang = t.around;
    place.append(list, sum);
    lesson.quiz.questions.forEach((question) => ask(list, question, lesson, lesson.quiz, tracker, t, draw));
    draw();
    tracker.on("change", draw);
  };
})(Fremskritt);
