import { catalogue, type Catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { guideOutcomesTarget } from "./guide-outcomes.js";

/** The text of a page's region, made of a changed catalogue. */
async function emit(
  page: string,
  change: (copy: Catalogue) => void = () => undefined,
): Promise<string> {
  const copy = structuredClone(catalogue);
  change(copy);
  const files = await guideOutcomesTarget.emit({ catalogue: copy, bundle: {} });
  const file = files.find(({ path }) => path === `docs/guides/${page}.md`);
  if (file === undefined) throw new Error(`Nothing is made for ${page}.`);
  return file.text;
}

const outcomes = catalogue.operations.flatMap(({ operationId, family, outcomes: its }) =>
  its.map((outcome) => ({ operationId, family, ...outcome })),
);

describe("the tables in the guides", () => {
  it.each(outcomes.map((outcome) => [outcome.operationId, outcome.key, outcome] as const))(
    "have %s, %s once, with its billing and retry",
    async (operationId, key, { status, billing, retry, family }) => {
      const title = catalogue.families.find(({ name }) => name === family)?.title ?? "";
      const start = `| \`${status}\` | \`${key}\` |`;
      const end = `| \`${billing}\` | \`${retry}\` |`;
      const rows = (await emit("outcomes-billing-retries")).split("\n").filter((row) => {
        const [, operations = ""] = row.split(end);
        const others = [...operations.matchAll(/\(not ([^)]*)\)/g)].join();
        const isMeant = [`\`${operationId}\``, `all of “${title}”`].some((text) =>
          operations.includes(text),
        );
        return row.startsWith(start) && isMeant && !others.includes(`\`${operationId}\``);
      });
      expect(rows).toHaveLength(1);
    },
  );

  it("names all operations, families and exceptions", async () => {
    const change = (copy: Catalogue): void => {
      for (const { operationId, outcomes: its } of copy.operations) {
        for (const outcome of its) {
          if (outcome.key !== "retry-later") continue;
          outcome.description = operationId === "addFace" ? "Later." : "Busy.";
          outcome.assumed = false;
        }
      }
    };
    const text = await emit("outcomes-billing-retries", change);
    expect(text).toMatch(
      /\| Busy\..*\| .*all of “Faces” \(not `addFace`\), `getWhatsAppDetail` \|/,
    );
    expect(text).toMatch(/\| Later\..*\| `addFace` \|/);
    const everywhere = await emit("outcomes-billing-retries", (copy) => {
      change(copy);
      for (const { outcomes: its } of copy.operations) {
        for (const outcome of its) {
          if (outcome.key === "retry-later") outcome.description = "Busy.";
        }
      }
    });
    expect(everywhere).toMatch(/\| Busy\..*\| all \|/);
  });

  it("tells what a lookup answers from what its callback sends", async () => {
    const text = await emit("whatsapp-and-callbacks", (copy) => {
      for (const callback of copy.callbacks) {
        callback.parameters = callback.parameters.filter(({ name }) => name !== "avatar");
      }
    });
    expect(text).toMatch(/\| `number` \|.*\| always \| always \|/);
    expect(text).toMatch(/\| `signature` \|.*\| if known \| if known \|/);
    expect(text).toMatch(/\| `avatar` \|.*\| if known \| never \|/);
  });

  it("has the outcomes of the face group only", async () => {
    const text = await emit("face-group");
    expect(text).toContain("`deleteFace`");
    expect(text).not.toContain("compareFaces");
  });
});
