/** What Redoc lacks for people who use a keyboard or a screen reader. */

/** Mends what Redoc has drawn, and what it draws later. */
export function mendRedoc(): void {
  const redoc = document.querySelector("#redoc");
  if (redoc === null) return;
  const followMenu = mendMenu(redoc);
  let planned = false;
  new MutationObserver(() => {
    // At once, and not with the next frame: until then a screen reader could meet what Redoc has drawn.
    mend(redoc);
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      followMenu();
    });
  }).observe(redoc, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ["aria-label"],
  });
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

/** The button that opens the menu on a narrow screen. The menu stands far before it in the page. */
const MENU_BUTTON = '[data-testid="floating-button"]';

/**
 * Opening the menu leads into it, and Escape leads back.
 *
 * @returns to call after Redoc has drawn: the menu may be there now
 */
function mendMenu(redoc: Element): () => void {
  let opening = false;
  const openButton = (): HTMLElement | null =>
    redoc.querySelector(`${MENU_BUTTON}[aria-expanded="true"]`);
  redoc.addEventListener("click", ({ target }) => {
    opening = target instanceof Element && target.closest(MENU_BUTTON) !== null;
  });
  redoc.addEventListener("keydown", (event) => {
    const button = openButton();
    if (!(event instanceof KeyboardEvent) || event.key !== "Escape" || button === null) return;
    button.click();
    button.focus();
  });
  return () => {
    if (!opening || openButton() === null) return;
    opening = false;
    redoc.querySelector<HTMLElement>(".menu-content :is(a[href], button, [tabindex='0'])")?.focus();
  };
}

function mend(redoc: Element): void {
  // The name of a chooser leaves out what is chosen, which is what a reader sees on it.
  for (const button of redoc.querySelectorAll('button[aria-label^="Example"]')) {
    setOnce(button, "aria-label", `Example: ${button.textContent.trim()}`);
  }
  // A wide table scrolls, so the keyboard has to reach it.
  for (const [index, table] of redoc.querySelectorAll(".md-table-wrapper").entries()) {
    setOnce(table, "tabindex", "0");
    setOnce(table, "role", "region");
    setOnce(table, "aria-label", `Table ${String(index + 1)}`);
  }
}

function setOnce(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
