/** Ways of a reader through the built documentation in a browser. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator } from "playwright-core";
import { operationAddress } from "../../scripts/docs/reference-address.js";
import { withoutStop } from "../../scripts/lib/markdown.js";
import type { BuiltSite } from "./built-site.js";
import type { OfflineBrowser } from "./offline-browser.js";

/** A width in pixels, and the colours that the system asks for. */
export interface View {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

/** The three widths, in both colour schemes. */
export const views: readonly View[] = [1440, 768, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

/** What a reader does. */
export interface SiteReader {
  /** The address of a place of the site on the disk. */
  address(url: string): string;
  /** Changes the window and the colours of the page that is open. */
  show(view: View): Promise<void>;
  /** Follows the link to an operation, as a guide gives it, and returns its part of the reference. */
  read(family: string, operationId: string, summary: string): Promise<Locator>;
}

/** Reads one site in one browser. */
export function createSiteReader(site: BuiltSite, { page }: OfflineBrowser): SiteReader {
  const address = (url: string): string => {
    const [file = "", ...rest] = url.split("#");
    return [pathToFileURL(path.join(site.folder, file)).href, ...rest].join("#");
  };
  return {
    address,
    async show({ width, colorScheme }) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
    },
    async read(family, operationId, summary) {
      await page.goto(address(operationAddress({ family, operationId })));
      const place = `/${family}/${operationId.toLowerCase()}`;
      const section = page.locator(`[data-section-id="${place}"]`);
      const title = section.getByRole("heading", { level: 2 });
      await title.filter({ hasText: withoutStop(summary) }).waitFor();
      return section;
    },
  };
}
