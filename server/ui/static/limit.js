// The slider for what counts as common: a change brings the figures, cards
// and marks anew in place. Scroll and focus stay, the address follows, and
// the new figures are said.
"use strict";

(() => {
  const form = document.querySelector("form.limit");
  if (!form) return;
  const slider = form.querySelector("input[type=range]");
  const shown = form.querySelector("output");
  const automatic = form.querySelector("a");
  const said = form.querySelector("[role=status]");
  const settled = 200; // milliseconds after which a slider that moved stands
  let here = familiesOf(location.href); // what the page shows, "" for automatic
  let waiting = 0;
  let asking = null;

  form.querySelector("button").hidden = true;

  function familiesOf(url) {
    return new URL(url).searchParams.get("families") || "";
  }

  function addressOf(families, base = location.href) {
    const url = new URL(base);
    url.hash = "";
    if (families) url.searchParams.set("families", families);
    else url.searchParams.delete("families");
    return url.href;
  }

  function show(families) {
    shown.textContent = families ? shown.dataset.count.replace("{0}", families) : shown.dataset.auto;
    slider.setAttribute("aria-valuetext", shown.textContent);
    slider.value = families || slider.dataset.start;
    form.classList.toggle("auto", !families);
    automatic.hidden = !families;
  }

  function say(words, seen) {
    said.textContent = words;
    said.classList.toggle("sr", !seen);
  }

  // swap replaces the live parts. The slider keeps its place in the window,
  // whatever grew or shrank above it; folds that were open stay so.
  function swap(html) {
    const top = form.getBoundingClientRect().top;
    document.dispatchEvent(new CustomEvent("fresh", { detail: html }));
    scrollBy({ top: form.getBoundingClientRect().top - top, behavior: "instant" });
    for (const link of document.querySelectorAll(".langs a")) link.href = addressOf(here, link.href);
    say(document.getElementById("numbers").dataset.said);
  }

  function stop() {
    if (asking) asking.abort();
    asking = null;
  }

  async function bring(families, url, visit) {
    stop();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(url, { headers: { "X-Fragment": "1" }, signal: mine.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const html = await answer.text();
      if (mine !== asking) return;
      here = families;
      swap(html);
      if (visit) history.pushState(null, "", url);
    } catch {
      if (mine === asking) say(said.dataset.failed, true);
    }
  }

  function choose(families) {
    clearTimeout(waiting);
    show(families);
    waiting = setTimeout(() => {
      if (families === here) stop();
      else bring(families, addressOf(families), true);
    }, settled);
  }

  slider.addEventListener("input", () => show(slider.value));
  slider.addEventListener("change", () => choose(slider.value));
  // The number under the thumb can be chosen too, which changes no value.
  slider.addEventListener("click", () => { if (form.classList.contains("auto")) choose(slider.value); });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    choose(slider.value);
  });
  automatic.addEventListener("click", (e) => {
    if (e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    slider.focus(); // the link goes away
    choose("");
  });

  addEventListener("popstate", () => {
    const families = familiesOf(location.href);
    if (families === here) return; // only a place in the page
    clearTimeout(waiting);
    show(families);
    bring(families, location.href, false);
  });
})();
