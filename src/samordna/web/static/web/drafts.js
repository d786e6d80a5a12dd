/* What is written in a form that its button saves is its writer's own draft until then: kept on the server
 * while it is written, beside what the browser keeps (kept.js), and thrown when it is saved: for saving.js.
 * Where nothing can be kept for its reader, the browser alone keeps it, and the same place says so. */
"use strict";
(() => {
  const { one, state, store, PREFIX, thrown, throwKeys, threw, clock } = window.samordna.texts;
  const TIMEOUT = 10000, AGAIN = "Inte sparat, försöker igen.";
  const address = () => document.body.dataset.keeps;
  const token = (form) => one('input[name="csrfmiddlewaretoken"]', form || document)?.value || "";
  const post = (fields, extra = {}, form = null) => fetch(address(), {
    method: "POST", redirect: "manual",
    headers: { "X-Autosave": state.page, "X-CSRFToken": token(form) || JSON.parse(document.body.dataset.hxHeaders || "{}")["X-CSRFToken"] || "" },
    body: new URLSearchParams(fields), ...extra,
  });

  /* What is saved or thrown is told until the server has heard it; each association throws its own. */
  const tell = async () => {
    if (!address()) return;
    const root = `${PREFIX}${document.body.dataset.person}/${address().split("/").slice(0, 2).join("/")}/`;
    const keys = thrown().filter((key) => key.startsWith(root));
    if (!keys.length) return;
    const answer = await post(keys.map((key) => ["kasta", key]), { keepalive: true }).catch(() => null);
    if (answer?.status === 204) threw(keys);
  };

  const ofForm = {
    throwDrafts(keys) { throwKeys(keys); tell(); },

    /* What the server keeps of this form, written in another browser too, is offered as the browser's own is. */
    takeDrafts() {
      this.place = one("[data-drafts]", this.form);
      this.drafts = Boolean(this.place && !this.saves);
      this.draft = this.drafted = "";
      if (!this.drafts) return;
      const gone = new Set(thrown());
      for (const [key, kept] of Object.entries(JSON.parse(one("[data-own-drafts]", this.form).textContent))) {
        const here = key.startsWith(`${this.base}/`) && !gone.has(key);
        if (here) store((box) => { if (box.getItem(key) === null) box.setItem(key, JSON.stringify(kept)); });
      }
    },

    /* A page that goes on with what was refused keeps it under its own key: so does the server. */
    draftNow() { if (this.drafts && this.draft) this.written(true); },

    draftFields() {
      const path = (this.form.getAttribute("action") || location.pathname).split("?")[0];
      const mark = one('input[name="skriven_av"]', this.form)?.value || "";
      const kept = this.draft ? [["plats", path], ["nyckel", this.key], ["text", this.draft]] : [["kasta", this.key]];
      return [["skriven_av", mark], ...kept];
    },

    async sendDraft() {
      const text = this.draft;
      if (this.pressed) return;
      if (text === this.drafted && !this.failures) { this.sayDraft(text); return; }
      if (!address()) { this.sayDraft(text); return; }
      if (this.state === "out" && !(await this.signedInAgain())) return;
      this.sent = [];
      if (text) threw([this.key]);  /* another tab may have thrown what stands here still */
      try {
        await this.draftAnswered(await post(this.draftFields(), { signal: AbortSignal.timeout(TIMEOUT) }, this.form), text);
      } catch {
        this.failed(AGAIN);
      } finally {
        this.sent = null;
      }
    },

    async draftAnswered(answer, text) {
      if (answer.status === 204) {
        this.failures = 0;
        this.renewed = false;
        this.drafted = text;
        if (this.draft === text) this.sayDraft(text);
        else this.written();
      } else if (answer.status === 401 && this.renewed) this.signedOut();
      else if (answer.status === 401 || (answer.status === 403 && !this.renewed)) {
        /* Nobody is there, somebody else is, or the page's key is old: then it is fetched, and used. */
        this.state = "out";
        if (!(await this.signedInAgain())) return;
        this.renewed = true;
        this.failures = 1;
        this.save();
      } else if (answer.status >= 500 || answer.status === 429 || answer.type === "opaqueredirect") this.failed(AGAIN);
      else {
        this.state = "refused";
        this.sayKept();
      }
    },

    button() { return (one(".form-actions button", this.form) || one("button", this.form))?.textContent.replace(/\s+/g, " ").trim() || "Spara"; },

    sayDraft(text) {
      if (!text) { for (const place of this.places) place.textContent = ""; return; }
      if (address()) this.say(`Sparat ${clock()} som utkast, som bara du ser tills du trycker ”${this.button()}”.`);
      else this.sayKept();
    },

    sayKept() { this.say(`Sparas när du trycker ”${this.button()}”. Texten finns kvar i webbläsaren.`); },

    /* Pressed while nothing is heard of the server: the page stays, with what is written in it. */
    async pressAgain(submitter) {
      await this.save();
      if (this.failures) {
        this.say("Inte sparat: servern svarar inte. Det du skrev står kvar här. Tryck igen när den svarar.", true);
        return;
      }
      this.form.dataset.confirmed = "ja";
      this.form.requestSubmit(submitter || undefined);
      delete this.form.dataset.confirmed;
    },

    /* The page is being left before the last keys were kept. */
    lastDraft() {
      if (address() && this.draft !== this.drafted && !this.stuck) post(this.draftFields(), { keepalive: true }, this.form).catch(() => {});
    },
  };

  window.samordna.drafts = { tell, ofForm };
})();
