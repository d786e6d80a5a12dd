/* What stands in a form, and what the browser keeps of it: for saving.js and its parts. */
"use strict";
(() => {
  const KEPT_DAYS = 7, PREFIX = "samordna/";
  const OWN = new Set(["csrfmiddlewaretoken", "skriven_av", "en_gang", "revision", "flik", "tryck", "over", "ritat", "parter", "lista"]);
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* What the parts of saving.js share: the page's name to the server, its name in the browser's store,
   * its forms, keys of what was kept of the form that it answers a press of, and whether it is being left. */
  const newPage = () => (crypto.randomUUID ? crypto.randomUUID() : String(Math.random()));
  const state = { page: newPage(), opened: newPage(), trackers: new Map(), answered: new Set(), leaving: false, renew() { this.page = newPage(); } };

  /* The browser's own store: nothing breaks where it is closed or full. */
  const store = (action) => {
    try { return action(localStorage); } catch { return null; }
  };
  const keysOf = (box) => Object.keys(box).filter((key) => key.startsWith(PREFIX));
  const forgetOthers = (person) => store((box) => {
    for (const key of keysOf(box)) {
      const kept = JSON.parse(box.getItem(key) || "{}");
      const old = Date.now() - (kept.at || 0) > KEPT_DAYS * 86400000;
      if (old || !key.startsWith(`${PREFIX}${person}/`)) box.removeItem(key);
    }
  });
  /* Keys of texts that are saved or thrown, until the server has thrown them too (drafts.js). */
  const THROWN = "samordna-kastade";
  const thrown = () => store((box) => JSON.parse(box.getItem(THROWN) || "[]")) || [];
  const throwKeys = (keys) => store((box) => box.setItem(THROWN, JSON.stringify([...new Set([...thrown(), ...keys])].slice(-200))));
  const threw = (keys) => store((box) => box.setItem(THROWN, JSON.stringify(thrown().filter((key) => !keys.includes(key)))));
  /* Who is signed in, for every tab: what is typed in one after signing out in another is not kept. */
  const SIGNED_IN = "samordna-inloggad";
  const signedIn = (person) => store((box) => box.setItem(SIGNED_IN, person));
  const isSignedIn = (person) => store((box) => box.getItem(SIGNED_IN)) === person;
  const forgetAll = () => store((box) => {
    for (const key of [SIGNED_IN, ...keysOf(box)]) box.removeItem(key);  /* first: no tab keeps anything again */
  });

  const clock = (moment = new Date()) =>
    [moment.getHours(), moment.getMinutes()].map((n) => String(n).padStart(2, "0")).join(".");

  /* What a form holds: pairs of name and text, files left out. */
  const pairs = (form, submitter) =>
    Array.from(new FormData(form, submitter || undefined)).filter(([, v]) => typeof v === "string");
  /* What a page showed of clauses (web/clauses.py) follows them, as the prints of a row follow the row: nothing
   * of it is written. */
  const own = (list) => list.filter(([name]) => !OWN.has(name) && !/^(visade_|shown)|^\d+-ritat$/.test(name));
  const byName = (list) => {
    const found = new Map();
    for (const [name, value] of list) found.set(name, [...(found.get(name) || []), value]);
    return found;
  };
  const plain = (values) => JSON.stringify((values || []).map((v) => v.replace(/\r\n/g, "\n")));
  const changed = (before, after) => {
    const a = byName(before), b = byName(after);
    return new Set([...a.keys(), ...b.keys()].filter((n) => plain(a.get(n)) !== plain(b.get(n))));
  };
  const controls = (root, name) => all("[name]", root).filter((c) => c.name === name);
  const isTick = (control) => control.type === "radio" || control.type === "checkbox";
  const isText = (control) => control && (control.tagName === "TEXTAREA" ||
    (control.tagName === "INPUT" && !isTick(control) && control.type !== "hidden"));

  const tidy = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  /* What a field is called where it stands alone: with what its fields are gathered under, a member or a row. */
  const labelOf = (control) => {
    const given = control.getAttribute("aria-label");
    if (given) return given.replace(/\s+/g, " ").trim();
    const around = control.closest("fieldset"), legend = tidy(around?.querySelector(":scope > legend"));
    if (legend && around.matches(".field-group")) return legend;
    const label = tidy(control.labels?.[0]);
    return [legend, label].filter(Boolean).join(", ") || control.name;
  };
  /* Values in the words of the page: an option by its label. */
  const wordsOf = (form, name, values) => {
    const named = controls(form, name), ticks = named.filter(isTick);
    const given = values || [];
    if (ticks.length === 1 && ticks[0].type === "checkbox") return given.includes(ticks[0].value) ? "Ja" : "Nej";
    return given.map((value) => {
      const option = named.flatMap((c) => Array.from(c.options || [])).find((o) => o.value === value);
      const tick = ticks.find((c) => c.value === value);
      return option ? tidy(option) : tick ? tidy(tick.labels?.[0]) || value : value;
    }).join(", ");
  };

  window.samordna = {
    texts: {
      one, all, state, PREFIX, OWN, newPage, store, keysOf, forgetOthers, forgetAll, thrown, throwKeys, threw, signedIn, isSignedIn, clock, pairs, own,
      byName, plain, changed, controls, isTick, isText, labelOf, wordsOf,
    },
  };
})();
