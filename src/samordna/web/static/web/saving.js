/* What is written is saved while it is written, and kept in the browser until it is. Everything works
 * without this: the buttons save as they always do.
 *
 * form[data-autosave]         is sent to its own address, at most two seconds behind the keys
 * form[data-autosave="stay"]  likewise, and never leaves the page: its answer is parts of the page
 * form[data-unsaved]          is saved by its button alone; what is written is kept in the browser
 * form[data-unsaved="new"]    likewise, of something that has never been saved
 * [data-drafts]               in such a form: it is kept on the server too, as its writer's own draft
 * [data-save-state]           says what became of it: inside the form, or around it by its value
 * [data-derived][id]          is replaced by its namesake in the answer: findings, sums, outlines
 * [data-rows][id]             holds rows of a table that others may add to and take from
 * form[data-unsent]           was drawn with what is not saved yet: it is sent at once
 * button[data-redraw="#id"]   has that part drawn again by the server, at its place
 * button[data-then="…"]       brings the keyboard to the last such part of its form when it is saved
 */
"use strict";
(() => {
  const IDLE = 500, LONGEST = 1000, TIMEOUT = 10000, RETRY = [2000, 4000, 8000, 15000, 30000];
  const KEEPALIVE_BYTES = 60000;
  const { one, all, state, PREFIX, newPage, store, forgetOthers, forgetAll, throwKeys, signedIn, clock, pairs, own, changed, isText } =
    window.samordna.texts;
  const { trackers } = state;
  const person = document.body.dataset.person;
  let chain = Promise.resolve();

  class Tracker {
    constructor(form, index) {
      this.form = form;
      this.saves = "autosave" in form.dataset;
      this.stays = form.dataset.autosave === "stay";
      this.isNew = form.dataset.unsaved === "new";
      /* By where it is sent: what is refused is drawn at that address, wherever it was pressed. */
      const sent = form.getAttribute("action");
      const place = sent || `${location.pathname}${location.search}`;
      this.base = `${PREFIX}${person}/${place}/${form.id || (sent ? "" : index)}`;
      this.key = `${this.base}/${state.opened}`;  /* each opened page keeps its own, and forgets its own */
      this.tookBack = [];  /* keys of what earlier pages kept, and this one shows or took back */
      this.within = [];  /* those of them that stand in what this page keeps, once it has kept it */
      this.before = new Map();  /* what fields held before what this page was drawn with was written */
      this.offered = [];
      this.seen = pairs(form);
      this.sent = null;
      this.failures = 0;
      this.state = "";  /* "", invalid, conflict, out or refused: why it cannot be saved */
      if ("unsent" in form.dataset) {
        this.again = true;
        this.tookBack = JSON.parse(sessionStorage.getItem(`${PREFIX}took-back`) || "[]");
        this.written(true);
        const names = sessionStorage.getItem(`${PREFIX}lead-to`);
        if (names) this.leadTo(JSON.parse(names));
      } else {
        this.takeDrafts();
        this.offer();
        this.draftNow();
      }
      for (const of of ["took-back", "lead-to"]) sessionStorage.removeItem(`${PREFIX}${of}`);
      this.drawnWithBoth();
    }

    get dirty() { return Boolean(this.again) || changed(own(this.seen), own(pairs(this.form))).size > 0; }
    /* What could not be read is not sent again until it has been changed. */
    get news() {
      if (this.state !== "invalid") return this.dirty;
      return changed(own(this.tried), own(pairs(this.form))).size > 0;  /* back to what was saved, too */
    }
    get stuck() { return this.failures > 0 || this.state !== ""; }
    get busy() { return this.sent !== null; }

    get places() {
      return all("[data-save-state]").filter((place) => {
        const around = place.dataset.saveState;
        return around ? one(around)?.contains(this.form) : place.closest("form") === this.form;
      });
    }

    /* Said politely, and only when the words change: nobody wants to hear of every save.
     * links: the address, the name and what follows it, of each. */
    say(text, failed = false, ...links) {
      const whole = [text, ...links.map(([, name, rest]) => name + rest)].join(" ");
      for (const place of this.places) {
        place.dataset.now = failed ? "failed" : "saved";
        if (place.textContent === whole) continue;
        place.textContent = text;
        place.classList.toggle("failed", failed);
        for (const [href, name, rest] of links) {
          if (!href) { place.append(` ${name}${rest}`); continue; }
          const made = Object.assign(document.createElement("a"), { href, textContent: name });
          if (!href.startsWith("#")) made.target = "_blank";
          place.append(" ", made, rest);
        }
      }
    }

    written(now = false) {
      this.pressed = false;
      this.keep();
      if (!this.saves && !this.drafts) return;
      if (this.state === "conflict" || this.state === "refused") return;
      for (const place of this.places) if (place.dataset.now !== "failed") place.dataset.now = "waiting";
      this.since ??= Date.now();
      const wait = now ? 0 : Math.max(0, Math.min(IDLE, LONGEST - (Date.now() - this.since)));
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

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
      if (this.drafts) { await this.sendDraft(); return; }
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
      const headers = { "X-Autosave": state.page };
      if (this.stays) headers["HX-Request"] = "true";
      const body = new URLSearchParams([...list, ["flik", state.page], ...(this.weighed || [])]);
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
        const told = one("[data-gone]", new DOMParser().parseFromString(await answer.text(), "text/html"));
        const why = told ? told.textContent.trim() : "Sidan är för gammal, eller får inte ändras längre.";
        this.say(`Inte sparat. ${why} Kopiera det du vill ha kvar och ladda om sidan.`, true);
        return;
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.failures = 0;
      this.renewed = false;
      this.merged = answer.headers.has("X-Merged");
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
        this.seen = list;  /* what cannot be read is kept by the server, as it was typed */
      }
      if (revision) this.advance(fresh, list, taken, revision);
      this.draw(fresh, list, taken);
      if (saved && submitter?.dataset.then) this.goOn(submitter);
      if (saved) this.done();
      else if (this.state === "conflict") this.conflict(fresh);
      else {
        if (reached && !this.dirty) this.forget();
        this.refused(fresh, reached);
      }
    }

    /* Where the button asks to go on, unless its presser has gone somewhere else meanwhile. */
    goOn(submitter) {
      const here = document.activeElement;
      if (here === document.body || here.id === submitter.id) all(submitter.dataset.then, this.form).pop()?.focus();
    }

    done() {
      if (this.dirty) { this.written(); return; }
      this.forget();
      /* One place may speak for several forms: it says so when all of them are. */
      const [place] = this.places;
      const others = Array.from(trackers.values()).filter((t) => t !== this && t.places[0] === place);
      if (!others.some((t) => t.queued || t.since)) this.say(`Sparat ${clock()}`);
    }

    /* What is not saved, each with why and the way to its field; the rest of it may be. */
    refused(fresh, reached) {
      const tidy = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
      const listed = all("[data-error-summary] li", fresh);
      const wrong = (listed.length ? listed : all(".field-errors p", fresh)).filter(tidy).map((said) => {
        const field = one('a[href^="#"]', said), name = tidy(field);
        return [field?.getAttribute("href"), name, tidy(said).slice(name.length)];
      });
      const count = wrong.length === 1 ? "1 uppgift" : `${wrong.length} uppgifter`;
      if (!wrong.length) this.say(`${reached ? "Allt är inte sparat" : "Inte sparat"}. Läs varför i meddelandet på sidan.`, true);
      else this.say(reached ? `Sparat ${clock()}, utom ${count}:` : "Inte sparat.", true, ...wrong);
    }

    signedOut() {
      this.state = "out";
      const next = encodeURIComponent(location.pathname + location.search);
      this.say("Inte sparat: du är utloggad. Det du skrev står kvar här.", true,
        [`/konto/logga-in/?next=${next}`, "Logga in i en ny flik", "."]);
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
      if (!now && answer && (answer.status === 403 || answer.status === 404)) {
        /* Somebody is signed in, who has nothing to do here any longer: the page says why. */
        const why = answer.status === 403 && one("main p", fresh)?.textContent.trim();
        this.state = "refused";
        this.say(`Inte sparat. ${why || "Sidan är för gammal, eller får inte ändras längre."} Kopiera det du vill ha kvar.`, true);
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

    /* The page is being left: the browser sends what is left to send after it has gone. */
    last() {
      if (this.drafts && !state.leaving) this.lastDraft();
      if (!this.saves || !this.dirty || this.stuck || state.leaving) return;
      this.post(pairs(this.form), { keepalive: true }).catch(() => {});
    }

    get mustWarn() {
      if (!this.dirty) return false;
      if (!this.saves || this.stuck) return true;
      return new URLSearchParams(pairs(this.form)).toString().length > KEEPALIVE_BYTES;
    }
  }

  /* Its other parts stand by subject: kept.js, offered.js, drafts.js, drawing.js and conflict.js. */
  const { kept, offered, drafts, drawing, conflict } = window.samordna;
  Object.assign(Tracker.prototype, kept, offered, drafts.ofForm, drawing, conflict);

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
  signedIn(person);  /* first: a page of somebody else's, open in another tab, keeps nothing again */
  forgetOthers(person);
  /* A form whose own button was pressed is saved when the server says so, by a cookie (web/shown_again.py), and
   * nothing stands wrong in the page after it. A page that merely comes next is no proof. */
  const pressed = JSON.parse(sessionStorage.getItem(`${PREFIX}pressed`) || "null");
  sessionStorage.removeItem(`${PREFIX}pressed`);
  const reached = pressed && document.cookie.split("; ").includes(`samordna_sparat=${pressed.press}`);
  if (reached && !one("[data-error-summary], [data-stale], .callout.danger")) {
    const gone = [...pressed.keys, ...(pressed.outdone || [])];
    store((box) => { for (const key of gone) box.removeItem(key); });
    if (pressed.drafts) throwKeys(gone);
  } else if (pressed && document.body.dataset.answers === pressed.press) state.answered = new Set(pressed.keys);
  drafts.tell();
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
    if (tracker?.choosing()) {
      event.preventDefault();
      one("button", tracker.choosing()).focus();
      return;
    }
    if (tracker && tracker.saves && tracker.failures && !tracker.state) {
      event.preventDefault();
      tracker.save();
      flushed(form, submitter, tracker);
      return;
    }
    if (tracker && tracker.drafts && tracker.failures && !tracker.state) {
      event.preventDefault();
      tracker.pressAgain(submitter);
      return;
    }
    const waits = unfinished().some((t) => t !== tracker || t.busy);
    if (tracker) {
      clearTimeout(tracker.timer);
      const press = newPage();
      const keys = [tracker.key, ...tracker.tookBack], outdone = tracker.outdone(pairs(form));
      sessionStorage.setItem(`${PREFIX}pressed`, JSON.stringify({ press, keys, outdone, drafts: tracker.drafts }));
      tracker.pressed = true;
      const says = (name, value) => {
        const input = one(`input[name="${name}"]`, form) || document.createElement("input");
        form.append(Object.assign(input, { type: "hidden", name, value }));
      };
      says("tryck", press);
      if (tracker.saves) says("flik", state.page);
    }
    if (!waits) { state.leaving = Boolean(tracker); return; }
    event.preventDefault();
    const others = unfinished().filter((t) => t !== tracker && t.dirty);
    for (const other of others) other.save();
    flushed(form, submitter, tracker);
  });
  const flushed = async (form, submitter, tracker) => {
    await Promise.race([chain, new Promise((resolve) => setTimeout(resolve, TIMEOUT))]);
    if (tracker?.failures && !tracker.state) {
      tracker.say("Inte sparat: servern svarar inte. Det du skrev står kvar här och sparas när den svarar.", true);
      return;
    }
    if (tracker?.choosing()) return;
    state.leaving = Boolean(tracker);
    form.dataset.flushed = form.dataset.confirmed = "ja";
    form.requestSubmit(submitter || undefined);
    delete form.dataset.flushed;
    delete form.dataset.confirmed;
  };

  /* What is written in the link's own form is thrown, and its page fetched anew. To the address that the
   * page has already the browser would only scroll: it stands at another for as long as that takes. */
  const discard = async (link) => {
    const thrown = trackers.get(link.closest("form")), here = `${location.pathname}${location.search}`;
    clearTimeout(thrown?.timer);
    thrown?.forget();
    if (thrown?.drafts) thrown.throwDrafts([thrown.key]);
    for (const other of unfinished()) if (other !== thrown && other.dirty) other.save();
    await Promise.race([chain, new Promise((resolve) => setTimeout(resolve, 4000))]);
    state.leaving = true;
    if (`${link.pathname}${link.search}` === here) history.replaceState(null, "", link.search ? link.pathname : "?");
    location.replace(link.href);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const usual = link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.defaultPrevented || !usual || link.target || link.origin !== location.origin) return;
    if ("discard" in link.dataset) {
      event.preventDefault();
      discard(link);
      return;
    }
    const inPage = link.pathname === location.pathname && link.search === location.search && link.hash;
    if (inPage || !unfinished().length) return;
    event.preventDefault();
    flush().then(() => location.assign(link.href));
  });

  for (const back of ["online", "focus"]) {
    window.addEventListener(back, () => {
      drafts.tell();
      for (const t of trackers.values()) if (t.failures || t.state === "out") t.save();
    });
  }
  /* Another tab has saved the form and thrown what was kept of it: what still stands here is kept again. */
  window.addEventListener("storage", ({ key, newValue }) => {
    if (newValue !== null) return;
    for (const t of trackers.values()) if (t.key === key && !t.pressed) { t.keep(); t.drafted = ""; t.draftNow(); }
  });
  /* Back from a page that never came: what stands here may be unsaved. A page that is shown for the first
   * time may be told so after its button was pressed, on a busy machine. */
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) state.leaving = false; });
  window.addEventListener("pagehide", () => trackers.forEach((tracker) => tracker.last()));
  window.addEventListener("beforeunload", (event) => {
    if (!state.leaving && Array.from(trackers.values()).some((t) => t.mustWarn)) event.preventDefault();
  });
})();
