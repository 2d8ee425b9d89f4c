// Decisions on findings: x opens "no problem" on the current card, a form sent
// brings the result anew in place, and what was done can be taken back at
// once. While a missing section is being pointed out, a selection in the draft
// chooses the heading above it.
"use strict";

(() => {
  const toast = document.querySelector(".toast");
  const said = toast.querySelector("[role=status]");
  const back = toast.querySelector("button");
  const kept = 12000; // milliseconds for which undo is offered
  let hiding = 0;
  let last = null; // address and fields by which the last decision is undone
  let sending = false;

  function say(words, undo) {
    clearTimeout(hiding);
    back.hidden = !undo;
    toast.hidden = false;
    said.textContent = ""; // words that come into a status that is there are read out
    requestAnimationFrame(() => { said.textContent = words; });
    hiding = setTimeout(() => {
      if (toast.contains(document.activeElement)) return;
      toast.hidden = true;
    }, kept);
  }

  async function send(address, data) {
    if (sending) return false;
    sending = true;
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data), headers: { "X-Fragment": "1" } });
      if (!answer.ok) throw new Error(answer.statusText);
      document.dispatchEvent(new CustomEvent("fresh", { detail: await answer.text() }));
      return true;
    } catch {
      say(said.dataset.failed, false);
      return false;
    } finally {
      sending = false;
    }
  }

  // place is where a card stands among those that are open to look at, so that
  // the next one can take its place.
  const open = () => [...document.querySelectorAll(".cards > .card")];

  document.addEventListener("submit", async (e) => {
    const form = e.target.closest("form[data-decide]");
    if (!form) return;
    e.preventDefault();
    const data = new FormData(form, e.submitter);
    const at = open().indexOf(form.closest(".card"));
    const state = data.get("state");
    if (!await send(form.action, data)) return;
    last = null;
    if (state === "undo") {
      say(said.dataset.undo, false);
    } else {
      const undo = new FormData();
      for (const f of data.getAll("finding")) undo.append("finding", f);
      undo.append("state", "undo");
      last = { address: form.action, data: undo };
      say(state === "mended" ? said.dataset.mended : said.dataset.dismissed, true);
    }
    const card = state === "undo" ? document.getElementById(data.get("card")) : open()[Math.min(at, open().length - 1)];
    if (card) document.dispatchEvent(new CustomEvent("choose", { detail: card }));
  });

  back.addEventListener("click", async () => {
    const undo = last;
    last = null;
    if (undo && await send(undo.address, undo.data)) say(said.dataset.undo, false);
  });

  // One form is open at a time; it has the focus, and Escape closes it.
  document.addEventListener("toggle", (e) => {
    if (!e.target.matches || !e.target.matches("details.no")) return;
    if (!e.target.open) return;
    for (const other of document.querySelectorAll("details.no[open]")) if (other !== e.target) other.open = false;
    const field = e.target.querySelector("input:not([type=hidden]), select");
    if (field) field.focus({ preventScroll: true });
    e.target.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("keydown", (e) => {
    const form = e.target instanceof Element && e.target.closest("details.no[open]");
    if (e.key !== "Escape" || !form) return;
    form.open = false;
    form.querySelector("summary").focus();
  });

  document.addEventListener("selectionchange", () => {
    const list = document.querySelector("details.teach[open] select");
    const selection = getSelection();
    if (!list || selection.isCollapsed || !selection.anchorNode) return;
    const at = selection.getRangeAt(0).startContainer;
    const paper = document.querySelector(".paper");
    if (!paper.contains(at)) return;
    let best = null;
    for (const option of list.options) {
      const heading = document.getElementById(option.dataset.at);
      if (!heading || !(heading.contains(at) || heading.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      if (!best || best.heading.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) best = { heading, option };
    }
    if (best) list.value = best.option.value;
  });
})();
