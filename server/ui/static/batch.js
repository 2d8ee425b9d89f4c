// A batch's table can be sifted; a letter is saved where it stands, is told
// apart from its kept form, and prints as it reads.
"use strict";

(() => {
  // The table may come later, when a batch that runs is done.
  function sift() {
    const words = document.querySelector("[data-sift]").value.trim().toLowerCase();
    const gaps = document.querySelector("[data-gaps]").checked;
    for (const row of document.querySelectorAll(".matrix tbody tr")) {
      const there = !words || row.cells[0].textContent.toLowerCase().includes(words);
      row.hidden = !there || gaps && !row.classList.contains("gap");
    }
  }
  document.addEventListener("input", (e) => {
    if (e.target.matches("[data-sift], [data-gaps]")) sift();
  });

  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

  const form = document.querySelector("form[data-letter]");
  if (!form) return;
  const box = form.querySelector("textarea");
  const status = form.querySelector("[role=status]");
  const paper = document.querySelector(".letter-paper");
  const drawn = status.textContent;
  let kept = box.value;

  addEventListener("beforeprint", () => { paper.textContent = box.value; });
  addEventListener("beforeunload", (e) => { if (box.value !== kept) e.preventDefault(); });
  box.addEventListener("input", () => { status.textContent = box.value === kept ? drawn : ""; });

  async function save() {
    const text = box.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams({ text }), headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      const first = !document.querySelector("form.reset");
      kept = text;
      status.textContent = form.dataset.saved;
      if (first) location.replace(said.location); // now there is something to reset
    } catch (e) {
      status.textContent = e instanceof TypeError ? form.dataset.failed : e.message;
    }
  }
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    save();
  });
  const reset = document.querySelector("form.reset");
  if (reset) reset.addEventListener("submit", () => { kept = box.value; });
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key === "s") {
      e.preventDefault();
      save();
    }
  });
})();
