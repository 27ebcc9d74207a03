// Small helps; every page works without them.
"use strict";

// Forms that htmx sends carry the session's token, as plain forms do in a hidden field.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector('meta[name="csrf"]');
  const context = event.detail && event.detail.ctx;
  if (token && context && context.request) {
    context.request.headers["X-CSRF-Token"] = token.content;
  }
});

// After an error the summary is read first.
document.addEventListener("DOMContentLoaded", () => {
  const wrong = document.getElementById("wrong");
  if (wrong) {
    wrong.focus();
  }
});

// A link that brings a part of a page may be gone with what it brought. The forms of the page then follow
// the link, so that the next choice in them adds to what is seen, and the focus goes to the link's heir.
let pressed = null;
document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  pressed = source.tagName === "A" ? source : null;
});
document.addEventListener("htmx:after:swap", () => {
  if (!pressed || pressed.isConnected) {
    return;
  }
  const asked = new URL(pressed.href).searchParams;
  for (const field of document.querySelectorAll("main form[hx-get] [name]")) {
    if (asked.has(field.name)) {
      field.value = asked.get(field.name);
      field.dispatchEvent(new Event("input"));
    }
  }
  const links = [...document.querySelectorAll("main a[hx-get]")];
  const heir = links.find((each) => each.textContent === pressed.textContent);
  (heir || document.getElementById("main")).focus();
  pressed = null;
});

// A slider of days moves the date field it belongs to; without scripts the field alone does.
const DAY = 86400000;
document.querySelectorAll("[data-days-of]").forEach((box) => {
  const field = document.getElementById(box.dataset.daysOf);
  const slider = box.querySelector("input");
  const count = (text) => Math.round(Date.parse(text) / DAY);
  const tell = () => {
    const text = new Date(Number(slider.value) * DAY).toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", text);
    return text;
  };
  slider.min = count(field.min);
  slider.max = Math.max(count(field.value), Math.round(Date.now() / DAY)) + 365;
  slider.value = count(field.value);
  tell();
  slider.addEventListener("input", () => { field.value = tell(); });
  field.addEventListener("input", () => { slider.value = count(field.value); tell(); });
  box.hidden = false;
});

// An event of an article shows its words in the text, and words in the text their event.
for (const box of document.querySelectorAll(".happening[data-event]")) {
  const words = [...document.querySelectorAll("mark[data-events]")].filter((mark) => mark.dataset.events.split(" ").includes(box.dataset.event));
  const light = (on) => words.forEach((mark) => mark.classList.toggle("is-lit", on));
  for (const [event, on] of [["focusin", true], ["focusout", false], ["mouseenter", true], ["mouseleave", false]]) {
    box.addEventListener(event, () => light(on));
  }
}
