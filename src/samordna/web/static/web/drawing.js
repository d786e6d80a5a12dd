/* How a page follows the answer to a save, without touching what has been written meanwhile: for saving.js. */
"use strict";
(() => {
  const { one, all, state, pairs, own, plain, changed, byName, controls, isTick, isText } = window.samordna.texts;

  /* Whether a part of the page shows what the answer does: its words, and what stands in its fields. */
  const shown = (old, part) => {
    const fields = (root) => [root, ...all("[name]", root)].map((c) => (isTick(c) ? c.checked : c.value));
    return old.outerHTML === part.outerHTML && plain(fields(old).map(String)) === plain(fields(part).map(String));
  };

  /* By what a part is known among its siblings, and whether it holds somebody's field. */
  const fieldsOf = (part) => [part, ...all("[name]", part)].map((c) => c.name).filter(Boolean);
  const nameOf = (part) => part.id || `${part.tagName} ${fieldsOf(part).join(" ") || part.textContent}`;
  const isOf = (part, control) => fieldsOf(part).includes(control.name);

  window.samordna.drawing = {
    drawnAnew(fresh) { return this.form.id && (!this.stays || this.merged) && fresh.getElementById(this.form.id); },

    /* What somebody else has changed and this writer has not: it is put into the page. */
    taken(fresh, list) {
      const form = this.drawnAnew(fresh);
      if (!form) return new Set();
      const mine = this.fetches ? new Set() : changed(own(this.seen), own(list));
      this.fetches = false;
      return new Set([...changed(own(list), own(pairs(form)))].filter((name) => !mine.has(name)));
    },

    /* The page stands at what was saved, unless somebody else's text met keys that were just pressed:
     * then it stays where it was, under a new name, and the next save asks about both texts. */
    advance(fresh, list, taken, revision) {
      const since = changed(list, pairs(this.form));
      if ([...taken].some((name) => since.has(name))) { state.renew(); return; }
      for (const i of all('main input[name="revision"]')) i.value = revision;
      const now = this.drawnAnew(fresh), prints = one('input[name="ritat"]', this.form);
      if (now && prints) prints.value = one('input[name="ritat"]', now)?.value ?? prints.value;
    },

    /* Parts of the page follow what was saved; what has been changed since then stays as it is. */
    draw(fresh, list, taken) {
      if (this.merged) { this.drawMerged(fresh, list, taken); return; }
      const whole = one("main", fresh);
      const form = this.form.id && fresh.getElementById(this.form.id);
      /* A form that could not be read comes back whole: it stays, and says at each field what is wrong. */
      const refused = form && form.parentElement === fresh.body && this.state === "invalid";
      const parts = whole || refused ? all("[data-derived][id]", fresh) : all("body > [id]", fresh);
      const asDrawn = form && !whole && !refused ? pairs(form) : null;
      if (whole && this.state !== "conflict") list = this.rows(fresh, list);
      const since = changed(own(list), own(pairs(this.form)));
      for (const part of parts) this.replace(document.getElementById(part.id), part, list);
      if (!this.form.isConnected) this.adopt(asDrawn);
      else if (!whole && !since.size && !this.state) this.seen = pairs(this.form);
      if (whole && this.state !== "conflict") this.follow(fresh, list, taken);
      else if (!whole && this.stays && (refused || !this.state)) this.mark(refused ? form : null);
    },

    /* A form that never leaves its page, with what somebody else has written in it: put into the controls
     * of this one, unless it met keys that were just pressed; then the next save asks about both. */
    drawMerged(fresh, list, taken) {
      const form = fresh.getElementById(this.form.id), since = changed(list, pairs(this.form));
      if ([...taken].some((name) => since.has(name))) { state.renew(); this.again = true; return; }
      const names = (root) => [...new Set(all("[name]", root).map((control) => control.name))].sort().join();
      for (const part of all("[data-redrawn][id]", form)) {
        const old = document.getElementById(part.id);
        if (old && names(old) !== names(part)) this.replace(old, part, list);
      }
      const parts = [...all("[data-derived][id]", form), ...all("body > [id]", fresh).filter((part) => part !== form)];
      for (const part of parts) this.replace(document.getElementById(part.id), part, list);
      this.follow(fresh, list, taken);
    },

    /* The form itself was drawn anew: what was changed in it meanwhile is still to be saved. */
    adopt(asDrawn) {
      const form = document.getElementById(this.form.id);
      state.trackers.delete(this.form);
      if (!form) return;
      this.form = form;
      state.trackers.set(form, this);
      if (asDrawn && this.state === "") this.seen = asDrawn;
    },

    replace(old, part, list, always = false, kept = "") {
      part.removeAttribute("data-hx-swap-oob");
      if (!old || shown(old, part)) return old;
      const active = document.activeElement;
      const inside = old.contains(active);
      if (!always && inside && (isText(active) || !active.id)) { this.around(old, part, list, kept); return old; }
      const since = changed(list, pairs(this.form));
      const drawn = document.importNode(part, true);
      const named = (root) => [root, ...all("[name]", root)].filter((c) => c.name);
      for (const control of named(drawn)) {
        const namesakes = named(old).filter((c) => c.name === control.name);
        const index = named(drawn).filter((c) => c.name === control.name).indexOf(control);
        const mine = isTick(control) ? namesakes.find((c) => c.value === control.value) : namesakes[index];
        /* What a text was written over goes with the text: its lines are known by it. */
        const keeps = mine && (control.type === "hidden"
          ? since.has(control.dataset.of) || (kept && control.dataset.of === kept)
          : mine.form !== this.form || since.has(control.name));
        if (!keeps) continue;
        if (isTick(control)) control.checked = mine.checked;
        else if (!control.options || Array.from(control.options).some((o) => o.value === mine.value)) control.value = mine.value;
      }
      old.replaceWith(drawn);
      if (inside) document.getElementById(active.id)?.focus({ preventScroll: true });
      if (window.htmx) window.htmx.process(drawn);
      document.dispatchEvent(new CustomEvent("samordna:drawn", { detail: drawn }));
      return drawn;
    },

    /* Nothing is taken from under the fingers: what stands around them follows at once, part by part, and
     * what they are in follows when they have left. kept: its name, where the answer says otherwise. */
    around(old, part, list, kept) {
      const active = document.activeElement, mine = [...old.children], next = [...part.children];
      if (old === active) { this.late = true; return; }
      if (!kept && isText(active)) {
        const now = controls(part, active.name)[controls(old, active.name).indexOf(active)];
        if (now && now.value !== active.value) kept = active.name;
      }
      const at = mine.findIndex((child) => child.contains(active));
      const to = next.findIndex((child) => child.tagName === mine[at].tagName && child.id === mine[at].id && isOf(child, active));
      if (to < 0) { this.late = true; return; }
      const pair = (some, others, last) => {
        const left = [...some];
        for (const other of others) {
          const known = left.findIndex((child) => nameOf(child) === nameOf(other));
          const [child] = known < 0 ? [] : left.splice(known, 1);
          const now = child ? this.replace(child, other, list, false, kept) : document.importNode(other, true);
          if (last) last.after(now);
          else old.prepend(now);
          last = now;
        }
        for (const child of left) child.remove();
      };
      pair(mine.slice(0, at), next.slice(0, to), null);
      this.replace(mine[at], next[to], list, false, kept);
      pair(mine.slice(at + 1), next.slice(to + 1), mine[at]);
    },

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
      this.relabel(form);
      const tables = all("table", form);
      all("table", this.form).forEach((table, index) => this.recount(table, tables[index]));
      this.mark(form);
    },

    /* A field says which row it stands in: by the name that the row has now. */
    relabel(form) {
      const now = new Map(all("label[for]", form).map((label) => [label.htmlFor, label]));
      for (const label of all("label[for]", this.form)) {
        const next = now.get(label.htmlFor);
        if (!next || label.control?.closest("label") || label.innerHTML === next.innerHTML) continue;
        label.replaceChildren(...Array.from(document.importNode(next, true).childNodes));
      }
    },

    /* What is found, and what is wrong, stands at each field; without an answer's form nothing is wrong. */
    mark(form) {
      const said = ".error-summary[data-error-summary]";  /* both texts are a derived part of their own */
      const [summary, ...more] = all(said, this.form), next = form && one(said, form);
      if (summary && next) summary.replaceWith(document.importNode(next, true));
      else if (summary) summary.remove();
      for (const old of more) old.remove();
      for (const field of all(".field", this.form)) {
        const control = one("[name]", field);
        const other = form && control && controls(form, control.name)[0]?.closest(".field");
        if (form ? !other : !field.matches(".has-errors")) continue;
        const was = one(":scope > .field-errors", field);
        if (was) was.remove();
        if (!form) {
          field.classList.remove("has-errors");
          const left = (control.getAttribute("aria-describedby") || "").split(" ").filter((id) => document.getElementById(id));
          if (left.length) control.setAttribute("aria-describedby", left.join(" "));
          else control.removeAttribute("aria-describedby");
          control.removeAttribute("aria-invalid");
          continue;
        }
        const old = one(":scope > .field-findings", field), now = one(":scope > .field-findings", other);
        if (old && now) old.replaceWith(document.importNode(now, true));
        else if (old) old.remove();
        else if (now) field.append(document.importNode(now, true));
        const error = one(":scope > .field-errors", other);
        if (error) control.closest(".with-unit, .choices-list, .field > *").before(document.importNode(error, true));
        field.classList.toggle("has-errors", other.matches(".has-errors"));  /* also said beneath its row */
        for (const name of ["aria-describedby", "aria-invalid"]) {
          const value = one("[name]", other).getAttribute(name);
          if (value) control.setAttribute(name, value);
          else control.removeAttribute(name);
        }
      }
    },

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
    },

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
          if (cellNow.hasAttribute("aria-label")) cell.setAttribute("aria-label", cellNow.getAttribute("aria-label"));
          const named = all("button[aria-label]", cellNow);
          all("button[aria-label]", cell).forEach((button, at) => {
            if (named[at]?.value === button.value) button.setAttribute("aria-label", named[at].getAttribute("aria-label"));
          });
          if (one("input, select, textarea, button, a", cell) || cell.innerHTML === cellNow.innerHTML) return;
          cell.replaceChildren(...Array.from(document.importNode(cellNow, true).childNodes));
        });
        const isFindings = (next) => next && next.matches(".row-findings");
        const said = row.nextElementSibling, say = now[index].nextElementSibling;
        if (isFindings(said)) said.remove();
        if (isFindings(say)) row.after(document.importNode(say, true));
      });
    },

    /* Rows that somebody else has added or taken away come and go, under the fingers too. */
    rows(fresh, list) {
      const form = this.drawnAnew(fresh);
      const places = form ? all("[data-rows][id]", form) : [];
      if (!places.length) return list;
      const before = new Set(pairs(this.form).map(([name]) => name));
      const since = changed(list, pairs(this.form));
      const ids = (root) => all("tr[id]", root).map((row) => row.id);
      const order = (root) => one('input[name="parter"]', root);
      if (order(form).value !== order(this.form).value) {
        /* The organisations have changed, and with them the columns. */
        order(this.form).value = order(form).value;
        for (const place of places) this.replace(document.getElementById(place.id), place, list, true);
      }
      for (const place of places) {
        const old = document.getElementById(place.id);
        if (!old || ids(old).join() === ids(place).join()) continue;
        if (old.contains(document.activeElement)) this.rowByRow(old, place, since);
        else this.replace(old, place, list);
      }
      const after = pairs(this.form), names = new Set(after.map(([name]) => name));
      const added = after.filter(([name]) => name === "rows" || !before.has(name));
      this.seen = [...list.filter(([name]) => name !== "rows" && names.has(name)), ...added];
      return this.seen;
    },

    rowByRow(old, place, since) {
      const body = one("tbody", old), now = one("tbody", place);
      const written = (row) => all("[name]", row).some((control) => since.has(control.name));
      for (const row of all("tr[id]", old)) {
        if (one(`#${CSS.escape(row.id)}`, place) || written(row)) continue;
        const active = row.contains(document.activeElement);
        if (row.nextElementSibling?.matches(".row-findings")) row.nextElementSibling.remove();
        row.remove();
        if (active) one("button[name=add]", old)?.focus({ preventScroll: true });
      }
      if (!body || !now) return;
      let last = null;
      for (const row of all("tr[id]", now)) {
        let mine = document.getElementById(row.id);
        if (!mine) {
          mine = document.importNode(row, true);
          if (last) last.after(mine);
          else body.prepend(mine);
        }
        last = mine.nextElementSibling?.matches(".row-findings") ? mine.nextElementSibling : mine;
      }
    },

    redrawn(fresh, selector, list) {
      const part = one(selector, fresh), old = one(selector);
      if (!part || !old) { this.failed("Inte sparat, försöker igen."); return; }
      if (document.activeElement && old.contains(document.activeElement)) document.activeElement.blur();
      const name = one("[autofocus]", part)?.id;
      this.replace(old, part, list);
      if (name) document.getElementById(name)?.focus();
      this.state = "";
      this.written(true);
    },
  };
})();
