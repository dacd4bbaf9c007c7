/** Light and dark. Redoc keeps the choice under this name, and both kinds of page follow it. */
const STORED = "redoc.colorMode";

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
    localStorage.setItem(STORED, mode);
  } catch {
    // The browser keeps nothing; the choice holds for this page.
  }
}
