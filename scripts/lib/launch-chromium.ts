import { chromium, type Browser } from "playwright-core";
import { chromiumFlags } from "./chromium.js";

/**
 * Starts Chromium with an empty profile. Whoever starts it closes it, also after Ctrl-C: the signal is
 * looked at by the program itself.
 */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: chromiumFlags,
  });
}
