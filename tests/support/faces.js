/* What every page is asked beside axe. Each function answers with sentences, one for each fault.

   The names of controls are the browser's own (computedName, switched on in browser.py). */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const short = (e) => words(e.cloneNode(false).outerHTML).slice(0, 110) + " " + words(e.textContent).slice(0, 40);
  const each = (list, say) => list.flatMap((e) => { const text = say(e); return text ? [text] : []; });
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

  /* Ids: each stands once, and what points at one finds it. */
  const ids = () => {
    const count = new Map();
    for (const e of all("[id]")) count.set(e.id, (count.get(e.id) || 0) + 1);
    const twice = [...count].filter(([, n]) => n > 1).map(([id, n]) => `the id ${id} stands ${n} times`);
    const pointing = ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "form", "list", "headers"];
    const dangling = pointing.flatMap((name) => all(`[${name}]`).flatMap((e) =>
      e.getAttribute(name).split(/\s+/).filter((id) => id && !count.has(id))
        .map((id) => `${name} points at ${id}, which is not there: ${short(e)}`)));
    const links = all('a[href^="#"]').filter((a) => a.hash.length > 1 && !count.has(decodeURIComponent(a.hash.slice(1))));
    return [...twice, ...dangling, ...links.map((a) => `a link to ${a.hash}, which is not there: ${short(a)}`)];
  };

  /* Names: a control has one, it says which row it is about, and it holds what can be seen of it. */
  const group = (e) => {
    const around = e.parentElement.closest("fieldset, [role=group], [role=radiogroup], [role=region], section[aria-labelledby], article[aria-labelledby], dialog, nav");
    return around ? `${around.computedName} / ${group(around)}` : "";
  };
  const headers = (e) => {
    const cell = e.tagName === "A" && e.closest("td");
    const row = cell && cell.parentElement.querySelector(":scope > th");
    return row ? `${words(row.textContent)} / ${cell.cellIndex} / ` : "";
  };
  const errand = (e) => {
    if (e.tagName === "A") return e.href.replace(/#.*/, "");
    if (e.tagName === "BUTTON" && e.form && e.type === "submit") return `${e.form.action} ${e.form.id} ${e.name}=${e.value} ${e.getAttribute("formaction")}`;
    return Math.random();
  };
  const names = () => {
    const faults = [];
    const met = new Map();
    for (const e of all(CONTROLS).filter(seen)) {
      const name = words(e.computedName || "");
      if (!name) { faults.push(`a control without a name: ${short(e)}`); continue; }
      if (/ [,.;:]/.test(name)) faults.push(`a space before a sign in the name "${name}": ${short(e)}`);
      const key = `${e.tagName} ${e.type || ""} ${group(e)}${headers(e)}${name}${e.type === "radio" ? e.value : ""}`;
      met.set(key, [...(met.get(key) || []), e]);
      const labels = e.labels ? Array.from(e.labels) : [];
      const own = e.hasAttribute("aria-label") || e.hasAttribute("aria-labelledby");
      const shown = own && ["A", "BUTTON", "SUMMARY"].includes(e.tagName) ? [e] : labels;
      for (const label of shown) {
        const text = words(label.innerText || "").toLowerCase();
        if (own && text.length > 1 && !name.toLowerCase().includes(text)) faults.push(`the name "${name}" lacks the text "${text}": ${short(e)}`);
      }
    }
    for (const [key, found] of met) {
      const errands = new Set(found.map(errand));
      if (errands.size > 1) faults.push(`${errands.size} controls have one name, "${key}": ${short(found[0])}`);
    }
    return faults;
  };

  /* Tables: a row has a header, a column has one, and what takes the keyboard is not empty. */
  const tables = () => [
    ...each(all("main table tbody tr, main table tfoot tr"), (row) => {
      const cells = all(":scope > td", row);
      const header = one(row, ":scope > th");
      if (cells.length < 2 || header) return "";
      return `a row of a table without a header: ${short(row)}`;
    }),
    ...each(all("main tbody th, main tfoot th"), (th) => (["row", "rowgroup"].includes(th.scope) || th.colSpan > 1 ? "" : `a row's header without scope: ${short(th)}`)),
    ...each(all("main thead th"), (th) => (["col", "colgroup"].includes(th.scope) ? "" : `a column's header without scope: ${short(th)}`)),
    ...each(all("main table"), (table) => (table.querySelector("td") ? "" : `a table with nothing in it: ${short(table)}`)),
    ...each(all('[tabindex="0"]'), (e) => (words(e.textContent) || e.querySelector("svg, img") ? "" : `an empty place takes the keyboard: ${short(e)}`)),
  ];
  const one = (root, selector) => root.querySelector(selector);

  /* A row that is stacked names each of its cells, inside the window; no field stands bare. */
  const stacked = (td) => seen(td) && getComputedStyle(td).display !== "table-cell";
  const labels = () => [
    ...each(all("td[data-label]").filter(stacked), (td) => {
      const [own, label] = [getComputedStyle(td), getComputedStyle(td, "::before")];
      if (["none", "normal"].includes(label.content) || !words(td.dataset.label)) return `a cell without its label: ${short(td)}`;
      const box = td.getBoundingClientRect();
      const left = box.left + parseFloat(own.borderLeftWidth) + parseFloat(own.paddingLeft) + parseFloat(label.marginLeft);
      const right = left + (label.display === "inline" ? 0 : parseFloat(label.width) || 0);
      if (left >= Math.max(box.left, 0) - 1 && right <= Math.min(box.right, document.documentElement.clientWidth) + 1) return "";
      return `the label of a cell stands outside it, from ${Math.round(left)} to ${Math.round(right)} px: ${short(td)}`;
    }),
    ...each(all("td:not([data-label]) :is(input:not([type=hidden]), select, textarea)").filter(seen), (e) => {
      if (!stacked(e.closest("td")) || e.closest("tr").cells.length < 3) return "";
      const named = Array.from(e.labels || []).some((l) => seen(l) && l.getBoundingClientRect().width > 1);
      return named ? "" : `a field without a label that can be seen: ${short(e)}`;
    }),
  ];

  /* On paper: a column of which only the heading is left is left out whole. */
  const printed = () => each(all("main thead th").filter((th) => seen(th) && words(th.textContent)), (th) => {
    const rows = all(":scope > tbody > tr", th.closest("table")).filter((row) => row.cells.length === th.parentElement.cells.length);
    const cells = rows.map((row) => row.cells[th.cellIndex]).filter(seen);
    const bare = (cell) => !words(cell.innerText) && !all("input, select, textarea", cell).some(seen);
    return cells.length && cells.every(bare) && cells.some((cell) => words(cell.textContent))
      ? `on paper only the heading is left of a column: ${short(th)}` : "";
  });

  /* Text that cannot be written in stands as text. */
  const disabled = () => each(all("form, fieldset"), (form) => {
    const fields = all("input:not([type=hidden], [type=submit]), select, textarea", form).filter(seen);
    const dead = fields.filter((e) => e.matches(":disabled, [readonly]"));
    return fields.length && dead.length === fields.length ? `a form in which nothing can be written: ${short(form)}` : "";
  });

  /* Attributes and contents that HTML does not know (the Nu checker says the same). */
  const GLOBAL = /^(class|id|lang|title|hidden|tabindex|role|dir|translate|inputmode|autofocus|spellcheck|autocapitalize|popover|inert|aria-[a-z]+|data-[a-z0-9-]+)$/;
  const OWN = {
    A: "href rel download hreflang type target", BUTTON: "type name value disabled form formaction formmethod formnovalidate popovertarget",
    FORM: "action method enctype novalidate autocomplete name accept-charset", LABEL: "for", OPTION: "value selected disabled label",
    INPUT: "type name value checked disabled form list autocomplete required readonly placeholder maxlength minlength pattern size accept multiple min max step",
    SELECT: "name disabled form multiple required size autocomplete", OPTGROUP: "label disabled",
    TEXTAREA: "name rows cols disabled form autocomplete required readonly placeholder maxlength minlength wrap",
    TH: "scope colspan rowspan headers abbr", TD: "colspan rowspan headers", COL: "span", COLGROUP: "span", TIME: "datetime",
    DETAILS: "open name", DIALOG: "open", FIELDSET: "disabled form name", OL: "start reversed type", LI: "value", IMG: "src alt width height loading srcset sizes",
    LINK: "rel href type", META: "charset name content http-equiv", SCRIPT: "src defer type", OUTPUT: "for form name", IFRAME: "src title", DATA: "value", PROGRESS: "value max", METER: "value min max",
  };
  const FLOW = "div, p, ul, ol, dl, table, section, article, aside, nav, fieldset, form, hr, pre, blockquote, figure, details, header, footer";
  const PHRASING = ["p", "span", "button", "label", "strong", "em", "b", "small", "time", "h1", "h2", "h3", "h4", "legend", "summary", "caption > h2"];
  const STAMP = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
  const markup = () => [
    ...each(all("*").filter((e) => !e.closest("svg")), (e) => {
      const known = (OWN[e.tagName] || "").split(" ");
      const odd = e.getAttributeNames().filter((name) => !GLOBAL.test(name) && !known.includes(name));
      return odd.length ? `HTML does not know ${odd.join(", ")} here: ${short(e)}` : "";
    }),
    ...each(all("time[datetime]"), (e) => (STAMP.test(e.dateTime) ? "" : `not a stamp of HTML: ${short(e)}`)),
    ...each(all(PHRASING.map((p) => `${p} :is(${FLOW})`).join(", ")), (e) => `a block inside ${e.parentElement.tagName.toLowerCase()}: ${short(e)}`),
    ...each(all(":is(ul, ol) > :not(li, script, template)"), (e) => `in a list, but not an entry of it: ${short(e)}`),
    ...each(all("dl > :not(dt, dd, div)"), (e) => `in a list of facts, but neither name nor value: ${short(e)}`),
    ...each(all(":is(a, button, summary) :is(a, button, input, select, textarea, summary)"), (e) => `a control inside a control: ${short(e)}`),
    ...each(all(":is(div, span, p, dl, li, strong, em):is([aria-label], [aria-labelledby]):not([role])"), (e) => `a name on what has no role: ${short(e)}`),
    ...each(all("input"), (e) => (["text", "search", "email", "tel", "url", "password"].includes(e.type) && ["min", "max", "step", "accept", "checked"].some((a) => e.hasAttribute(a)) ? `an attribute of another kind of field: ${short(e)}` : "")),
  ];

  /* Nothing moves for whoever has asked for that. */
  const motion = () => {
    const moving = all("body, body *").filter((e) => {
      const style = getComputedStyle(e);
      return style.animationName !== "none" || !/^(0s(, )?)+$/.test(style.transitionDuration) || style.scrollBehavior === "smooth";
    });
    return moving.slice(0, 3).map((e) => `moves in spite of reduced motion: ${short(e)}`);
  };

  /* Contrast of what axe leaves out: the words that stand in an empty field. */
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const light = (colour) => rgba(colour).slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (e) => {
    for (let p = e; p; p = p.parentElement) {
      const colour = getComputedStyle(p).backgroundColor;
      if (rgba(colour)[3] > 250) return colour;
    }
    return "white";
  };
  const placeholders = () => each(all(":is(input, textarea)[placeholder]").filter(seen), (e) => {
    const [one, other] = [light(getComputedStyle(e, "::placeholder").color), light(behind(e))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    return contrast >= 4.5 ? "" : `the words in an empty field have a contrast of ${contrast.toFixed(2)}: ${short(e)}`;
  });

  /* Targets: 24 px, or so much room around that a circle of 24 px touches no other (2.5.8). */
  const inText = (e) => getComputedStyle(e).display === "inline" && words(e.parentElement.textContent).length > words(e.textContent).length + 3;
  const targets = () => {
    const boxes = all(`${CONTROLS}, label`).filter((e) => seen(e) && (e.tagName !== "LABEL" || e.control))
      .map((e) => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
    const small = boxes.filter(({ e, box }) => (box.width < 23.9 || box.height < 23.9) && e.tagName !== "LABEL" && !inText(e)
      && !(e.labels && Array.from(e.labels).some((l) => { const b = l.getBoundingClientRect(); return b.width >= 23.9 && b.height >= 23.9; })));
    const isSmall = new Set(small.map(({ e }) => e));
    const apart = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return each(small, ({ e, box }) => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const near = boxes.find((other) => other.e !== e && !other.e.contains(e) && !e.contains(other.e) && other.e.control !== e && e.href !== (other.e.href || 0)
        && (apart(x, y, other.box) < 12 || (isSmall.has(other.e) && Math.hypot(x - other.box.left - other.box.width / 2, y - other.box.top - other.box.height / 2) < 24)));
      return near ? `${Math.round(box.width)} x ${Math.round(box.height)} px, and too near ${short(near.e)}: ${short(e)}` : "";
    });
  };

  /* Focus: what has the keyboard can be seen, going forwards and going back (2.4.11). */
  const covered = (e) => {
    const [wide, high] = [document.documentElement.clientWidth, window.innerHeight];
    let [points, free, over] = [0, 0, null];
    for (const r of Array.from(e.getClientRects()).slice(0, 3)) {
      const [left, right] = [Math.max(r.left, 0), Math.min(r.right, wide)];
      const [top, bottom] = [Math.max(r.top, 0), Math.min(r.bottom, high)];
      if (right - left < 1 || bottom - top < 1) continue;
      for (const x of [0.1, 0.5, 0.9]) for (const y of [0.2, 0.5, 0.8]) {
        const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        points += 1;
        if (hit && (e.contains(hit) || hit.contains(e) || (e.labels && Array.from(e.labels).some((l) => l.contains(hit))))) free += 1;
        else over = hit;
      }
    }
    if (!points) return "stands outside the window";
    return free * 2 >= points ? "" : `lies under ${over ? short(over) : "something"}`;
  };
  const focus = () => {
    const stops = all(`${CONTROLS}, [tabindex="0"]`).filter((e) => !e.matches(":disabled, [tabindex='-1']") && seen(e));
    const faults = new Map();
    window.scrollTo(0, 0);
    for (const way of [stops, [...stops].reverse()]) {
      for (const e of way) {
        if (!seen(e)) continue;
        e.focus();
        if (document.activeElement !== e) continue;
        const why = covered(e);
        if (why && !faults.has(e)) faults.set(e, `what has the keyboard ${why}: ${short(e)}`);
      }
    }
    if (document.activeElement) document.activeElement.blur();
    window.scrollTo(0, 0);
    const said = [...faults.values()];
    return said.length > 6 ? [...said.slice(0, 6), `and ${said.length - 6} more of ${stops.length} stops`] : said;
  };

  /* Forced colours: what is current looks otherwise than its neighbours, besides bolder letters. */
  const LOOK = ["textDecorationLine", "color", "backgroundColor", "outlineStyle", "outlineWidth", "outlineColor",
    ...["Top", "Right", "Bottom", "Left"].flatMap((side) => [`border${side}Width`, `border${side}Style`, `border${side}Color`])];
  /* The one thing that is left of a background in forced colours is the colour of the canvas. */
  const look = (e) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(e, part || null);
    const seen = (name) => style[name].replace(/^rgba\((.*), 0\)$/, "rgb($1)");
    return part ? style.content + seen("backgroundColor") : LOOK.map(seen).join(" ");
  }).join("|");
  const current = () => each(all("[aria-current]:not([aria-current=false]), [aria-selected=true]").filter(seen), (e) => {
    const list = e.closest("ul, ol, nav, [role=tablist]");
    const peer = list && all(e.tagName, list).find((other) => other !== e && seen(other) && !other.hasAttribute("aria-current"));
    return peer && look(peer) === look(e) ? `in forced colours what is current looks like the rest: ${short(e)}` : "";
  });

  /* Words: none goes on in the next line without a hyphen. */
  const split = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const faults = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.length < 10 || !seen(node.parentElement) || node.parentElement.closest("code, pre, .checksum, .hash, textarea, svg, .visually-hidden")) continue;
      for (const match of node.data.matchAll(/[\p{L}\u00ad]{8,}/gu)) {
        const [from, to] = [match.index, match.index + match[0].length];
        if (/[@._/\d]/.test(node.data.slice(Math.max(from - 1, 0), from)) || /^[@_/\d]|^\.\p{L}/u.test(node.data.slice(to, to + 2)) || match[0].includes("\u00ad")) continue;
        range.setStart(node, from);
        range.setEnd(node, to);
        const rects = Array.from(range.getClientRects()).filter((r) => r.width > 1);
        if (rects.length > 1 && rects[rects.length - 1].top - rects[0].top > rects[0].height / 2) faults.add(`${match[0]} (in ${short(node.parentElement)})`);
      }
    }
    return [...faults].slice(0, 8).map((word) => `a word goes on in the next line without a hyphen: ${word}`);
  };

  /* Days: none is divided over two lines, neither in figures nor between the day and its month. */
  const DAY = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[ \u00a0](?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b/g;
  const days = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const faults = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/\d/.test(node.data) || node.parentElement.closest("textarea, option, svg, .visually-hidden, .kept-text, .demo-clock, pre")) continue;
      for (const match of node.data.matchAll(DAY)) {
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const rects = Array.from(range.getClientRects()).filter((r) => r.width > 1);
        if (rects.length > 1 && rects[rects.length - 1].top - rects[0].top > rects[0].height / 2) faults.add(`${match[0]} (in ${short(node.parentElement)})`);
      }
    }
    return [...faults].slice(0, 8).map((day) => `a day is divided over two lines: ${day}`);
  };

  const opened = (what) => {
    const closed = all("main details:not([open])");
    for (const e of closed) e.open = true;
    const found = what.flatMap((check) => check());
    for (const e of closed) e.open = false;
    return found;
  };
  window.faces = {
    page: () => [...opened([ids, names, tables, disabled, markup]), ...motion(), ...placeholders()],
    tags: () => all("*").map((e) => e.tagName.toLowerCase()),
    printed, targets, focus, current, split, days, placeholders, labels,
  };
})();
