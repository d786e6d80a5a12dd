/* What was kept and not saved is offered back: the newest whole, what is older in a fold: for saving.js. */
"use strict";
(() => {
  const { one, all, state, store, clock, controls, wordsOf, labelOf } = window.samordna.texts;
  const { alike } = window.samordna.kept;
  const OFFERED = "Text som inte sparades", DRAFT = "Ditt utkast";
  const EMPTY = "(tomt)", GONE = "raden är borttagen";
  const make = (tag, values, ...inside) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...inside);
    return made;
  };
  const moment = (at) => {
    const then = new Date(at);
    const day = then.toDateString() === new Date().toDateString() ? "i dag" : then.toLocaleDateString("sv-SE");
    return `${day} kl. ${clock(then)}`;
  };

  window.samordna.offered = {
    /* On a page that answers a press one goes on with what was sent: nothing older is unfolded there. */
    show(found, now) {
      const newest = state.answered.size ? null : found[found.length - 1];
      const older = found.filter((one_of) => one_of !== newest).reverse();
      const body = make("div", { className: "callout-body" });
      /* A place that is found by its name; what came with it is said by the status within. */
      body.setAttribute("role", "status");
      const box = make("section", { className: "callout warning" }, body);
      box.setAttribute("aria-label", this.drafts ? DRAFT : OFFERED);
      const fold = make("details", { className: "kept-older" }, make("summary"));
      const done = () => {
        const left = all(".kept-one", fold).length;
        const said = left === 1 ? "1 äldre text som inte sparades" : `${left} äldre texter som inte sparades`;
        one("summary", fold).textContent = this.drafts ? `${left} äldre utkast` : said;
        if (!left) fold.remove();
        if (!one(".kept-one", box)) box.remove();
      };
      if (newest) body.append(this.one_of(newest, now, done));
      fold.append(...older.map((one_of) => this.one_of(one_of, now, done)));
      if (older.length > 1) fold.append(this.throwAll(older, fold, done));
      body.append(fold);
      done();
      /* What is wrong now is read first. */
      const wrong = one("[data-error-summary]", this.form);
      if (wrong) wrong.after(box);
      else this.form.prepend(box);
    },

    throwAll(older, fold, done) {
      const button = make("button", { type: "button", className: "button quiet", textContent: "Kasta alla äldre" });
      button.addEventListener("click", () => {
        this.drop(older.map(({ kept }) => kept.key).filter((key) => !this.tookBack.includes(key)));
        for (const part of all(".kept-one", fold)) part.remove();
        done();
        this.leadTo();
      });
      return make("p", { className: "toolbar" }, button);
    },

    /* One text: what it says, or both texts of each field, and what to do with it. */
    one_of(found, now, done) {
      const { kept, differs } = found;
      const part = make("div", { className: "kept-one" });
      const stands = ([name, [was]]) => alike(was, now.get(name)) || (was === null && !now.has(name));
      let refused = () => new Set();
      if (this.isNew) {
        const words = this.texts(kept, differs);
        part.append(make("p", { textContent: `Fortsätt på det du skrev ${moment(kept.at)}? ${this.drafts ? `Du har inte tryckt ”${this.button()}” än.` : "Det sparades inte."}` }),
          make("details", {}, make("summary", { textContent: "Visa texten" }), words));
      } else {
        const said = [this.drafts ? `Här finns ditt utkast från ${moment(kept.at)}.` : `Här finns text från ${moment(kept.at)} som inte sparades.`];
        if (!differs.every(stands)) said.push("En del av det har ändrats sedan dess. Välj vilken text som ska gälla.");
        /* A row that is not drawn has no field to show beside it: it comes back whole. */
        const asked = differs.filter((one_of) => !stands(one_of) || controls(this.form, one_of[0]).length);
        const choices = asked.map((one_of, index) => this.choice(kept, one_of, now, index, stands(one_of)));
        refused = () => new Set(asked.filter((_, index) => !choices[index].mine.checked).map(([name]) => name));
        part.append(make("p", { textContent: said.join(" ") }), ...choices.map((choice) => choice.drawn));
      }
      const button = (label, action) => {
        const made = make("button", { type: "button", className: "button", textContent: label });
        made.addEventListener("click", () => { const left = action(); part.replaceChildren(); this.leave(part, kept, left); done(); });
        return made;
      };
      part.append(make("p", { className: "toolbar" },
        button("Lägg tillbaka texten", () => this.takeBack(found, refused())), " ",
        button("Kasta den", () => { this.drop([kept.key]); this.leadTo(); return []; })));
      return part;
    },

    /* What has no field to come back to stands there to be copied. */
    leave(part, kept, homeless) {
      if (!homeless.length) { part.remove(); return; }
      part.append(make("p", { textContent: "Det här har ingen plats i formuläret nu. Kopiera det du vill ha kvar." }), this.texts(kept, homeless));
    },

    texts(kept, fields) {
      const words = make("div", { className: "table-text", tabIndex: 0 }, ...fields.map(([name, [, text]]) =>
        make("p", { className: "kept-text", textContent: `${this.called(kept, name)}: ${wordsOf(this.form, name, text) || EMPTY}` })));
      words.setAttribute("role", "group");
      words.setAttribute("aria-label", this.notSaved());
      return words;
    },

    notSaved() { return this.drafts ? DRAFT : "Texten som inte sparades"; },

    called(kept, name) {
      const [control] = controls(this.form, name);
      return control ? labelOf(control) : kept.labels?.[name] || "En rad i tabellen";
    },

    /* Both texts of a field, and the choice between them: the kept one where nobody has changed it since.
     * Nothing is sent of the choice itself. */
    choice(kept, [name, [, text]], now, index, stands) {
      const group = `valj-text-${kept.key}-${index}`;
      const one_of = (label, value, checked) => {
        const tick = make("input", { type: "radio", checked });
        tick.name = group;
        tick.setAttribute("form", "");
        const words = make("span", { className: "kept-text", textContent: `${label}: ${value || EMPTY}` });
        return { tick, drawn: make("label", {}, tick, " ", words) };
      };
      const drawn = controls(this.form, name).length;
      const saved = one_of("Det sparade", drawn ? wordsOf(this.form, name, now.get(name)) : GONE, !stands);
      const mine = one_of(this.notSaved(), wordsOf(this.form, name, text), stands);
      const legend = make("legend", { textContent: this.called(kept, name) });
      return { mine: mine.tick, drawn: make("fieldset", { className: "choices" }, legend, saved.drawn, mine.drawn) };
    },
  };
})();
