// The page without being loaded anew: a question is asked by fetch, the answer
// takes the place of the last one, and the address bar holds the whole question.
// Without this script the form and its buttons do the same.
"use strict";

(() => {
  const form = document.getElementById("fs-form");
  const said = document.getElementById("fs-said");
  const fault = document.getElementById("fs-fault");
  const attempts = 5;
  let running = null;

  const main = () => document.getElementById("fs-main");
  const states = () => document.getElementById("fs-states");

  const pause = (ms, signal) => new Promise((done, stopped) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => { clearTimeout(timer); stopped(signal.reason); }, { once: true });
  });

  // load fetches an answer; a busy server says when to come again.
  async function load(address, signal) {
    for (let i = 1; ; i++) {
      const response = await fetch(address, { headers: { "X-Fragment": "main" }, credentials: "omit", signal });
      const later = Number(response.headers.get("Retry-After"));
      if (response.status !== 503 || !later || i === attempts) {
        return response;
      }
      await pause(1000 * later, signal);
    }
  }

  // put replaces the last answer, and leaves the focus on the same button.
  function put(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const before = document.activeElement;
    const value = before && before.name === "choose" ? before.value : "";
    const open = Boolean(states().querySelector("details[open]"));
    const title = page.getElementById("fs-main").dataset.title;
    for (const now of [states(), main()]) {
      now.replaceWith(document.adoptNode(page.getElementById(now.id)));
    }
    const far = states().querySelector("details");
    if (far) {
      far.open = open;
    }
    document.title = title;
    if (typeof window.flightcheckInit === "function") {
      window.flightcheckInit(main());
    }
    paint();
    const again = value && [...states().querySelectorAll("button")].find((b) => b.value === value);
    if (again) {
      again.focus();
    }
  }

  // paint marks on the map what was chosen.
  function paint() {
    for (const row of states().querySelectorAll(".fs-state")) {
      const on = row.querySelector('button[aria-pressed="true"]');
      const choice = on ? on.value.split(".")[1] : "given";
      if (choice === "given") {
        continue;
      }
      for (const id of row.dataset.areas.split(" ").filter(Boolean)) {
        for (const shape of main().querySelectorAll(`svg [data-ref="${CSS.escape("area:" + id)}"]`)) {
          shape.classList.add("fs-" + choice);
        }
      }
    }
  }

  // fill writes a question into the form.
  function fill(query) {
    for (const field of form.elements) {
      if (!field.name || field.type === "submit" || field.type === "hidden") {
        continue;
      }
      const values = query.getAll(field.name);
      if (field.type === "checkbox") {
        field.checked = values.includes(field.value);
      } else if (field.value !== values.join(", ")) {
        field.value = values.join(", ");
      }
    }
  }

  // bring scrolls to the answer if it stands below what can be seen.
  function bring() {
    if (main().getBoundingClientRect().top > window.innerHeight / 2) {
      main().scrollIntoView();
    }
  }

  // ask shows the answer at an address; asked is a question of the whole form.
  async function ask(address, push, asked) {
    if (running) {
      running.abort();
    }
    const mine = running = new AbortController();
    main().setAttribute("aria-busy", "true");
    document.body.classList.add("fs-busy");
    said.textContent = "Searching.";
    fault.textContent = "";
    try {
      const response = await load(address, mine.signal);
      const text = await response.text();
      if (mine.signal.aborted) {
        return;
      }
      if (!response.ok) {
        throw new Error(text.trim());
      }
      put(text);
      if (push) {
        history.pushState(null, "", response.url);
      }
      fill(new URL(response.url).searchParams);
      said.textContent = main().dataset.said;
      if (asked) {
        bring();
      }
    } catch (error) {
      if (mine.signal.aborted) {
        return;
      }
      said.textContent = "";
      fault.textContent = error instanceof TypeError ? "The server does not answer; is it still running?" : error.message;
    } finally {
      if (running === mine) {
        running = null;
        main().setAttribute("aria-busy", "false");
        document.body.classList.remove("fs-busy");
      }
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      if (value !== "") {
        query.append(name, value);
      }
    }
    ask("/?" + query, true, !query.has("choose"));
  });

  window.addEventListener("popstate", () => {
    fill(new URL(location.href).searchParams);
    ask(location.pathname + location.search, false, false);
  });

  // A click on a State of the map chooses the next of its three choices. Moving the
  // map is no click.
  let down = null;
  document.addEventListener("pointerdown", (event) => { down = [event.clientX, event.clientY]; });
  document.addEventListener("click", (event) => {
    const shape = event.target instanceof Element && event.target.closest('#fs-main svg [data-ref^="area:"]');
    if (!shape || (down && event.detail > 0 && Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4)) {
      return;
    }
    const id = shape.dataset.ref.slice("area:".length);
    const row = [...states().querySelectorAll(".fs-state")].find((r) => r.dataset.areas.includes(` ${id} `));
    if (!row) {
      return;
    }
    const buttons = [...row.querySelectorAll("button")];
    const on = buttons.findIndex((b) => b.getAttribute("aria-pressed") === "true");
    form.requestSubmit(buttons[(on + 1) % buttons.length]);
  });

  paint();
})();
