// Writing a template: what is wrong shows as one types, and a click on a place
// goes there. The server says it; without a script the button does.
"use strict";

(() => {
  const form = document.querySelector("form.editor");
  const source = document.getElementById("source");
  const box = document.querySelector("[data-checked]");
  const said = document.querySelector("[data-said]");
  const pause = 500; // ms without a key before the server is asked
  let timer = 0;
  let asked = 0;

  async function ask(what) {
    const turn = ++asked;
    const body = new URLSearchParams({ source: source.value, do: what });
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { "X-Fragment": "1" }, body });
      const html = await answer.text();
      if (turn !== asked) return;
      if (answer.status >= 500) throw new Error(answer.statusText);
      box.innerHTML = html;
    } catch {
      if (turn === asked) box.textContent = box.dataset.failed;
    }
    if (turn !== asked) return;
    box.removeAttribute("aria-busy");
    const words = box.querySelector(".checked-said");
    said.textContent = words ? words.textContent : box.textContent;
  }

  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask("check"), pause);
  });
  form.addEventListener("submit", (e) => {
    clearTimeout(timer);
    if (e.submitter && e.submitter.value === "try") {
      e.preventDefault();
      ask("try");
    }
  });

  // go puts the cursor at a line and a column, which counts characters.
  function go(line, column) {
    const lines = source.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
    const inside = [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
    source.focus();
    source.setSelectionRange(before + inside, before + (lines[line - 1] || "").length);
    const height = parseFloat(getComputedStyle(source).lineHeight);
    source.scrollTop = Math.max(0, (line - 4) * height);
  }

  box.addEventListener("click", (e) => {
    const place = e.target.closest("[data-line]");
    if (!place) return;
    e.preventDefault();
    go(Number(place.dataset.line), Number(place.dataset.column));
  });

  if (!box.querySelector(".checked-in") && source.value) ask("check");
})();
