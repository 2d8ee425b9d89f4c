// The result: j and k go through the cards, Enter goes to the place, x opens
// "no problem", marks lead to their cards, and a source opens over the page.
"use strict";

(() => {
  const dialog = document.getElementById("compare");
  const body = dialog && dialog.querySelector(".compare-body");
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let current = null;
  let opener = null;

  // Another script may bring the result anew: the live parts are replaced, and
  // no card is current then. Folds that were open stay so, and the lists stay
  // where they were scrolled to.
  document.addEventListener("fresh", (e) => {
    const fresh = new DOMParser().parseFromString(e.detail, "text/html");
    const scrolled = ["cards", "left"].map((id) => [id, document.getElementById(id).scrollTop]);
    const open = [...document.querySelectorAll("details.fold[open]")].map((d) => d.id);
    for (const part of document.querySelectorAll("[data-live]")) part.replaceWith(fresh.getElementById(part.id));
    for (const id of open) {
      const fold = document.getElementById(id);
      if (fold) fold.open = true;
    }
    for (const [id, top] of scrolled) document.getElementById(id).scrollTop = top;
    current = null;
  });

  document.addEventListener("choose", (e) => select(e.detail));

  const cards = () => [...document.querySelectorAll(".card")].filter((c) => {
    const fold = c.closest("details");
    return !fold || fold.open;
  });

  function select(card, quietly) {
    if (current) current.classList.remove("on");
    current = card;
    const fold = card.closest("details");
    if (fold) fold.open = true;
    card.classList.add("on");
    if (!quietly) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior });
    const all = cards();
    document.querySelector(".counter").textContent = `${all.indexOf(card) + 1} / ${all.length}`;
  }

  function step(by) {
    const all = cards();
    if (!all.length) return;
    const at = current ? all.indexOf(current) : -1;
    select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function locate(id) {
    const place = document.getElementById(id);
    if (!place) return;
    for (const m of document.querySelectorAll(".now")) m.classList.remove("now");
    for (const m of document.querySelectorAll(`[data-mark="${CSS.escape(id)}"]`)) m.classList.add("now");
    place.scrollIntoView({ block: "center", behavior });
  }

  async function load(url) {
    try {
      const answer = await fetch(url, { headers: { "X-Fragment": "1" } });
      if (!answer.ok) throw new Error(answer.statusText);
      body.innerHTML = await answer.text();
    } catch {
      body.textContent = body.dataset.failed;
    }
    body.scrollTop = 0;
    if (!dialog.open) dialog.showModal();
    body.focus({ preventScroll: true });
    const passage = body.querySelector("#draft-place");
    if (passage) passage.scrollIntoView({ block: "nearest" });
  }

  // A link that a person wants in a tab of its own stays a link.
  const plain = (e) => e.button === 0 && !e.ctrlKey && !e.metaKey && !e.shiftKey;

  document.addEventListener("click", (e) => {
    const link = e.target.closest("a");
    if (!plain(e)) return;
    if (!link) {
      const mark = e.target.closest(".paper mark[data-mark]");
      const tag = mark && document.querySelector(`.card a.locate[href="#${CSS.escape(mark.dataset.mark)}"]`);
      if (tag) select(tag.closest(".card"), true);
    } else if (dialog && link.matches(".act.compare, .holders a, .tabs a, [data-step]")) {
      e.preventDefault();
      if (!dialog.open) opener = link;
      load(link.href);
    } else if (link.matches(".card a.locate")) {
      e.preventDefault();
      select(link.closest(".card"), true);
      locate(link.hash.slice(1));
    } else if (link.hash && link.pathname === location.pathname) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      if (target.matches("details")) target.open = true;
      if (link.closest(".taken")) {
        e.preventDefault();
        locate(target.id);
        return;
      }
      if (!target.matches(".card")) return;
      e.preventDefault();
      select(target);
    }
  });

  if (dialog) {
    dialog.addEventListener("close", () => {
      body.replaceChildren();
      if (opener) opener.focus();
      opener = null;
    });
    const named = location.hash && document.getElementById(location.hash.slice(1));
    if (named && named.matches(".card")) select(named);
  }

  // A list of the chain closes like a menu.
  document.addEventListener("click", (e) => {
    for (const list of document.querySelectorAll("details.step-out[open]")) if (!list.contains(e.target)) list.open = false;
  });
  document.addEventListener("keydown", (e) => {
    const list = e.key === "Escape" && document.querySelector("details.step-out[open]");
    if (!list) return;
    list.open = false;
    list.querySelector("summary").focus();
  });

  const typing = (e) => e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select");
  document.addEventListener("keydown", (e) => {
    if (typing(e)) return;
    if (dialog && !document.querySelector("dialog[open]")) onResult(e);
    else if (e.key === "n" || e.key === "p") turn(e.key === "n");
  });

  function onResult(e) {
    const inside = e.target.closest("a, button, summary");
    if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "Enter" && current && !inside) press(".locate");
    else if (e.key === "c" && current) press(".compare");
    else if (e.key === "x" && current) dismiss(e);
  }

  function dismiss(e) {
    const form = current.querySelector("details.no:not(.teach)");
    if (!form) return;
    e.preventDefault(); // or the field gets the x
    form.open = true;
  }

  function press(selector) {
    const link = current.querySelector(`a${selector}`);
    if (link) link.click();
  }

  // turn goes to the next or previous passage of the comparison.
  function turn(forward) {
    const steps = [...document.querySelectorAll("[data-step]")];
    const link = steps.find((s) => s.dataset.step === (forward ? "next" : "previous"));
    if (link) link.click();
  }
})();
