// Two texts side by side: n and p, or the buttons, go from one place that
// differs, or that is marked, to the next.
"use strict";

(() => {
  const stops = [...document.querySelectorAll("[data-stop]")];
  const said = document.querySelector("[data-at]");
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let at = -1;

  function hop(by) {
    if (!stops.length) return;
    if (at >= 0) stops[at].classList.remove("on");
    at = Math.min(Math.max(at + by, 0), stops.length - 1);
    const stop = stops[at];
    stop.classList.add("on");
    stop.focus({ preventScroll: true });
    const tall = stop.offsetHeight > innerHeight * 0.7;
    stop.scrollIntoView({ block: tall ? "start" : "center", behavior });
    said.textContent = `${at + 1} / ${stops.length}`;
  }

  for (const b of document.querySelectorAll("[data-hop]")) {
    b.addEventListener("click", () => hop(Number(b.dataset.hop)));
  }
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]") || e.target.closest("input, textarea, select")) return;
    if (e.key === "n") hop(1);
    if (e.key === "p") hop(-1);
  });
})();
