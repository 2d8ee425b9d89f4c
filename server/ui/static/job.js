// An import as it goes: the server says when something changed, and the page
// takes its new inner part. Where events do not come, it asks by itself.
"use strict";

(() => {
  const box = document.getElementById("job");
  const status = document.getElementById("job-status");
  const pause = 1000; // ms between questions
  let fetching = false;
  let again = false;

  const running = () => box.firstElementChild.dataset.running === "true";

  async function refresh() {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    do {
      again = false;
      const answer = await fetch(location.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
      if (answer && answer.ok) {
        box.innerHTML = await answer.text();
        status.textContent = box.firstElementChild.dataset.word;
        if (document.querySelector("#job-title")) document.querySelector("#job-title").textContent = status.textContent;
        if (box.firstElementChild.dataset.next) location.replace(box.firstElementChild.dataset.next);
      }
    } while (again && running());
    fetching = false;
  }

  function ask() {
    if (running()) refresh().then(() => setTimeout(ask, pause));
  }

  if (!running()) return;
  const events = new EventSource(box.dataset.events);
  const onChange = () => refresh().then(() => { if (!running()) events.close(); });
  for (const name of ["message", "job", "progress", "done", "end"]) events.addEventListener(name, onChange);
  events.addEventListener("error", () => {
    events.close();
    ask();
  });
})();
