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
