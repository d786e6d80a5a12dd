/* What is written is saved while it is written, and kept in the browser until it is. Everything works
 * without this: the buttons save as they always do.
 *
 * form[data-autosave]         is sent to its own address, at most two seconds behind the keys
 * form[data-autosave="stay"]  likewise, and never leaves the page: its answer is parts of the page
 * form[data-unsaved]          is saved by its button alone; what is written is kept in the browser
 * [data-save-state]           says what became of it: inside the form, or around it by its value
 * [data-derived][id]          is replaced by its namesake in the answer: findings, sums, outlines
 * button[data-redraw="#id"]   has that part drawn again by the server, at its place
 */
"use strict";
(() => {
  const IDLE = 500, LONGEST = 1200, TIMEOUT = 10000, RETRY = [2000, 4000, 8000, 15000, 30000];
  const KEEPALIVE_BYTES = 60000;
  const { PREFIX, OWN } = window.samordna.texts;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const person = document.body.dataset.person;
  const newPage = () => (crypto.randomUUID ? crypto.randomUUID() : String(Math.random()));
  const trackers = new Map();
  let page = newPage();
  let chain = Promise.resolve(), leaving = false;

  const { store, forgetOthers, forgetAll, signedIn, isSignedIn, clock, pairs, own, changed, byName, controls, isTick, isText, fill } =
    window.samordna.texts;

  class Tracker {
    constructor(form, index) {
      this.form = form;
      this.saves = "autosave" in form.dataset;
      this.stays = form.dataset.autosave === "stay";
      this.key = `${PREFIX}${person}/${location.pathname}${location.search}/${form.id || index}`;
      this.seen = pairs(form);
      this.sent = null;
      this.failures = 0;
      this.state = "";  /* "", invalid, conflict, out or refused: why it cannot be saved */
      this.offer();
    }

    get dirty() { return Boolean(this.again) || changed(own(this.seen), own(pairs(this.form))).size > 0; }
    /* What could not be read is not sent again until it has been changed. */
    get news() {
      return this.dirty && !(this.state === "invalid" && !changed(own(this.tried), own(pairs(this.form))).size);
    }
    get stuck() { return this.failures > 0 || this.state !== ""; }
    get busy() { return this.sent !== null; }

    get places() {
      return all("[data-save-state]").filter((place) => {
        const around = place.dataset.saveState;
        return around ? one(around)?.contains(this.form) : place.closest("form") === this.form;
      });
    }

    /* Said politely, and only when the words change: nobody wants to hear of every save. */
    say(text, failed = false, link = null) {
      for (const place of this.places) {
        place.dataset.now = failed ? "failed" : "saved";
        if (place.textContent === text && !link) continue;
        place.textContent = text;
        place.classList.toggle("failed", failed);
        if (link) {
          const made = document.createElement("a");
          Object.assign(made, { href: link, target: "_blank", textContent: "Logga in i en ny flik" });
          place.append(" ", made, ".");
        }
      }
    }

    written(now = false) {
      this.keep();
      if (!this.saves || this.state === "conflict" || this.state === "refused") return;
      for (const place of this.places) if (place.dataset.now !== "failed") place.dataset.now = "waiting";
      this.since ??= Date.now();
      const wait = now ? 0 : Math.max(0, Math.min(IDLE, LONGEST - (Date.now() - this.since)));
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    keep() {
      if (!isSignedIn(person)) return;
      const fields = own(pairs(this.form));
      store((box) => box.setItem(this.key, JSON.stringify({ at: Date.now(), fields })));
    }

    forget() { store((box) => box.removeItem(this.key)); }

    save(submitter = null) {
      clearTimeout(this.timer);
      this.wanted = submitter || this.wanted;
      if (!this.queued) {
        this.queued = true;
        chain = chain.then(() => { this.queued = false; return this.send(); }).catch(() => {});
      }
      return chain;
    }

    async send() {
      const submitter = this.wanted;
      this.wanted = null;
      this.since = null;
      if (!submitter && !this.news && !this.failures) return;
      if (this.state === "out" && !(await this.signedInAgain())) return;
      const list = pairs(this.form);
      this.sent = list;
      try {
        const answer = await this.post(submitter ? pairs(this.form, submitter) : list);
        await this.answered(answer, list, submitter);
      } catch {
        this.failed("Inte sparat, försöker igen.");
      } finally {
        this.sent = null;
      }
    }

    post(list, extra = {}) {
      const headers = { "X-Autosave": page };
      if (this.stays) headers["HX-Request"] = "true";
      const body = new URLSearchParams([...list, ["flik", page], ...(this.weighed || [])]);
      const address = this.form.getAttribute("action") || location.href;
      const signal = extra.keepalive ? undefined : AbortSignal.timeout(TIMEOUT);
      return fetch(address, { method: "POST", headers, body, signal, redirect: "manual", ...extra });
    }

    failed(text) {
      this.say(text, true);
      const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
      this.failures += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    async answered(answer, list, submitter) {
      if (answer.status >= 500 || answer.type === "opaqueredirect" || answer.status === 429) {
        this.failed("Inte sparat, försöker igen.");
        return;
      }
      if (answer.status === 401 && this.renewed) { this.signedOut(); return; }
      if (answer.status === 401 || answer.status === 403) {
        /* Nobody is there, somebody else is, or the page's key is old: then it is fetched, and used. */
        this.state = "out";
        if (!(await this.signedInAgain())) return;
        if (answer.status === 401) { this.renewed = true; this.failures = 1; this.save(submitter); return; }
      }
      if (answer.status === 403 || answer.status === 404) {
        this.state = "refused";
        this.say("Inte sparat. Sidan är för gammal, eller får inte ändras längre. Kopiera det du vill ha kvar och ladda om sidan.", true);
        return;
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.failures = 0;
      this.renewed = false;
      const redraw = submitter && submitter.dataset.redraw;
      if (redraw && answer.ok) { this.redrawn(fresh, redraw, list); return; }
      const saved = answer.ok, revision = answer.headers.get("X-Revision");
      this.state = saved ? "" : answer.status === 409 || one("[data-stale]", fresh) ? "conflict" : "invalid";
      this.tried = list;
      const reached = saved || Boolean(revision);  /* also where some of it could not be read */
      const taken = reached ? this.taken(fresh, list) : new Set();
      if (reached) {
        this.weighed = null;
        this.again = false;
        this.seen = this.reached(fresh, list);
      }
      if (revision) this.advance(fresh, list, taken, revision);
      this.draw(fresh, list, taken);
      if (saved) this.done();
      else if (this.state === "conflict") this.conflict(fresh);
      else this.say(this.why(fresh), true);
    }

    drawnAnew(fresh) { return this.form.id && !this.stays && fresh.getElementById(this.form.id); }

    /* What somebody else has changed and this writer has not: it is put into the page. */
    taken(fresh, list) {
      const form = this.drawnAnew(fresh);
      if (!form) return new Set();
      const mine = this.fetches ? new Set() : changed(own(this.seen), own(list));
      this.fetches = false;
      return new Set([...changed(own(list), own(pairs(form)))].filter((name) => !mine.has(name)));
    }

    /* What is saved by now: all that was sent but for the fields that could not be read. */
    reached(fresh, list) {
      const form = this.state === "invalid" && this.drawnAnew(fresh);
      if (!form) return list;
      const held = new Set(all(".has-errors [name]", form).map((control) => control.name));
      return [...list.filter(([n]) => !held.has(n)), ...this.seen.filter(([n]) => held.has(n))];
    }

    /* The page stands at what was saved, unless somebody else's text met keys that were just pressed:
     * then it stays where it was, under a new name, and the next save asks about both texts. */
    advance(fresh, list, taken, revision) {
      const since = changed(list, pairs(this.form));
      if ([...taken].some((name) => since.has(name))) { page = newPage(); return; }
      for (const i of all('main input[name="revision"]')) i.value = revision;
      const now = this.drawnAnew(fresh), prints = one('input[name="ritat"]', this.form);
      if (now && prints) prints.value = one('input[name="ritat"]', now)?.value ?? prints.value;
    }

    done() {
      if (this.dirty) { this.written(); return; }
      this.forget();
      /* One place may speak for several forms: it says so when all of them are. */
      const [place] = this.places;
      const others = Array.from(trackers.values()).filter((t) => t !== this && t.places[0] === place);
      if (!others.some((t) => t.queued || t.since)) this.say(`Sparat ${clock()}`);
    }

    why(fresh) {
      const first = one("[data-error-summary] li", fresh) || one(".field-errors p", fresh);
      const text = first ? first.textContent.replace(/\s+/g, " ").trim() : "";
      return this.stays || !text ? "Inte sparat. Läs varför i meddelandet på sidan." : `Inte sparat. ${text}`;
    }

    /* Somebody else has saved: both texts stand on the page, and the person chooses. */
    conflict(fresh) {
      this.say("Inte sparat. Någon annan har sparat under tiden.", true);
      const place = one("#bada-texterna");
      if (!place || this.stays) return;
      const revision = one('main input[name="revision"]', fresh)?.value;
      const actions = document.createElement("p");
      actions.className = "toolbar";
      const mine = Object.assign(document.createElement("button"), { type: "button", className: "button primary", textContent: "Behåll min text" });
      const theirs = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Hämta den sparade texten" });
      const prints = one('input[name="ritat"]', this.form);
      const choose = (name) => {
        if (!prints) for (const input of all('main input[name="revision"]')) input.value = revision;
        this.weighed = [[name, revision]];
        this.fetches = name === "hamtat";
        place.replaceChildren();
        this.state = "";
        this.again = true;
        this.save();
      };
      mine.addEventListener("click", () => choose("vagt"));
      theirs.addEventListener("click", () => {
        if (prints) { choose("hamtat"); return; }
        this.forget();
        leaving = true;
        location.reload();
      });
      actions.append(mine, theirs);
      place.append(actions);
      place.scrollIntoView({ block: "nearest" });
    }

    signedOut() {
      this.state = "out";
      const next = encodeURIComponent(location.pathname + location.search);
      this.say("Inte sparat: du är utloggad. Det du skrev står kvar här.", true, `/konto/logga-in/?next=${next}`);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 15000);
    }

    /* The page is read again: is the same person signed in? Then its tokens are used from now on. */
    async signedInAgain() {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(TIMEOUT) }).catch(() => null);
      const fresh = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = fresh && fresh.body.dataset.person;
      if (now && now !== person) {
        this.state = "refused";
        this.say("Inte sparat. En annan person är inloggad nu. Kopiera det du vill ha kvar.", true);
        return false;
      }
      if (!now) { this.signedOut(); return false; }
      for (const name of ["csrfmiddlewaretoken", "skriven_av"]) {
        const token = one(`input[name="${name}"]`, fresh);
        if (token) for (const input of all(`input[name="${name}"]`)) input.value = token.value;
      }
      this.state = "";
      return true;
    }

    /* Parts of the page follow what was saved; what has been changed since then stays as it is. */
    draw(fresh, list, taken) {
      const whole = one("main", fresh);
      const parts = whole ? all("[data-derived][id]", fresh) : all("body > [id]", fresh);
      const form = this.form.id && fresh.getElementById(this.form.id);
      const asDrawn = form && !whole ? pairs(form) : null;
      for (const part of parts) this.replace(document.getElementById(part.id), part, list);
      if (!this.form.isConnected) this.adopt(asDrawn);
      if (whole && this.state !== "conflict") this.follow(fresh, list, taken);
    }

    /* The form itself was drawn anew: what was changed in it meanwhile is still to be saved. */
    adopt(asDrawn) {
      const form = document.getElementById(this.form.id);
      trackers.delete(this.form);
      if (!form) return;
      this.form = form;
      trackers.set(form, this);
      if (asDrawn && this.state === "") this.seen = asDrawn;
    }

    replace(old, part, list) {
      if (!old || old.outerHTML === part.outerHTML) return;
      const active = document.activeElement;
      const inside = old.contains(active);
      /* Nothing is taken from under the fingers; it is drawn when they have left. */
      if (inside && (isText(active) || !active.id)) { this.late = true; return; }
      const since = changed(list, pairs(this.form));
      const drawn = document.importNode(part, true);
      const named = (root) => [root, ...all("[name]", root)].filter((c) => c.name);
      for (const control of named(drawn)) {
        const namesakes = named(old).filter((c) => c.name === control.name);
        const index = named(drawn).filter((c) => c.name === control.name).indexOf(control);
        const mine = isTick(control) ? namesakes.find((c) => c.value === control.value) : namesakes[index];
        const keeps = mine && control.type !== "hidden" && (mine.form !== this.form || since.has(control.name));
        if (!keeps) continue;
        if (isTick(control)) control.checked = mine.checked;
        else if (!control.options || Array.from(control.options).some((o) => o.value === mine.value)) control.value = mine.value;
      }
      drawn.removeAttribute("data-hx-swap-oob");
      old.replaceWith(drawn);
      if (inside) document.getElementById(active.id)?.focus({ preventScroll: true });
      if (window.htmx) window.htmx.process(drawn);
      document.dispatchEvent(new CustomEvent("samordna:drawn", { detail: drawn }));
    }

    /* Values that the server has tidied or worked out, and the findings under each field. */
    follow(fresh, list, taken) {
      const form = this.form.id && fresh.getElementById(this.form.id);
      if (!form) return;
      const sent = byName(list);
      const since = changed(list, pairs(this.form));
      const meanwhile = pairs(form).filter(([name]) => taken.has(name) && !since.has(name));
      if (taken.size) this.take(meanwhile, taken, since);
      for (const control of all("[name]", this.form)) {
        if (!isText(control) || control === document.activeElement || since.has(control.name)) continue;
        const values = controls(form, control.name);
        if (values.length === 1 && sent.get(control.name)?.[0] === control.value) control.value = values[0].value;
      }
      if (!since.size && this.state === "") this.seen = pairs(this.form);
      const tables = all("table", form);
      all("table", this.form).forEach((table, index) => this.recount(table, tables[index]));
      for (const field of all(".field", this.form)) {
        const control = one("[name]", field);
        const other = control && controls(form, control.name)[0]?.closest(".field");
        if (!other) continue;
        const old = one(":scope > .field-findings", field), now = one(":scope > .field-findings", other);
        if (old && now) old.replaceWith(document.importNode(now, true));
        else if (old) old.remove();
        else if (now) field.append(document.importNode(now, true));
        const was = one(":scope > .field-errors", field), error = one(":scope > .field-errors", other);
        if (was) was.remove();
        if (error) control.closest(".with-unit, .choices-list, .field > *").before(document.importNode(error, true));
        field.classList.toggle("has-errors", Boolean(error));
        for (const name of ["aria-describedby", "aria-invalid"]) {
          const value = one("[name]", other).getAttribute(name);
          if (value) control.setAttribute(name, value);
          else control.removeAttribute(name);
        }
      }
    }

    /* Puts what somebody else saved into the controls that this writer has left alone. */
    take(values, taken, since) {
      const found = byName(values);
      for (const name of taken) {
        if (since.has(name)) continue;
        const given = found.get(name) || [];
        controls(this.form, name).forEach((control, index) => {
          if (control.type === "hidden" || control.tagName === "BUTTON") return;
          if (isTick(control)) control.checked = given.includes(control.value);
          else if (control.multiple) for (const o of control.options) o.selected = given.includes(o.value);
          else control.value = given[index] ?? given[0] ?? "";
        });
      }
    }

    /* Sums, names and findings of a table's rows follow; cells that one writes in stay. */
    recount(table, other) {
      const rows = (root) => all("tr:not(.row-findings)", root);
      const old = rows(table), now = other ? rows(other) : [];
      if (old.length !== now.length) return;
      old.forEach((row, index) => {
        if (row.cells.length !== now[index].cells.length) return;
        row.className = now[index].className;
        Array.from(row.cells).forEach((cell, place) => {
          const cellNow = now[index].cells[place];
          if (one("input, select, textarea, button, a", cell) || cell.innerHTML === cellNow.innerHTML) return;
          cell.replaceChildren(...Array.from(document.importNode(cellNow, true).childNodes));
        });
        const isFindings = (next) => next && next.matches(".row-findings");
        const said = row.nextElementSibling, say = now[index].nextElementSibling;
        if (isFindings(said)) said.remove();
        if (isFindings(say)) row.after(document.importNode(say, true));
      });
    }

    redrawn(fresh, selector, list) {
      const part = one(selector, fresh), old = one(selector);
      if (!part || !old) { this.failed("Inte sparat, försöker igen."); return; }
      if (document.activeElement && old.contains(document.activeElement)) document.activeElement.blur();
      const name = one("[autofocus]", part)?.id;
      this.replace(old, part, list);
      if (name) document.getElementById(name)?.focus();
      this.state = "";
      this.written(true);
    }

    /* What did not reach us before the browser or the computer stopped. */
    offer() {
      const raw = store((box) => box.getItem(this.key));
      const kept = raw && JSON.parse(raw);
      if (!kept || !kept.fields) return;
      if (!changed(kept.fields, own(this.seen)).size) { this.forget(); return; }
      const moment = new Date(kept.at);
      const day = moment.toDateString() === new Date().toDateString() ? "i dag" : moment.toLocaleDateString("sv-SE");
      const box = document.createElement("div");
      box.className = "callout warning";
      box.setAttribute("role", "status");
      const text = Object.assign(document.createElement("p"), { textContent: `Här finns text från ${day} kl. ${clock(moment)} som inte hann sparas.` });
      const actions = Object.assign(document.createElement("p"), { className: "toolbar" });
      const button = (label, action) => {
        const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
        made.addEventListener("click", () => { box.remove(); action(); });
        actions.append(made);
      };
      button("Lägg tillbaka texten", () => this.restore(kept.fields));
      button("Kasta den", () => this.forget());
      const body = Object.assign(document.createElement("div"), { className: "callout-body" });
      body.append(text, actions);
      box.append(body);
      this.form.prepend(box);
    }

    restore(fields) {
      const known = new Set(pairs(this.form).filter(([n]) => n === "rows").map(([, v]) => v));
      if (fields.some(([name, value]) => name === "rows" && !known.has(value))) {
        /* Rows that the page has not: the server draws it with them. */
        const made = Object.assign(document.createElement("form"), { method: "post", hidden: true });
        const tokens = pairs(this.form).filter(([name]) => OWN.has(name));
        for (const [name, value] of [...tokens, ...fields, ["visa", "1"]]) {
          made.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        }
        document.body.append(made);
        leaving = true;
        HTMLFormElement.prototype.submit.call(made);
        return;
      }
      fill(this.form, fields);
      this.written(true);
    }

    /* The page is being left: the browser sends what is left to send after it has gone. */
    last() {
      if (!this.saves || !this.dirty || this.stuck || leaving) return;
      this.post(pairs(this.form), { keepalive: true }).catch(() => {});
    }

    get mustWarn() {
      if (!this.dirty) return false;
      if (!this.saves || this.stuck) return true;
      return new URLSearchParams(pairs(this.form)).toString().length > KEEPALIVE_BYTES;
    }
  }

  const track = (root) => {
    all("form[data-autosave], form[data-unsaved]", root).forEach((form, index) => {
      if (!trackers.has(form)) trackers.set(form, new Tracker(form, index));
    });
    for (const form of trackers.keys()) if (!form.isConnected) trackers.delete(form);
  };
  const unfinished = () =>
    Array.from(trackers.values()).filter((t) => t.saves && !t.stuck && (t.busy || t.dirty));
  const flush = () => {
    for (const tracker of unfinished()) if (tracker.dirty) tracker.save();
    return Promise.race([chain, new Promise((resolve) => setTimeout(resolve, 4000))]);
  };

  if (!person) return;
  forgetOthers(person);
  signedIn(person);
  /* A form whose own button was pressed, and the page after it: it came through unless it stands here. */
  const pressed = sessionStorage.getItem(`${PREFIX}pressed`);
  sessionStorage.removeItem(`${PREFIX}pressed`);
  if (pressed && !one("[data-error-summary], [data-stale], .callout.danger")) {
    store((box) => box.removeItem(pressed));
  }
  track(document);
  document.addEventListener("samordna:drawn", () => track(document));
  document.addEventListener("htmx:load", () => track(document));

  const tracked = (event) => trackers.get(event.target.form);
  document.addEventListener("input", (event) => {
    if (isText(event.target)) tracked(event)?.written();
  });
  document.addEventListener("change", (event) => tracked(event)?.written(!isText(event.target)));
  document.addEventListener("focusout", (event) => {
    const tracker = tracked(event);
    if (!tracker || !tracker.saves) return;
    if (tracker.late) { tracker.late = false; tracker.again = true; }
    if (tracker.news && tracker.state !== "conflict") tracker.written(true);
  });

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const tracker = trackers.get(form);
    if (event.defaultPrevented || form.dataset.flushed) return;
    if (form.action.includes("/logga-ut/")) forgetAll();
    const redraws = submitter && submitter.dataset.redraw;
    if (tracker && tracker.saves && (tracker.stays || redraws || (submitter && "stay" in submitter.dataset))) {
      event.preventDefault();
      if (submitter && submitter.name === "over") tracker.state = "";
      tracker.save(submitter || one("button", form) || null);
      return;
    }
    const waits = unfinished().some((t) => t !== tracker || t.busy);
    if (tracker) {
      clearTimeout(tracker.timer);
      sessionStorage.setItem(`${PREFIX}pressed`, tracker.key);
      if (tracker.saves && !one('input[name="flik"]', form)) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "flik", value: page }));
      }
    }
    if (!waits) { leaving = Boolean(tracker); return; }
    event.preventDefault();
    const others = unfinished().filter((t) => t !== tracker && t.dirty);
    for (const other of others) other.save();
    flushed(form, submitter, Boolean(tracker));
  });
  const flushed = async (form, submitter, own_form) => {
    await Promise.race([chain, new Promise((resolve) => setTimeout(resolve, TIMEOUT))]);
    leaving = own_form;
    form.dataset.flushed = form.dataset.confirmed = "ja";
    form.requestSubmit(submitter || undefined);
    delete form.dataset.flushed;
    delete form.dataset.confirmed;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const usual = link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.defaultPrevented || !usual || link.target || link.origin !== location.origin) return;
    if ("discard" in link.dataset) {
      trackers.forEach((tracker) => tracker.forget());
      leaving = true;
      return;
    }
    const inPage = link.pathname === location.pathname && link.search === location.search && link.hash;
    if (inPage || !unfinished().length) return;
    event.preventDefault();
    flush().then(() => location.assign(link.href));
  });

  for (const back of ["online", "focus"]) {
    window.addEventListener(back, () => {
      for (const t of trackers.values()) if (t.failures || t.state === "out") t.save();
    });
  }
  window.addEventListener("pagehide", () => trackers.forEach((tracker) => tracker.last()));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && Array.from(trackers.values()).some((t) => t.mustWarn)) event.preventDefault();
  });
})();
