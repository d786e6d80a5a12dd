/*
 * Asks axe about a page. Colours are the slow part, and they are decided by tags, classes, states
 * and what stands around, not by words. Whatever part of the page looks as a part that was asked
 * about before, on this page or another one (`known`, keys with a space between), is not asked
 * about its colours again. Every other rule is asked of everything.
 *
 * Answers with the violations, and the keys of the parts that were new.
 */
async ([within, runOnly, known]) => {
  const ALIKE = "data-alike";
  const OWN = /^(id|href|value|name|for|datetime|title|action|data-.*|aria-(label.*|describedby|controls|owns))$/;
  const COLOURS = ["color-contrast", "link-in-text-block"];
  const ask = async (context, options) => (await axe.run(context, { ...options, resultTypes: ["violations"] })).violations;
  if (within) return [await ask(within, { runOnly }), ""];

  // FNV-1a in two halves, 64 bits in all.
  const hash = (text) => {
    let a = 0x811c9dc5, b = 0xcbf29ce4;
    for (let n = 0; n < text.length; n++) {
      const one = text.charCodeAt(n);
      a = Math.imul(a ^ one, 0x01000193);
      b = Math.imul(b ^ one, 0x01000197);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  };
  const signs = new Map();
  const looks = new Map();
  const look = (e) => {
    const attributes = Array.from(e.attributes).filter((a) => !OWN.test(a.name)).map((a) => `${a.name}=${a.value}`);
    const sign = `${e.tagName}[${attributes}]`;
    const inner = Array.from(e.children).map(look);
    // Any number of rows that are alike looks the same: two, since rows may be striped.
    const few = inner.filter((one, n) => one !== inner[n - 1] || one !== inner[n - 2]);
    signs.set(e, sign);
    looks.set(e, hash(`${sign}(${few})`));
    return looks.get(e);
  };
  look(document.body);
  const met = new Set(known.split(" "));
  const fresh = [];
  const mark = (e, around) => {
    const before = e.previousElementSibling ? signs.get(e.previousElementSibling) : "";
    const key = hash(`${around} ${before} ${looks.get(e)}`);
    if (met.has(key)) {
      e.setAttribute(ALIKE, "");
      return;
    }
    met.add(key);
    fresh.push(key);
    const here = hash(`${around} ${before} ${signs.get(e)}`);
    for (const child of e.children) mark(child, here);
  };
  mark(document.body, "");
  try {
    const everything = runOnly.type === "tag";
    const off = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
    const rest = everything ? await ask(document, { runOnly, rules: off }) : [];
    if (document.body.hasAttribute(ALIKE)) return [rest, ""];
    const colours = { runOnly: { type: "rule", values: COLOURS } };
    return [[...rest, ...await ask({ exclude: [[`[${ALIKE}]`]] }, colours)], fresh.join(" ")];
  } finally {
    for (const e of document.querySelectorAll(`[${ALIKE}]`)) e.removeAttribute(ALIKE);
  }
}
