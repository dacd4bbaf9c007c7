/** Gives each block of code a button that copies it. */
export function startCopyCode(): void {
  for (const figure of document.querySelectorAll("figure.code:not(.output)")) {
    const code = figure.querySelector("code");
    if (code === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy the code");
    button.addEventListener("click", () => void copy(button, code.textContent));
    figure.append(button);
  }
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  // Pages without a secure origin have no clipboard.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  const said = await clipboard?.writeText(text).then(
    () => "Copied",
    () => undefined,
  );
  button.textContent = said ?? "Select it, then Ctrl+C";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}
