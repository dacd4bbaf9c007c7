/** The window of the search: a field, and a list of results that the arrow keys walk. */
import type { SearchEntry } from "../../scripts/docs/search-entry.js";
import { loadEntries } from "./search-entries.js";
import { createSearch, type FindEntries } from "./search-index.js";

/** Puts the search behind a button, Ctrl+K (or Command+K) and the key `/`. */
export function startSearch(button: HTMLElement, root: string): void {
  const parts = addDialog();
  if (parts === undefined) return;
  const { dialog, input, list } = parts;
  const choice = createChoice(input, list);
  const { show, open } = createQuestions(parts, choice, root);
  chooseByKeys(input, choice);
  input.addEventListener("input", show);
  // A result can be a place on the same page.
  list.addEventListener("click", () => {
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  button.addEventListener("click", () => void open());
  button.hidden = false;
  openByKeys(open);
}

/** What the window consists of. */
interface Parts {
  readonly dialog: HTMLDialogElement;
  readonly input: HTMLInputElement;
  /** What was found. */
  readonly list: HTMLElement;
  /** How many were found, or why there is nothing to look into. */
  readonly state: HTMLElement;
}

function addDialog(): Parts | undefined {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = `
    <input type="text" role="combobox" aria-label="Search" aria-expanded="false" aria-controls="search-results"
      aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength="200" placeholder="Operation, field, status, or a question">
    <p class="search-state" role="status"></p>
    <div id="search-results" role="listbox" aria-label="Results"></div>`;
  document.body.append(dialog);
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("div");
  const state = dialog.querySelector("p");
  if (input === null || list === null || state === null) return undefined;
  return { dialog, input, list, state };
}

/** The result that the Enter key opens. */
interface Choice {
  /** The first result again. */
  reset(): void;
  /** Goes down the list, or up; not past its ends. */
  move(by: 1 | -1): void;
  /** Opens the chosen result, if there is one. */
  follow(): void;
}

function createChoice(input: HTMLInputElement, list: HTMLElement): Choice {
  let chosen = 0;
  const choose = (next: number): void => {
    const options = [...list.children];
    chosen = Math.max(0, Math.min(next, options.length - 1));
    for (const [index, option] of options.entries()) {
      option.setAttribute("aria-selected", String(index === chosen));
    }
    const option = options[chosen];
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };
  return {
    reset() {
      choose(0);
    },
    move(by) {
      choose(chosen + by);
    },
    follow() {
      const option = list.children[chosen];
      if (option instanceof HTMLElement) option.click();
    },
  };
}

interface Questions {
  /** Shows what is found by the question in the field. */
  readonly show: () => void;
  /** Opens the window, and loads what can be found the first time. */
  readonly open: () => Promise<void>;
}

function createQuestions(
  { dialog, input, list, state }: Parts,
  choice: Choice,
  root: string,
): Questions {
  let find: FindEntries | undefined;
  // What is said while there is nothing to look into.
  let notice = "";
  const show = (): void => {
    const question = input.value.trim();
    const entries = find === undefined || question === "" ? [] : find(question);
    list.replaceChildren(...entries.map((entry, index) => result(entry, index, root)));
    input.setAttribute("aria-expanded", String(entries.length > 0));
    state.textContent =
      find === undefined ? notice : question === "" ? "" : resultCount(entries.length);
    choice.reset();
  };
  const open = async (): Promise<void> => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    if (find !== undefined) return;
    notice = "";
    show();
    try {
      find = createSearch(await loadEntries(root));
    } catch {
      notice = "The search cannot be loaded. Is the folder of the site complete?";
    }
    show();
  };
  return { show, open };
}

function chooseByKeys(input: HTMLInputElement, choice: Choice): void {
  const keys: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => {
      choice.move(1);
    },
    ArrowUp: () => {
      choice.move(-1);
    },
    Enter: () => {
      choice.follow();
    },
  };
  input.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    // While a word is put together, in Thai or Chinese for instance, the keys choose among its forms.
    if (action === undefined || event.isComposing) return;
    event.preventDefault();
    action();
  });
}

function openByKeys(open: () => Promise<void>): void {
  // Redoc listens for the same keys: this comes first, and ends it there.
  globalThis.addEventListener(
    "keydown",
    (event) => {
      const byLetter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const bySlash = event.key === "/" && !isTyping(event.target);
      if (!byLetter && !bySlash) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void open();
    },
    { capture: true },
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

function resultCount(count: number): string {
  if (count === 0) return "Nothing was found.";
  return count === 1 ? "1 result" : `${String(count)} results`;
}

function result(entry: SearchEntry, index: number, root: string): HTMLElement {
  const link = document.createElement("a");
  link.id = `search-result-${String(index)}`;
  link.setAttribute("role", "option");
  link.href = `${root}${entry.url}`;
  // The field keeps the focus; the arrow keys choose.
  link.tabIndex = -1;
  const title = document.createElement("b");
  title.textContent = entry.title;
  const about = document.createElement("span");
  about.textContent = `${entry.kind} · ${entry.context}`;
  link.append(title, about);
  return link;
}
