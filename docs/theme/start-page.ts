/** What every page does. Without it the pages can be read all the same. */
import { startColorMode } from "./color-mode.js";
import { startSearch } from "./search-dialog.js";

/** Starts the buttons of the bar. */
export function startPage(): void {
  const root = document.documentElement.dataset["root"] ?? "";
  const search = document.querySelector<HTMLElement>("[data-search]");
  if (search !== null) startSearch(search, root);
  const colours = document.querySelector<HTMLElement>("[data-colours]");
  if (colours !== null) startColorMode(colours);
}
