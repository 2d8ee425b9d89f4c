// On every page: ? opens the help, / goes to the search box.
"use strict";

(() => {
  const help = document.getElementById("help");
  const typing = (e) => e.ctrlKey || e.metaKey || e.altKey || e.isComposing ||
    (e.target instanceof Element && e.target.closest("input, textarea, select, [contenteditable]"));

  const open = () => { if (!document.querySelector("dialog[open]")) help.showModal(); };
  document.querySelector("[data-help]").addEventListener("click", open);

  document.addEventListener("keydown", (e) => {
    if (typing(e)) return;
    if (e.key === "?") {
      e.preventDefault();
      open();
    } else if (e.key === "/") {
      const box = document.querySelector("[data-search]");
      if (!box || document.querySelector("dialog[open]")) return;
      e.preventDefault();
      box.focus();
      box.select();
    }
  });

  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
  }
})();
