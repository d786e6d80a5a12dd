/* Two have written in the same field: both texts stand on the page, and one of them is chosen: for saving.js. */
"use strict";
(() => {
  const { one, all, state } = window.samordna.texts;

  window.samordna.conflict = {
    /* Saved by the button over somebody else's text, the page came back with both: the choice is here too. */
    drawnWithBoth() {
      if (!one("[data-stale]", this.form)) return;
      this.again = true;
      if (!this.saves || this.stays) return;
      this.state = "conflict";
      this.conflict(document);
    },

    /* The buttons to choose by, as long as the choice is not made. */
    choosing() { return this.state === "conflict" ? one("#bada-texterna .choose-text") : null; },

    /* Somebody else has saved: both texts stand on the page, and the person chooses. */
    conflict(fresh) {
      const said = "Inte sparat. Någon annan har sparat under tiden.", place = one("#bada-texterna");
      if (!place || this.stays) { this.say(said, true); return; }
      this.say(said, true, ["#bada-texterna", "Jämför texterna", "."]);
      place.tabIndex = -1;  /* the link brings the keyboard there */
      const revision = one('main input[name="revision"]', fresh)?.value;
      const actions = document.createElement("p");
      actions.className = "toolbar choose-text";
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
        state.leaving = true;
        location.replace(location.pathname + location.search);  /* never a post once more */
      });
      actions.append(mine, theirs);
      const words = one("[data-stale]", place);
      if (words) words.textContent = words.textContent.replace("Jämför med det som är sparat och spara igen.", "Välj vilken text som ska gälla.");
      place.append(actions);
      /* The page stays where its writer is: the line that says it is in sight, and leads here. */
      const writer = document.activeElement;
      if (this.form.contains(writer)) writer.scrollIntoView({ block: "nearest" });
    },
  };
})();
