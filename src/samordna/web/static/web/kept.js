/* What is written is kept in the browser until it is saved, and offered back when it was not: for saving.js.
 *
 * Of each field that has been changed, what it held when the page was drawn is kept beside what was
 * written, so that an older text is never laid over what has been saved since. */
"use strict";
(() => {
  const { one, all, state, OWN, store, isSignedIn, clock, pairs, own, changed, byName, controls, plain, labelOf } =
    window.samordna.texts;
  const EMPTY = "(tomt)", GONE = "raden är borttagen";
  const rowOf = (name) => name.split(".")[0];
  const make = (tag, values, ...inside) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...inside);
    return made;
  };

  window.samordna.kept = {
    keep() {
      if (!isSignedIn(person())) return;
      const before = byName(own(this.seen)), now = byName(own(pairs(this.form)));
      const changes = { ...this.earlier?.changes }, rows = [...(this.earlier?.rows || []), ...(now.get("rows") || [])];
      for (const name of changed(own(this.seen), own(pairs(this.form)))) {
        changes[name] = [changes[name]?.[0] ?? before.get(name) ?? null, now.get(name) ?? null];
      }
      if (!Object.keys(changes).length) { if (!this.again) this.forget(); return; }
      this.put({ at: Date.now(), changes, rows });
    },

    put(kept) { store((box) => box.setItem(this.key, JSON.stringify(kept))); },

    /* What is not yet taken back of an earlier time goes on being kept. */
    forget() {
      if (this.earlier) this.put(this.earlier);
      else store((box) => box.removeItem(this.key));
    },

    throwAway() { this.earlier = null; this.forget(); },

    /* What did not reach us before the browser or the computer stopped. */
    offer() {
      const kept = this.read();
      if (!kept) return;
      const now = byName(own(this.seen));
      const differs = Object.entries(kept.changes).filter(([name, [, text]]) =>
        name !== "rows" && text !== null && plain(text) !== plain(now.get(name)));
      const rows = (kept.changes.rows?.[1] || []).filter((row) => !(kept.changes.rows[0] || []).includes(row));
      const begun = rows.filter((row) => !(now.get("rows") || []).includes(row));
      if (!differs.length && !begun.length) { if (!one("[data-error-summary]")) this.forget(); return; }
      this.earlier = kept;
      const asked = differs.filter(([name, [was]]) =>
        plain(was || undefined) !== plain(now.get(name)) && !(was === null && !now.has(name)));
      this.show(kept, differs, asked, now, begun);
    },

    /* A text kept before what the page was drawn with was kept beside it: all of it is asked about. */
    read() {
      const raw = store((box) => box.getItem(this.key));
      const kept = raw && JSON.parse(raw);
      if (!kept) return null;
      if (kept.fields) {
        const texts = byName(kept.fields), now = byName(own(this.seen));
        kept.rows = texts.get("rows") || [];
        kept.changes = {};
        for (const [name, text] of texts) {
          const held = (now.get(name) || []).some((value) => value !== "");
          kept.changes[name] = [held ? ["\0"] : now.get(name) ?? null, text];
        }
        delete kept.changes.rows;
        delete kept.fields;
      }
      return kept.changes ? kept : null;
    },

    show(kept, differs, asked, now, begun) {
      const moment = new Date(kept.at);
      const day = moment.toDateString() === new Date().toDateString() ? "i dag" : moment.toLocaleDateString("sv-SE");
      const said = [`Här finns text från ${day} kl. ${clock(moment)} som inte hann sparas.`];
      if (asked.length) said.push("En del av det har ändrats sedan dess. Välj vilken text som ska gälla.");
      const box = make("div", { className: "callout warning", role: "status" });
      const body = make("div", { className: "callout-body" }, make("p", { textContent: said.join(" ") }));
      box.setAttribute("role", "status");
      const choices = asked.map(([name, [, text]], index) => this.choice(name, text, now, index));
      const actions = make("p", { className: "toolbar" });
      const button = (label, action) => {
        const made = make("button", { type: "button", className: "button", textContent: label });
        made.addEventListener("click", () => { box.remove(); action(); });
        actions.append(made);
      };
      button("Lägg tillbaka texten", () => {
        const refused = new Set(asked.filter((_, index) => !choices[index].mine.checked).map(([name]) => name));
        this.earlier = null;
        this.restore(differs.filter(([name]) => !refused.has(name)), [...new Set([...kept.rows, ...begun])], begun);
      });
      button("Kasta den", () => this.throwAway());
      body.append(...choices.map((choice) => choice.drawn), actions);
      box.append(body);
      this.form.prepend(box);
    },

    /* Both texts of a field, and the choice between them. Nothing is sent of the choice itself. */
    choice(name, text, now, index) {
      const group = `valj-text-${this.key}-${index}`;
      const one_of = (label, value, checked) => {
        const tick = make("input", { type: "radio", checked });
        tick.name = group;
        tick.setAttribute("form", "");
        const words = make("span", { className: "kept-text", textContent: `${label}: ${value || EMPTY}` });
        return { tick, drawn: make("label", {}, tick, " ", words) };
      };
      const [control] = controls(this.form, name);
      const saved = one_of("Det sparade", control ? (now.get(name) || []).join(", ") : GONE, true);
      const mine = one_of("Texten som inte hann sparas", text.join(", "), false);
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
      document.body.append(made);
      state.leaving = true;
      HTMLFormElement.prototype.submit.call(made);
    },
  };

  const person = () => document.body.dataset.person;
})();
