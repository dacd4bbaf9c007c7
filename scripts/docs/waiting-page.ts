import { escapeHtml } from "../lib/escape/html.js";
import { hashSource } from "./layout.js";
import { reloadScript } from "./reload-script.js";

/** What stands where a page is not there: it waits for the next build as all pages do. */
export function waitingPage(built: boolean, fault: string | undefined): string {
  const text = built
    ? "There is no such page."
    : fault === undefined
      ? "The documentation is being built."
      : "The documentation could not be built.";
  const policy = `default-src 'none'; script-src ${hashSource(reloadScript)}; style-src 'unsafe-inline'; connect-src 'self'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(text)}</title>
</head>
<body>
<h1>${escapeHtml(text)}</h1>
<p><a href="/index.html">Start page</a></p>
<script>${reloadScript}</script>
</body>
</html>
`;
}
