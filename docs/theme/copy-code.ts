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
  const advice = "Select it, then Ctrl+C";
  // Pages without a secure origin have no clipboard.
  button.textContent =
    "clipboard" in navigator
      ? await navigator.clipboard.writeText(text).then(
          () => "Copied",
          () => advice,
        )
      : advice;
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}
