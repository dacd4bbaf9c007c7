/** Scrolls the menu, and not the page, to the line of the page that is open. */
export function showCurrent(): void {
  const menu = document.querySelector<HTMLElement>(".menu");
  const line = menu?.querySelector<HTMLElement>("[aria-current]");
  if (!menu || !line) return;
  const hidden = line.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (hidden > 0) menu.scrollTop += hidden + menu.clientHeight / 3;
}
