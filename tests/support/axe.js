/*
 * Asks axe about a page. Colours are the slow part, and the same for things that are alike but for
 * their words: of siblings with the same tags, classes and states, the first two are asked about
 * their colours (two, since rows may be striped). Every other rule is asked of everything.
 */
async ([within, runOnly]) => {
  const ALIKE = "data-alike";
  const OWN = /^(id|href|value|name|for|datetime|title|action|data-.*|aria-(label.*|describedby|controls|owns))$/;
  const ask = async (context, options) => (await axe.run(context, { ...options, resultTypes: ["violations"] })).violations;
  const mark = (e) => {
    const inner = Array.from(e.children).map(mark);
    inner.forEach((one, n) => {
      if (n > 1 && one === inner[n - 1] && one === inner[n - 2]) e.children[n].setAttribute(ALIKE, "");
    });
    const signs = Array.from(e.attributes).filter((a) => !OWN.test(a.name)).map((a) => `${a.name}=${a.value}`);
    return `${e.tagName}[${signs}](${inner.join("")})`;
  };
  if (within || runOnly.type !== "tag") return ask(within || document, { runOnly });
  mark(document.body);
  try {
    const rest = await ask(document, { runOnly, rules: { "color-contrast": { enabled: false } } });
    const colours = { runOnly: { type: "rule", values: ["color-contrast"] } };
    return [...rest, ...await ask({ exclude: [[`[${ALIKE}]`]] }, colours)];
  } finally {
    for (const e of document.querySelectorAll(`[${ALIKE}]`)) e.removeAttribute(ALIKE);
  }
}
