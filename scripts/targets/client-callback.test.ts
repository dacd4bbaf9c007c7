import { catalogue, type Catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { clientCallbackTarget } from "./client-callback.js";

async function emit(changed: Partial<Catalogue>): Promise<string> {
  const files = await clientCallbackTarget.emit({
    catalogue: { ...catalogue, ...changed },
    bundle: {},
  });
  return files.map(({ text }) => text).join("\n");
}

describe("the target of the client's callbacks", () => {
  it("names every parameter, in documented order, with its values", async () => {
    const text = await emit({});
    for (const { parameters } of catalogue.callbacks) {
      const found = parameters.map(({ name }) => text.indexOf(`name: "${name}"`));
      expect(found).not.toContain(-1);
      expect(found).toEqual(found.toSorted((one, other) => one - other));
      for (const { values = [] } of parameters) {
        expect(text).toContain(values.map((value) => `"${value}"`).join(" | "));
      }
    }
  });

  it("says which parameter is a telephone number, by the contract", async () => {
    const callbacks = structuredClone(catalogue.callbacks);
    const [parameter] = callbacks.flatMap(({ parameters }) => parameters);
    expect(parameter?.meaning?.attribute).toBe("phoneNumber");
    expect((await emit({ callbacks })).match(/phone: true/g)).toHaveLength(1);
    delete parameter?.meaning;
    expect(await emit({ callbacks })).not.toContain("phone: true");
  });

  it("refuses a date that the kit cannot read", async () => {
    const callbacks = structuredClone(catalogue.callbacks);
    for (const { meaning } of callbacks.flatMap(({ parameters }) => parameters)) {
      if (meaning?.date !== undefined) meaning.date.formats = ["dd.MM.yyyy"];
    }
    await expect(emit({ callbacks })).rejects.toThrow("cannot read the date of status_update");
  });

  it("refuses a callback that no operation has", async () => {
    await expect(emit({ operations: [] })).rejects.toThrow("No operation has");
  });
});
