/* What is written is kept in the browser until it is saved, and offered back when it was not: for saving.js.
 *
 * Of each field that has been changed, what it held before anything was written is kept beside what was
 * written, so that an older text is never laid over what has been saved since. A page that the server
 * draws with what was sent and not saved goes on with what the page before it kept: one text, one key. */
"use strict";
(() => {
  const { one, all, state, PREFIX, store, keysOf, isSignedIn, pairs, own, byName, controls, isTick, plain, labelOf } =
    window.samordna.texts;
  const rowOf = (name) => name.split(".")[0];
  const isRow = (name) => rowOf(name).startsWith("row-");
  const worded = (values) => plain((values || []).map((value) => value.replace(/\s+/g, " ").trim()));
  /* Whether two texts say the same: the server makes blanks and line ends its own, and amounts whole. */
  const alike = (one_of, other) => worded(one_of) === worded(other);
  const isBlank = (values) => (values || []).every((value) => !value.trim());

  window.samordna.kept = {
    alike,

    keep() {
      const before = new Map([...byName(own(this.seen)), ...this.before]), now = byName(own(pairs(this.form)));
      const changes = {}, labels = {};
      for (const name of new Set([...before.keys(), ...now.keys()])) {
        if (plain(before.get(name)) === plain(now.get(name))) continue;
        changes[name] = [before.get(name) ?? null, now.get(name) ?? null];
        const [control] = controls(this.form, name);
        if (control) labels[name] = labelOf(control);
      }
      const kept = { at: Date.now(), changes, labels, rows: now.get("rows") || [], refused: this.wasRefused };
      this.draft = Object.keys(changes).length ? JSON.stringify(kept) : "";
      if (!isSignedIn(person())) return;
      if (!this.draft) { if (!this.again) this.forget(); return; }
      store((box) => {
        box.setItem(this.key, this.draft);
        this.drop(this.within);  /* it stands in this one now */
        this.within = [];
      });
    },

    /* What is saved or thrown is kept no longer, nor as a draft on the server. */
    drop(keys) {
      store((box) => { for (const key of keys) box.removeItem(key); });
      if (this.drafts && keys.length) this.throwDrafts(keys);
    },

    /* What this page has written, and what it took back of earlier pages: nothing of another tab's. */
    forget() {
      store((box) => box.removeItem(this.key));  /* and its draft with what is sent next */
      this.draft = "";
      this.drop(this.tookBack);
      this.tookBack = [];
    },

    /* What did not reach us before the browser or the computer stopped, and what was refused, page by page. */
    offer() {
      const now = byName(own(this.seen)), found = [];
      const wrong = one("[data-error-summary], [data-stale]");
      for (const kept of this.read()) {
        if (!this.saves && state.answered.has(kept.key)) { this.goOnWith(kept, now); continue; }
        const differs = Object.entries(kept.changes).filter(([name, [, text]]) => name !== "rows" &&
          (text !== null || controls(this.form, name).some(isTick)) && !alike(text, now.get(name)));
        const rows = (kept.changes.rows?.[1] || []).filter((row) => !(kept.changes.rows[0] || []).includes(row));
        const begun = rows.filter((row) => !(now.get("rows") || []).includes(row));
        if (differs.length || begun.length) { found.push({ kept, differs, begun }); continue; }
        /* It stands in the page: drawn with what is wrong in it, or saved. Of a new thing nothing is. */
        if (!this.saves && (wrong || this.isNew)) this.goOnWith(kept, now);
        else if (wrong) this.tookBack.push(kept.key);
        else this.drop([kept.key]);
      }
      if (this.within.length) this.keep();
      this.offered = found.map(({ kept }) => kept);
      if (found.length) this.show(found, now);
    },

    /* What earlier pages kept of this form, the oldest first: each page has a key of its own. */
    read() {
      const found = store((box) => keysOf(box)
        .filter((key) => key === this.base || key.startsWith(`${this.base}/`))
        .map((key) => ({ ...JSON.parse(box.getItem(key)), key }))) || [];
      return found.filter((kept) => kept.key !== this.key && kept.changes).sort((a, b) => a.at - b.at);
    },

    /* This page shows what an earlier one sent: what it held before that is what it is kept beside. */
    goOnWith(kept, now) {
      for (const [name, [was]] of Object.entries(kept.changes)) {
        const drawn = now.has(name) || controls(this.form, name).length;
        if (drawn && !this.before.has(name)) this.before.set(name, was);
      }
      this.wasRefused = true;
      this.tookBack.push(kept.key);
      this.within.push(kept.key);
    },

    /* Keys of what was offered here and needs no offer once this form is saved: what had been refused
     * before, and what says nothing that is not sent now. What was never sent and says more stays. */
    outdone(sent) {
      if (this.saves) return [];
      const now = byName(own(sent));
      const stands = ([name, [, text]]) => isBlank(text) || alike(text, now.get(name));
      return this.offered.filter((kept) => kept.refused || Object.entries(kept.changes).every(stands)).map((kept) => kept.key);
    },

    /* A text without a place in the form stays where it is kept; every other stands in this page's own. */
    takeBack({ kept, differs, begun }, refused) {
      const fields = differs.filter(([name]) => !refused.has(name));
      const homeless = fields.filter(([name]) => !isRow(name) && !controls(this.form, name).length);
      this.tookBack.push(kept.key);
      if (!this.saves && !homeless.length) this.within.push(kept.key);
      this.restore(fields, [...new Set([...kept.rows, ...begun])], begun);
      this.leadTo(fields.map(([name]) => name));
      return homeless;
    },

    /* The keyboard goes to the first of the fields, in the order of the form, or to where one writes in it. */
    leadTo(names = []) {
      const written = all("input:not([type=hidden]), select, textarea", this.form).filter((control) => control.name && control.getAttribute("form") !== "");
      const field = written.find((control) => names.includes(control.name)) || written[0];
      for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      field?.focus();
    },

    restore(fields, rows, begun) {
      const values = fields.flatMap(([name, [, text]]) => (text || []).map((value) => [name, value]));
      const here = new Set(pairs(this.form).filter(([name]) => name === "rows").map(([, value]) => rowOf(value.replace(":", "."))));
      const wanted = new Set(fields.map(([name]) => name).filter(isRow).map(rowOf));
      const absent = rows.filter((marker) => {
        const row = marker.split(":")[0];
        return !here.has(row) && (wanted.has(row) || begun.includes(marker));
      });
      if (absent.length) { this.restoreRows(values, absent); return; }
      this.take(values, new Set(fields.map(([name]) => name)), new Set());
      this.written(true);
    },

    /* Rows that the page has not: the server draws it with them. */
    restoreRows(values, absent) {
      const made = document.createElement("form");
      Object.assign(made, { method: "post", hidden: true });
      const given = new Set(values.map(([name]) => name));
      const stands = pairs(this.form).filter(([name]) => !given.has(name));
      for (const [name, value] of [...stands, ...values, ...absent.map((row) => ["rows", row]), ["visa", "1"]]) {
        made.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      sessionStorage.setItem(`${PREFIX}took-back`, JSON.stringify(this.tookBack));
      sessionStorage.setItem(`${PREFIX}lead-to`, JSON.stringify(values.map(([name]) => name)));
      document.body.append(made);
      state.leaving = true;
      HTMLFormElement.prototype.submit.call(made);
    },
  };

  const person = () => document.body.dataset.person;
})();
