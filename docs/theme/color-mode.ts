/** Light and dark, for all pages but the reference: Redoc has a switch of its own. */
import { colorModeKey } from "../../scripts/docs/color-mode-key.js";

/** Makes a button change the colours, and remember the choice. */
export function startColorMode(button: HTMLElement): void {
  const root = document.documentElement;
  const show = (): void => {
    const next = root.classList.contains("dark") ? "light" : "dark";
    button.setAttribute("aria-label", `Use ${next} colours`);
    button.textContent = next === "dark" ? "Dark" : "Light";
  };
  button.addEventListener("click", () => {
    const mode = root.classList.contains("dark") ? "light" : "dark";
    root.classList.remove("light", "dark");
    root.classList.add(mode);
    remember(mode);
    show();
  });
  button.hidden = false;
  show();
}

function remember(mode: string): void {
  try {
    localStorage.setItem(colorModeKey, mode);
  } catch {
    // The browser keeps nothing; the choice holds for this page.
  }
}
