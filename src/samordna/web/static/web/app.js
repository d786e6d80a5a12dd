/* Small helps on top of pages that work without them. Nothing here is needed to get work done. */
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* Dialogs: a link to #id opens the dialog as a modal one. */
  const openDialog = (dialog) => {
    if (!dialog.open) dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("a[data-dialog]");
    if (opener && opener.hash) {
      const dialog = document.getElementById(opener.hash.slice(1));
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        openDialog(dialog);
      }
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    const dialog = closer && closer.closest("dialog");
    if (dialog && dialog.open) {
      event.preventDefault();
      dialog.close();
    }
  });

  /* Asking before something that is hard to undo. */
  const ask = (question, action) =>
    new Promise((resolve) => {
      const dialog = document.createElement("dialog");
      dialog.className = "dialog";
      const text = document.createElement("p");
      text.id = "fraga";
      text.textContent = question;
      dialog.setAttribute("aria-labelledby", "fraga");
      const actions = document.createElement("div");
      actions.className = "form-actions";
      const button = (label, className, answer) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = className;
        made.textContent = label;
        made.addEventListener("click", () => dialog.close(answer));
        actions.append(made);
        return made;
      };
      button(action, "button danger", "ja");
      const cancel = button("Avbryt", "button", "nej");
      dialog.append(text, actions);
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "ja");
      });
      document.body.append(dialog);
      dialog.showModal();
      cancel.focus();
    });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const action = (button && button.textContent.trim()) || "Fortsätt";
    ask(question, action).then((yes) => {
      if (!yes) return;
      form.dataset.confirmed = "ja";
      form.requestSubmit(button || undefined);
      delete form.dataset.confirmed;
    });
  }, true);

  /* A list that scrolls by itself begins where its current entry can be seen. */
  for (const list of all("[data-show-current]")) {
    const current = one("[aria-current]", list);
    if (!current || list.scrollHeight <= list.clientHeight) continue;
    const below = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop = below - list.clientHeight / 2;
  }

  /* Groups of a table that open and close. */
  const setGroup = (group, open) => {
    const toggle = one(".group-toggle", group);
    if (!toggle) return;
    toggle.setAttribute("aria-expanded", String(open));
    for (const row of all("tr:not(.group-head)", group)) row.hidden = !open;
  };
  const prepareGroups = (root) => {
    for (const group of all("tbody[data-group]", root)) {
      const head = one(".group-head > th", group);
      if (!head || one(".group-toggle", head)) continue;
      const toggle = document.createElement("button");
      toggle.type = "button";
      toggle.className = "group-toggle";
      const named = one("[data-group-label]", head) || head;
      toggle.append(...named.childNodes);
      named.append(toggle);
      setGroup(group, !("closed" in group.dataset));
      toggle.addEventListener("click", () =>
        setGroup(group, toggle.getAttribute("aria-expanded") !== "true"));
    }
    for (const button of all("[data-open-groups]", root)) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const groups = all("tbody[data-group]");
        const closed = groups.some((g) => one('.group-toggle[aria-expanded="false"]', g));
        for (const group of groups) setGroup(group, closed);
      });
    }
  };

  /* Small things. */
  const prepare = (root) => {
    prepareGroups(root);
    for (const button of all("[data-print]", root)) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
    const summary = one("[data-error-summary]", root);
    if (summary && !summary.closest("[data-example]")) summary.focus();
  };
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && "submitOnChange" in form.dataset) form.requestSubmit();
  });
  const closeMenus = (here) => {
    for (const menu of all("details[data-menu][open]")) if (!here || !menu.contains(here)) menu.open = false;
  };
  /* Whether by the mouse or by the keyboard, an open menu closes when it is left. */
  for (const left of ["click", "focusin"]) {
    document.addEventListener(left, (event) => closeMenus(event.target));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest && event.target.closest("details[data-menu][open]");
    closeMenus(menu && menu.parentElement);
    if (!menu) return;
    menu.open = false;
    one("summary", menu).focus();
  });

  /* A form that is answered by parts of its page, form[data-marks]: what is wrong is said at each of
   * its controls, which stay as they are. */
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const form = detail.requestConfig?.elt;
    if (!form?.matches?.("form[data-marks]")) return;
    const fresh = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
    for (const control of all("[name][id]", form)) {
      const other = fresh.getElementById(control.id);
      if (!other) continue;
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (other.hasAttribute(name)) control.setAttribute(name, other.getAttribute(name));
        else control.removeAttribute(name);
      }
      document.getElementById(`${control.id}-fel`)?.remove();
      const error = fresh.getElementById(`${control.id}-fel`);
      if (error) control.after(document.importNode(error, true));
    }
  });

  /* Where a word may be divided is for the page: what is copied from it is as it was written. */
  document.addEventListener("copy", (event) => {
    const chosen = getSelection(), text = String(chosen);
    if (!text.includes("\u00ad") || !event.clipboardData || event.target.closest?.("input, textarea")) return;
    const copy = document.createElement("div");
    copy.append(chosen.getRangeAt(0).cloneContents());
    event.clipboardData.setData("text/plain", text.replaceAll("\u00ad", ""));
    event.clipboardData.setData("text/html", copy.innerHTML.replaceAll("\u00ad", ""));
    event.preventDefault();
  });

  /* A field of text grows with it, where the browser's own style cannot make it. */
  const grow = (field) => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  if (!CSS.supports("field-sizing", "content")) {
    document.addEventListener("input", ({ target }) => { if (target.matches("textarea")) grow(target); });
    const growAll = () => all("textarea").filter((field) => field.offsetParent).forEach(grow);
    for (const drawn of ["samordna:drawn", "htmx:load", "toggle"]) document.addEventListener(drawn, growAll, true);
    growAll();
  }

  prepare(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) prepare(event.detail.elt);
  });
  document.addEventListener("samordna:drawn", (event) => prepareGroups(event.detail));
  if (location.hash) {
    const dialog = document.getElementById(location.hash.slice(1));
    if (dialog instanceof HTMLDialogElement) openDialog(dialog);
  }
})();
