import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { catalogue } from "@aisolution/openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { child, isNode, resolve } from "../../openapi/lint/document.js";
import { contractForReaders, finishPage, heading, sampleLabel } from "./docs-page.js";
import type { Node } from "./reader.js";

const head = { title: 'A & "B"', description: "What <it> is." };

/** A page with everything of Redoc's page that is replaced or relied on. */
const page = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf8" />
  <title>Redoc</title>
</head>
<body>
  <div><script>colours()</script></div>
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
  const finished = finishPage(page, head);

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
    expect(hashes).toHaveLength(2);
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

  it("puts the policy before everything that it rules", () => {
    const policy = finished.indexOf("Content-Security-Policy");
    expect(policy).toBeGreaterThan(0);
    for (const tag of ["<title", "<style", "<link", "<script", "<body"]) {
      const place = finished.indexOf(tag);
      if (place !== -1) expect(place, tag).toBeGreaterThan(policy);
    }
  });

  it("leaves a dollar sign in a title alone", () => {
    expect(finishPage(page, { ...head, title: "$& $1" })).toContain("<title>$&amp; $1</title>");
  });

  it.each([
    ["the logo is gone", "https://cdn.redoc.ly/redoc/logo-mini-full.svg", "", "1 times, not 2"],
    ["the logo has moved", "cdn.redoc.ly/redoc/logo-mini.svg", "cdn.redoc.ly/x", "1 times, not 2"],
    ["an icon set is new", "colours()", '"https://cdn.redocly.com/icons/new/1"', "3 times, not 2"],
    ["the telemetry has moved", "otel.cloud.redocly", "otel.redocly", "0 times, not 1"],
    ["telemetry is on", '"disableTelemetry":true', '"disableTelemetry":false', "0 times, not 1"],
    ["a script is new", "<body>", "<body><script>other()</script>", "3 times, not 2"],
    ["a script has a source", "<script>", '<script src="other.js">', "1 times, not 2"],
    ["a CDN is new", "colours()", '"https://cdn.redocly.com/fonts"', "still names"],
    ["the language is gone", ' lang="en"', "", "0 times, not 1"],
    ["the character set is gone", '<meta charset="utf8" />', "", "0 times, not 1"],
    ["the title is gone", "<title>Redoc</title>", "", "0 times, not 1"],
  ])("fails when %s", (_, from, to, message) => {
    expect(page).toContain(from);
    expect(() => finishPage(page.replace(from, to), head)).toThrow(message);
  });
});

describe("contractForReaders", () => {
  let bundle: Node;
  let contract: Node;

  beforeAll(async () => {
    const file = new URL("../../packages/openapi/openapi.json", import.meta.url);
    const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
    if (!isNode(parsed)) throw new Error("The bundle is not an object.");
    bundle = parsed;
    contract = contractForReaders(bundle, catalogue);
  });

  it("leaves the bundle as it is", () => {
    const before = structuredClone(bundle);
    contractForReaders(bundle, catalogue);
    expect(bundle).toEqual(before);
  });

  it.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
    "shows the outcomes of %s",
    (operationId, { path, summary, outcomes }) => {
      const operation = child(child(child(contract, "paths"), path), "post");
      expect(operation["summary"]).toBe(heading(summary));
      expect(operation["description"]).toContain(`\`${operationId}\``);
      const answer = child(child(operation, "responses"), "200");
      const media = child(child(answer, "content"), "application/json");
      const rows = String(answer["description"]).split("\n");
      for (const { key, assumed, status, billing, retry, example } of outcomes) {
        const name = assumed ? `${key} (assumed)` : key;
        expect(rows).toContain(`| ${name} | ${status} | ${billing} | ${retry} |`);
        expect(child(media, "examples")[key]).toEqual({
          summary: sampleLabel(key, example.summary),
          value: example.value,
        });
      }
      expect(Object.keys(child(media, "examples"))).toEqual(outcomes.map(({ key }) => key));
    },
  );

  it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
    "shows billing and retry of HTTP %i",
    (_, { name, billing, retry }) => {
      const answer = resolve(contract, { $ref: `#/components/responses/${name}` });
      expect(answer["description"]).toContain(`Billing: \`${billing}\`. Retry: \`${retry}\`.`);
      expect(answer["description"]).toContain("assumed");
    },
  );

  it("takes the stop from the headings of callbacks and webhooks, too", () => {
    const headings = JSON.stringify(contract).match(/"summary":"[^"]*WhatsApp lookup\.?"/g);
    expect(headings).toEqual(Array(2).fill('"summary":"Receive the result of a WhatsApp lookup"'));
  });
});
