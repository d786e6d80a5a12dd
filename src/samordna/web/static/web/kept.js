/* What is written is kept in the browser until it is saved, and offered back when it was not: for saving.js.
 *
 * Of each field that has been changed, what it held when the page was drawn is kept beside what was
 * written, so that an older text is never laid over what has been saved since. */
"use strict";
(() => {
  const { one, state, PREFIX, store, keysOf, isSignedIn, clock, pairs, own, changed, byName, controls, plain, labelOf } =
    window.samordna.texts;
  const EMPTY = "(tomt)", GONE = "raden är borttagen";
  const rowOf = (name) => name.split(".")[0];
  /* Whether two texts say the same: the server makes blanks and line ends its own, and amounts whole. */
  const alike = (one_of, other) => worded(one_of) === worded(other);
  const worded = (values) => plain((values || []).map((value) => value.replace(/\s+/g, " ").trim()));
  const make = (tag, values, ...inside) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...inside);
    return made;
  };

  window.samordna.kept = {
    keep() {
      if (!isSignedIn(person())) return;
      const before = byName(own(this.seen)), now = byName(own(pairs(this.form)));
      const changes = {};
      for (const name of changed(own(this.seen), own(pairs(this.form)))) {
        changes[name] = [before.get(name) ?? null, now.get(name) ?? null];
      }
      if (!Object.keys(changes).length) { if (!this.again) this.forget(); return; }
      const kept = { at: Date.now(), changes, rows: now.get("rows") || [] };
      store((box) => box.setItem(this.key, JSON.stringify(kept)));
    },

    /* What this page has written, and what it took back of earlier pages: nothing of another tab's. */
    forget() {
      store((box) => { for (const key of [this.key, ...this.tookBack]) box.removeItem(key); });
      this.tookBack = [];
    },

    /* What did not reach us before the browser or the computer stopped, page by page. */
    offer() {
      const now = byName(own(this.seen));
      for (const kept of this.read()) {
        const differs = Object.entries(kept.changes).filter(([name, [, text]]) =>
          name !== "rows" && text !== null && !alike(text, now.get(name)));
        const rows = (kept.changes.rows?.[1] || []).filter((row) => !(kept.changes.rows[0] || []).includes(row));
        const begun = rows.filter((row) => !(now.get("rows") || []).includes(row));
        if (differs.length || begun.length) { this.show(kept, differs, now, begun); continue; }
        /* It stands in the page: saved, or drawn with what is wrong in it. */
        if (one("[data-error-summary], [data-stale]")) this.tookBack.push(kept.key);
        else store((box) => box.removeItem(kept.key));
      }
    },

    /* What earlier pages kept of this form, the oldest first: each page has a key of its own. */
    read() {
      const found = store((box) => keysOf(box)
        .filter((key) => key === this.base || key.startsWith(`${this.base}/`))
        .map((key) => ({ ...JSON.parse(box.getItem(key)), key }))) || [];
      return found.filter((kept) => kept.key !== this.key && kept.changes).sort((a, b) => a.at - b.at);
    },

    show(kept, differs, now, begun) {
      const moment = new Date(kept.at);
      const day = moment.toDateString() === new Date().toDateString() ? "i dag" : moment.toLocaleDateString("sv-SE");
      const said = [`Här finns text från ${day} kl. ${clock(moment)} som inte hann sparas.`];
      const stands = ([name, [was]]) =>
        alike(was, now.get(name)) || (was === null && !now.has(name));
      if (!differs.every(stands)) said.push("En del av det har ändrats sedan dess. Välj vilken text som ska gälla.");
      const box = make("div", { className: "callout warning" });
      const body = make("div", { className: "callout-body" }, make("p", { textContent: said.join(" ") }));
      box.setAttribute("role", "status");
      /* A row that is not drawn has no field to show beside it: it comes back whole. */
      const asked = differs.filter((one_of) => !stands(one_of) || controls(this.form, one_of[0]).length);
      const choices = asked.map((one_of, index) => this.choice(kept.key, one_of, now, index, stands(one_of)));
      const actions = make("p", { className: "toolbar" });
      const button = (label, action) => {
        const made = make("button", { type: "button", className: "button", textContent: label });
        made.addEventListener("click", () => { box.remove(); action(); });
        actions.append(made);
      };
      button("Lägg tillbaka texten", () => {
        const refused = new Set(asked.filter((_, index) => !choices[index].mine.checked).map(([name]) => name));
        this.tookBack.push(kept.key);
        this.restore(differs.filter(([name]) => !refused.has(name)), [...new Set([...kept.rows, ...begun])], begun);
      });
      button("Kasta den", () => store((held) => held.removeItem(kept.key)));
      body.append(...choices.map((choice) => choice.drawn), actions);
      box.append(body);
      this.form.prepend(box);
    },

    /* Both texts of a field, and the choice between them: the kept one where nobody has changed it since.
     * Nothing is sent of the choice itself. */
    choice(key, [name, [, text]], now, index, stands) {
      const group = `valj-text-${key}-${index}`;
      const one_of = (label, value, checked) => {
        const tick = make("input", { type: "radio", checked });
        tick.name = group;
        tick.setAttribute("form", "");
        const words = make("span", { className: "kept-text", textContent: `${label}: ${value || EMPTY}` });
        return { tick, drawn: make("label", {}, tick, " ", words) };
      };
      const [control] = controls(this.form, name);
      const saved = one_of("Det sparade", control ? (now.get(name) || []).join(", ") : GONE, !stands);
      const mine = one_of("Texten som inte hann sparas", text.join(", "), stands);
      const legend = make("legend", { textContent: control ? labelOf(control) : "En rad i tabellen" });
      return { mine: mine.tick, drawn: make("fieldset", { className: "choices" }, legend, saved.drawn, mine.drawn) };
    },

    restore(fields, rows, begun) {
      const values = fields.flatMap(([name, [, text]]) => text.map((value) => [name, value]));
      const here = new Set(pairs(this.form).filter(([name]) => name === "rows").map(([, value]) => rowOf(value.replace(":", "."))));
      const wanted = new Set(fields.map(([name]) => rowOf(name)).filter((row) => row.startsWith("row-")));
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
      const made = make("form", { method: "post", hidden: true });
      const given = new Set(values.map(([name]) => name));
      const stands = pairs(this.form).filter(([name]) => !given.has(name));
      for (const [name, value] of [...stands, ...values, ...absent.map((row) => ["rows", row]), ["visa", "1"]]) {
        made.append(make("input", { type: "hidden", name, value }));
      }
      sessionStorage.setItem(`${PREFIX}took-back`, JSON.stringify(this.tookBack));
      document.body.append(made);
      state.leaving = true;
      HTMLFormElement.prototype.submit.call(made);
    },
  };

  const person = () => document.body.dataset.person;
})();
