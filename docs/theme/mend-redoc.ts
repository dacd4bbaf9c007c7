/** What Redoc lacks for people who use a keyboard or a screen reader. */

/** Mends what Redoc has drawn, and what it draws later. */
export function mendRedoc(): void {
  const redoc = document.querySelector("#redoc");
  if (redoc === null) return;
  let planned = false;
  new MutationObserver(() => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      mend(redoc);
    });
  }).observe(redoc, { childList: true, subtree: true, characterData: true });
  mend(redoc);
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    // An address would be taken for a place in the contract.
    event.preventDefault();
    const main = redoc.querySelector<HTMLElement>("main");
    if (main === null) return;
    main.tabIndex = -1;
    main.focus();
  });
}

function mend(redoc: Element): void {
  // The name of the chooser leaves out what is chosen, which is what a reader sees on it.
  for (const button of redoc.querySelectorAll('button[aria-label^="Example"]')) {
    setOnce(button, "aria-label", `Example: ${button.textContent.trim()}`);
  }
  // A wide table scrolls, so the keyboard has to reach it.
  for (const table of redoc.querySelectorAll(".md-table-wrapper")) {
    setOnce(table, "tabindex", "0");
    setOnce(table, "role", "region");
    setOnce(table, "aria-label", "Table");
  }
}

function setOnce(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
