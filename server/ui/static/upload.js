// Files can be dropped anywhere on the page, are sent as soon as they are
// chosen where nothing else has to be said, and errors show in place.
"use strict";

(() => {
  const problem = document.querySelector(".problem");
  const busy = document.querySelector(".busy");
  let sending = false;

  function complain(text) {
    problem.textContent = text;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  }

  function working(on, name) {
    sending = on;
    busy.hidden = !on;
    if (on) {
      const words = busy.querySelector("[data-working]");
      words.textContent = [words.dataset.working, name].filter(Boolean).join(" ");
      problem.hidden = true;
    }
    for (const b of document.querySelectorAll("form[data-upload] button")) b.disabled = on;
  }

  async function send(form, data, name) {
    if (sending) return;
    working(true, name);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok && said.location) {
        location.assign(said.location);
        return;
      }
      complain(said.error || said.detail || failed);
    } catch {
      complain(failed);
    }
    working(false);
  }

  const main = document.querySelector("form[data-drop]");
  const failed = main.dataset.failed;
  const chosen = main.querySelector(".chosen");
  const several = main.querySelector("input[multiple]") !== null;

  function show(files) {
    if (files.length === 1) chosen.textContent = files[0].name;
    else chosen.textContent = files.length ? chosen.dataset.several.replace("{0}", files.length) : "";
  }

  function take(files) {
    if (!files.length) return;
    show(files);
    if (several) return;
    const data = new FormData(main);
    data.set("file", files[0]);
    data.delete("text");
    send(main, data, files[0].name);
  }

  let dropped = [];
  for (const input of main.querySelectorAll("input[type=file]:not([data-apart])")) {
    input.addEventListener("change", () => {
      dropped = [];
      for (const other of main.querySelectorAll("input[type=file]:not([data-apart])")) if (other !== input) other.value = "";
      take([...input.files]);
    });
  }

  // A page that is shown again from the browser's memory is not busy.
  addEventListener("pageshow", (e) => { if (e.persisted) working(false); });

  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const data = new FormData(form, e.submitter);
      for (const f of form === main ? dropped : []) data.append("file", f.file, f.path);
      send(form, data, chosen.textContent);
    });
  }

  // read lists the files of a dropped folder with their paths in it.
  async function read(entry, path) {
    if (entry.isFile) {
      const file = await new Promise((ok, no) => entry.file(ok, no));
      return [{ file, path: path + file.name }];
    }
    const reader = entry.createReader();
    const all = [];
    for (;;) {
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) break;
      for (const inner of some) all.push(...await read(inner, path + entry.name + "/"));
    }
    return all;
  }

  async function drop(transfer) {
    const entries = [...transfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean);
    if (!several || !entries.length) return take([...transfer.files]);
    for (const input of main.querySelectorAll("input[type=file]:not([data-apart])")) input.value = "";
    try {
      dropped = (await Promise.all(entries.map((e) => read(e, "")))).flat();
      show(dropped.map((f) => f.file));
    } catch {
      complain(failed);
    }
  }

  let depth = 0;
  const files = (e) => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
  addEventListener("dragenter", (e) => { if (files(e)) { depth++; document.body.classList.add("dragging"); } });
  addEventListener("dragleave", (e) => { if (files(e) && --depth <= 0) document.body.classList.remove("dragging"); });
  addEventListener("dragover", (e) => { if (files(e)) e.preventDefault(); });
  addEventListener("drop", (e) => {
    if (!files(e)) return;
    e.preventDefault();
    depth = 0;
    document.body.classList.remove("dragging");
    drop(e.dataTransfer);
  });
})();
