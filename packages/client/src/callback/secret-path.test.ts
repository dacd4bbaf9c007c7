/** Two spellings of one path are the same path, and nothing else is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretPathTest } from "./secret-path.js";

const secret = "/whatsapp/1c9e8f0b2d7a46f3";

/** As a request has it: the parser of addresses has been over it. */
function matches(secretPath: string, path: string): Promise<boolean> {
  return secretPathTest(secretPath)(new URL(`https://example.com${path}`).pathname);
}

describe("secretPathTest", () => {
  it.each([
    ["itself", secret, secret],
    ["a slash at its end", secret, `${secret}/`],
    ["slashes at its end", secret, `${secret}///`],
    ["a slash at the end of the secret path", `${secret}/`, secret],
    ["slashes in the middle", secret, "/whatsapp//1c9e8f0b2d7a46f3"],
    ["slashes at its start", secret, `//${secret}`.replace("///", "/././/")],
    ["a letter as a percent escape", secret, "/%77hatsapp/1c9e8f0b2d7a46f3"],
    ["a digit as a percent escape", secret, "/whatsapp/%31c9e8f0b2d7a46f3"],
    ["an escape in the secret path", "/%77hatsapp/%31c9e8f0b2d7a46f3", secret],
    ["a dot segment", secret, "/./whatsapp/1c9e8f0b2d7a46f3/."],
    ["an escaped dot segment", secret, "/x/%2e%2E/whatsapp/%2E/1c9e8f0b2d7a46f3"],
    ["a tilde as a percent escape", "/~me/1c9e8f0b2d7a46f3", "/%7Eme/1c9e8f0b2d7a46f3"],
    ["signs as percent escapes", "/a@b/1c9e8f0b2d7a46f3!", "/a%40b/1c9e8f0b2d7a46f3%21"],
    [
      "escapes in lower case",
      "/ลับมากๆ/1c9e8f0b2d7a46f3",
      "/ลับมากๆ/1c9e8f0b2d7a46f3/".toLowerCase(),
    ],
    ["escapes in either case", "/é/1c9e8f0b2d7a46f3", "/%c3%A9/1c9e8f0b2d7a46f3"],
    ["a space", "/a b/1c9e8f0b2d7a46f3", "/a%20b/1c9e8f0b2d7a46f3"],
    ["a line break at the end of the secret path", `${secret}\n`, secret],
  ])("knows the path with %s", async (_name, secretPath, path) => {
    expect(await matches(secretPath, path)).toBe(true);
  });

  it.each([
    ["other letters", secret, "/whatsapp/1c9e8f0b2d7a46f4"],
    ["fewer letters", secret, "/whatsapp/1c9e8f0b2d7a46f"],
    ["more letters", secret, "/whatsapp/1c9e8f0b2d7a46f33"],
    ["upper case", secret, secret.toUpperCase()],
    ["a part more", secret, `${secret}/more`],
    ["a part fewer", secret, "/1c9e8f0b2d7a46f3"],
    ["no path", secret, "/"],
    ["a slash that is escaped", secret, "/whatsapp%2F1c9e8f0b2d7a46f3"],
    ["a letter that is escaped twice", secret, "/%2577hatsapp/1c9e8f0b2d7a46f3"],
    ["a percent sign", "/a%2577/1c9e8f0b2d7a46f3", "/a%77/1c9e8f0b2d7a46f3"],
    ["a path parameter", secret, `${secret};a=1`],
    ["a plus sign for a space", "/a b/1c9e8f0b2d7a46f3", "/a+b/1c9e8f0b2d7a46f3"],
  ])("knows a path with %s from it", async (_name, secretPath, path) => {
    expect(await matches(secretPath, path)).toBe(false);
  });

  it.each([
    ["two dots", "/.."],
    ["a dot", "/."],
    ["slashes alone", "/////////////////////"],
    ["dots that take the secret away", "/1c9e8f0b2d7a46f3/.."],
    ["dots that take the secret away, and a slash", "/1c9e8f0b2d7a46f3/../"],
    ["dots that leave a short part", "/1c9e8f0b2d7a46f3/../whatsapp"],
    ["escaped dots", "/1c9e8f0b2d7a46f3/%2e%2E"],
    ["dots behind a backslash", "/1c9e8f0b2d7a46f3\\.."],
    ["many escapes of few letters", "/%61%62%63%64%65%66"],
    ["many bytes of few letters", "/ลับๆๆๆๆ"],
    ["tabs, which no address has", `/${"\t".repeat(20)}`],
  ])("refuses a secret path of %s, and does not repeat it", (_name, secretPath) => {
    const make = () => secretPathTest(secretPath);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/secretPath is easy to guess.*random characters/);
    if (secretPath.length > 3) expect(make).not.toThrow(secretPath.slice(1));
  });

  it("says that dots and slashes were taken away, where they were", () => {
    expect(() => secretPathTest("/1c9e8f0b2d7a46f3/..")).toThrow(/dots/);
    expect(() => secretPathTest("/whatsapp")).not.toThrow(/dots/);
  });

  it("knows each spelling of a path, and no other path", async () => {
    const part = fc.stringMatching(/^[a-z0-9~@!-]{1,8}$/);
    const parts = fc.tuple(fc.array(part, { maxLength: 3 }), fc.array(part, { maxLength: 3 }));
    const path = parts.map(([before, after]) => [...before, "1c9e8f0b2d7a46f3", ...after]);
    /** For each character and slash, how it is written. */
    const spelling = fc.infiniteStream(fc.nat({ max: 4 }));
    await fc.assert(
      fc.asyncProperty(path, path, spelling, async (one, other, choices) => {
        const choose = (spellings: readonly string[]): string => {
          const next = choices.next();
          return spellings[next.done === true ? 0 : next.value] ?? "";
        };
        const spell = (character: string) => {
          const hex = character.charCodeAt(0).toString(16);
          return choose([character, character, character, `%${hex}`, `%${hex.toUpperCase()}`]);
        };
        const slash = () => choose(["/", "/", "//", "/./", "/x/../"]);
        const spelled = one
          .map((text) => slash() + Array.from(text, spell).join(""))
          .join("")
          .concat(choose(["", "/", "//", "/.", "/x/.."]));
        expect(await matches(`/${one.join("/")}`, spelled)).toBe(true);
        expect(await matches(spelled, `/${one.join("/")}`)).toBe(true);
        const isSame = one.join("/") === other.join("/");
        expect(await matches(`/${other.join("/")}`, spelled)).toBe(isSame);
      }),
    );
  });
});
