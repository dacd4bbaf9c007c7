import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finishPage } from "./redoc-page.js";

const parts = {
  title: 'A & "B"',
  description: "What <it> is.",
  style: ".bar { top: 0 }",
  bar: '<header class="bar"></header>',
  scripts: ["search()", "colours2()"],
};

/** A page with everything of Redoc's page that is replaced or relied on. */
const page = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf8" />
  <title>Redoc</title>
</head>
<body>
  <div id="redoc"><div><script>colours()</script></div><a href="/face">Faces</a></div>
  <script type="module">
    const text = "<script><\\/script>";
    const logo = full ? \`https://cdn.redoc.ly/redoc/logo-mini-full.svg\` : \`https://cdn.redoc.ly/redoc/logo-mini.svg\`;
    const icons = { "font-awesome": \`https://cdn.redocly.com/icons/fa/7.0.0\`, code: \`https://cdn.redocly.com/icons/code/5.24.0\` };
    const telemetry = \`https://otel.cloud.redocly.com/v1/traces\`;
    const options = {"disableTelemetry":true};
  </script>
</body>
</html>
`;

describe("finishPage", () => {
  const finished = finishPage(page, parts);

  it("names no address to load from or to send to", () => {
    expect(finished).not.toMatch(/https?:/);
  });

  it("writes the head, and escapes what it writes", () => {
    expect(finished).toContain("<title>A &amp; &quot;B&quot;</title>");
    expect(finished).toContain('<meta name="description" content="What &lt;it&gt; is.">');
  });

  it("allows the page's own scripts by their hashes, and no connection", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(finished)?.[1] ?? "";
    const scripts = [...finished.matchAll(/<script(?: type="module")?>([^]*?)<\/script>/g)];
    const hashes = scripts.map(
      ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    );
    expect(hashes).toHaveLength(4);
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${hashes.join(" ")}`,
      "style-src 'unsafe-inline'",
      "img-src data:",
      "font-src data:",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it("lets the page of somebody who edits ask its own server, and nobody else", () => {
    const served = finishPage(page, { ...parts, extraScript: "reload()" });
    expect(served).toContain("connect-src 'self';");
    expect(served).toContain("<script>reload()</script>");
  });

  it("puts the policy before everything that it rules", () => {
    const policy = finished.indexOf("Content-Security-Policy");
    expect(policy).toBeGreaterThan(0);
    for (const tag of ["<title", "<style", "<link", "<script", "<body"]) {
      const place = finished.indexOf(tag);
      if (place !== -1) expect(place, tag).toBeGreaterThan(policy);
    }
  });

  it("puts the bar above Redoc, the style before it and the programs after it", () => {
    const places = [parts.style, "<body>", parts.bar, '<div id="redoc">', ...parts.scripts];
    const found = places.map((text) => finished.indexOf(text));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((one, other) => one - other));
  });

  it("leads from the menu to places in the page, also before the first click", () => {
    expect(finished).toContain('<a href="#/face">');
  });

  it.each(["</script>", "<!--"])("refuses a program that has %s in it", (text) => {
    expect(() => finishPage(page, { ...parts, scripts: [`say("${text}")`] })).toThrow("too early");
  });

  it("leaves a dollar sign in a title alone", () => {
    expect(finishPage(page, { ...parts, title: "$& $1" })).toContain("<title>$&amp; $1</title>");
  });

  it.each([
    ["the logo is gone", "https://cdn.redoc.ly/redoc/logo-mini-full.svg", "", "1 times, not 2"],
    ["the logo has moved", "cdn.redoc.ly/redoc/logo-mini.svg", "cdn.redoc.ly/x", "1 times, not 2"],
    ["an icon set is new", "colours()", '"https://cdn.redocly.com/icons/new/1"', "3 times, not 2"],
    ["the telemetry has moved", "otel.cloud.redocly", "otel.redocly", "0 times, not 1"],
    ["telemetry is on", '"disableTelemetry":true', '"disableTelemetry":false', "0 times, not 1"],
    ["a script is new", "<div id", "<script>other()</script><div id", "3 times, not 2"],
    ["a script has a source", "<script>", '<script src="other.js">', "1 times, not 2"],
    ["a CDN is new", "colours()", '"https://cdn.redocly.com/fonts"', "still names"],
    ["the language is gone", ' lang="en"', "", "0 times, not 1"],
    ["the character set is gone", '<meta charset="utf8" />', "", "0 times, not 1"],
    ["the place of Redoc is gone", '<div id="redoc">', "<div>", "0 times, not 1"],
    ["the menu has no addresses", ' href="/face"', "", "no address to mend"],
    ["the title is gone", "<title>Redoc</title>", "", "0 times, not 1"],
  ])("fails when %s", (_, from, to, message) => {
    expect(page).toContain(from);
    expect(() => finishPage(page.replace(from, to), parts)).toThrow(message);
  });
});
