import { catalogue } from "@aisolution/openapi";
import { expect, it } from "vitest";
import { operationList } from "./operation-list.js";

it("links every operation", () => {
  const html = operationList(catalogue);
  for (const { operationId } of catalogue.operations) {
    expect(html).toContain(`<code>${operationId}</code>`);
  }
});

it("shows what looks like HTML as text", () => {
  const text = `a <script> & "b" <!-- $&`;
  const html = operationList({
    families: catalogue.families.map((family) => ({ ...family, title: text })),
    operations: catalogue.operations.map((operation) => ({ ...operation, summary: text })),
  });
  const shown = "a &lt;script&gt; &amp; &quot;b&quot; &lt;!-- $&amp;";
  expect(html).toContain(`<h3>${shown}</h3>`);
  expect(html).toContain(`">${shown}</a>`);
  expect(html).not.toMatch(/<script|<!--/);
});
