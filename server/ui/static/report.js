// Reading a report: a button beside selected text finds passages like it.
"use strict";

(() => {
  const form = document.querySelector("form.selection");
  const paper = document.querySelector("[data-selectable]");
  const least = 8; // characters: less is no passage

  function chosen() {
    const s = getSelection();
    if (!s.rangeCount || s.isCollapsed || !paper.contains(s.anchorNode) || !paper.contains(s.focusNode)) return null;
    const text = s.toString().trim();
    return text.length < least ? null : { text, box: s.getRangeAt(0).getBoundingClientRect() };
  }

  function update() {
    const s = chosen();
    form.hidden = !s;
    if (!s) return;
    form.elements.text.value = s.text;
    // The style knows the width of the window also before the resize is told.
    form.style.left = `max(12px, min(${s.box.left + scrollX}px, 100% - ${form.offsetWidth + 12}px))`;
    form.style.top = `${s.box.bottom + scrollY + 8}px`;
  }

  document.addEventListener("selectionchange", update);
  addEventListener("resize", update);
})();
