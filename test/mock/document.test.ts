/** What `document` may name: files of its own folder, within limits, and nothing of a network. */
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { startMock } from "@aisolution/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../support/run.js";

let directory: string;
let server: Server;
/** Address of a server that counts its requests; no document may make one. */
let address: string;
let requests = 0;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(path.join(tmpdir(), "mock-document-")));
  await writeFile(path.join(directory, "secret.yaml"), "type: object\nexample: { secret: ZYX }\n");
  server = createServer((_request, response) => {
    requests += 1;
    response.end('{"type":"object","example":{"secret":"ZYX"}}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const facts = server.address();
  address = `http://127.0.0.1:${String(typeof facts === "object" ? facts?.port : 0)}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

let count = 0;

/** Writes files below a folder of their own. */
async function write(files: Files): Promise<string> {
  count += 1;
  const folder = path.join(directory, `case-${String(count)}`);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** A document with one path, whose answer has this schema. */
const withSchema = (schema: object | string, more: object = {}): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths: {
      "/pet": {
        get: {
          responses: {
            200: { description: "A pet.", content: { "application/json": { schema } } },
          },
        },
      },
    },
    ...more,
  });

const withReference = ($ref: string): string => withSchema({ $ref });

async function serve(file: string): Promise<{ readonly code: number; readonly text: string }> {
  const mock = await startMock({ port: 0, document: file });
  try {
    const response = await fetch(`${mock.url}/pet`);
    return { code: response.status, text: await response.text() };
  } finally {
    await mock.close();
  }
}

/** The message of the refusal. */
async function refusal(file: string): Promise<string> {
  const mock = await startMock({ port: 0, document: file }).catch((error: unknown) => error);
  if (mock instanceof Error) return mock.message;
  if (typeof mock === "object" && mock !== null && "close" in mock) {
    if (typeof mock.close === "function") await Reflect.apply(mock.close, mock, []);
  }
  throw new Error("The document was served.");
}

describe("a reference", () => {
  it.each<[string, () => string, RegExp]>([
    ["to an address", () => `${address}/schema.json`, /to an address/],
    ["to an address with a fragment", () => `${address}/schema.json#/a`, /to an address/],
    ["to an address without a scheme", () => address.replace("http:", ""), /to an address/],
    ["to an address in capitals", () => address.replace("http", "HTTP"), /to an address/],
    ["to a file address", () => `file://${directory}/secret.yaml`, /to an address/],
    ["to a file address without a host", () => `file:${directory}/secret.yaml`, /to an address/],
    ["to a data address", () => "data:application/json,{}", /to an address/],
    ["to a drive", () => "C:/secret.yaml", /to an address/],
    ["to an absolute path", () => `${directory}/secret.yaml`, /to an absolute path/],
    [
      "to an encoded absolute path",
      () => encodeURIComponent(`${directory}/secret.yaml`),
      /to an absolute path/,
    ],
    ["to the folder above", () => "../secret.yaml", /to another folder/],
    ["to the folder above by a detour", () => "a/../../secret.yaml", /to another folder/],
    ["to the folder above, encoded", () => "%2e%2e/secret.yaml", /to another folder/],
    ["to the folder above, all encoded", () => "%2E%2E%2Fsecret.yaml", /to another folder/],
    [
      "to the folder above, encoded twice",
      () => "%252e%252e/secret.yaml",
      /cannot be read \(ENOENT\)/,
    ],
    ["to the folder above by backslashes", () => "..\\secret.yaml", /with a backslash/],
    ["to the folder above by encoded backslashes", () => "..%5csecret.yaml", /with a backslash/],
    ["with a NUL", () => "pet.yaml%00.json", /with a backslash or a NUL/],
    ["with a broken escape", () => "%zz.yaml", /not percent-encoded correctly/],
    [
      "to a file that is not there",
      () => "missing.yaml",
      /^missing.yaml cannot be read \(ENOENT\)/,
    ],
    ["to a folder", () => "folder", /^folder is not a file/],
    ["to a link that leads out", () => "link.yaml", /link to a file outside/],
    ["to a folder that leads out", () => "linked/secret.yaml", /link to a file outside/],
    ["to a fragment without a place", () => "pet.yaml#pet", /not a JSON pointer/],
  ])("%s is refused", async (_name, reference, message) => {
    const folder = await write({
      "openapi.json": withReference(reference()),
      "pet.yaml": "type: object",
      "folder/pet.yaml": "type: object",
    });
    await symlink(path.join(directory, "secret.yaml"), path.join(folder, "link.yaml"));
    await symlink(directory, path.join(folder, "linked"));
    const said = await refusal(path.join(folder, "openapi.json"));
    expect(said).toMatch(message);
    expect(said).not.toContain("ZYX");
  });

  it("is refused in every file, and wherever it stands", async () => {
    const outside = { $ref: "../../secret.yaml" };
    for (const pet of [
      { type: "object", properties: { a: outside } },
      { allOf: [{ type: "object" }, outside] },
      { example: [outside] },
      { "x-own": outside },
      { ...outside, description: "beside it" },
    ]) {
      const folder = await write({
        "openapi.json": withReference("schemas/pet.json"),
        "schemas/pet.json": JSON.stringify(pet),
      });
      expect(await refusal(path.join(folder, "openapi.json"))).toMatch(
        /^schemas\/pet.json has a \$ref to another folder/,
      );
    }
  });

  it("makes no request", () => {
    expect(requests).toBe(0);
  });

  it("to files of the folder is followed, from each file in its own folder", async () => {
    const folder = await write({
      "openapi.yaml": withReference("./schemas/pet.yaml#/Pet"),
      "schemas/pet.yaml":
        "Pet: { type: object, required: [owner, tag], properties: { owner: { $ref: ../people/owner%20one.json }, tag: { $ref: '#/Tag' } } }\nTag: { type: string, const: t }\n",
      "people/owner one.json": JSON.stringify({
        type: "object",
        required: ["name"],
        properties: { name: { $ref: "../openapi.yaml#/components/schemas/Name" } },
      }),
    });
    const file = path.join(folder, "openapi.yaml");
    const name = { type: "string", const: "Tom" };
    await writeFile(
      file,
      withSchema({ $ref: "./schemas/pet.yaml#/Pet" }, { components: { schemas: { Name: name } } }),
    );
    expect(JSON.parse((await serve(file)).text)).toEqual({ owner: { name: "Tom" }, tag: "t" });
    // A link to the document is a document too.
    await symlink(file, path.join(folder, "link.yaml"));
    expect((await serve(path.join(folder, "link.yaml"))).code).toBe(200);
  });

  it("in a circle is legal, in one file and over several", async () => {
    const node = { type: "object", properties: { child: { $ref: "#/components/schemas/Node" } } };
    const schemas = { Node: node };
    const one = await write({
      "openapi.json": withSchema(
        { $ref: "#/components/schemas/Node" },
        { components: { schemas } },
      ),
    });
    expect((await serve(path.join(one, "openapi.json"))).code).toBe(200);
    const other = await write({
      "openapi.json": withReference("a.json"),
      "a.json": JSON.stringify({ type: "object", properties: { b: { $ref: "b.json" } } }),
      "b.json": JSON.stringify({ type: "object", properties: { a: { $ref: "a.json" } } }),
    });
    expect((await serve(path.join(other, "openapi.json"))).code).toBe(200);
  });
});

/** Lists of ten, each of ten of the one before. */
const aliasBomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_value, index) => {
    const items = Array.from({ length: 10 }, () => `*a${String(index)}`).join(", ");
    return `a${String(index + 1)}: &a${String(index + 1)} [${items}]`;
  }),
].join("\n");

/** Each schema has the next one twice. */
const referenceBomb = withSchema(
  { $ref: "#/components/schemas/S0" },
  {
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: 40 }, (_value, index) => {
          const next = { $ref: `#/components/schemas/S${String(index + 1)}` };
          return [`S${String(index)}`, { type: "object", properties: { a: next, b: next } }];
        }),
      ),
    },
  },
);

/** Schemas in a chain of references. */
const chain = withSchema(
  { $ref: "#/components/schemas/S0" },
  {
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: 1000 }, (_value, index) => [
          `S${String(index)}`,
          { items: { $ref: `#/components/schemas/S${String(index + 1)}` } },
        ]),
      ),
    },
  },
);

const head = "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: {}\n";

describe("a document", () => {
  it.each<[string, Files, RegExp]>([
    [
      "whose aliases expand",
      { "a.yaml": `${head}${aliasBomb}` },
      /more than 1000000 values, with those that its YAML aliases/,
    ],
    ["with an alias in itself", { "a.yaml": `${head}x: &x [*x]` }, /nested deeper than 400/],
    [
      "with many aliases",
      { "a.yaml": `${head}x: &x 1\ny: [${"*x, ".repeat(1001)}1]` },
      /more than 1000 YAML aliases/,
    ],
    [
      "whose references expand",
      { "a.yaml": referenceBomb },
      /references of the document stand for more than 1000000/,
    ],
    ["with a long chain of references", { "a.yaml": chain }, /go deeper than 400/],
    [
      "that is deep in YAML",
      { "a.yaml": `${head}x: ${"[".repeat(500)}${"]".repeat(500)}` },
      /^a.yaml is nested deeper than 400 levels/,
    ],
    [
      "that is deep without end",
      { "a.yaml": `x: ${"[".repeat(200_000)}` },
      /nested deeper than 400/,
    ],
    ["of dashes", { "a.yaml": `${"- ".repeat(200_000)}1` }, /nested deeper than 400/],
    ["of question marks", { "a.yaml": `${"? ".repeat(200_000)}1` }, /nested deeper than 400/],
    [
      "that is deep in JSON",
      { "a.yaml": `{"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}` },
      /nested deeper than 400/,
    ],
    [
      "over the limit of bytes",
      { "a.yaml": `{"x":"${"x".repeat(8 * 1024 * 1024)}"}` },
      /more than 8388608 bytes/,
    ],
    [
      "whose files are over the limit of bytes",
      {
        "a.yaml": JSON.stringify({ x: [{ $ref: "b.json" }, { $ref: "c.json" }] }),
        "b.json": `"${"x".repeat(5 * 1024 * 1024)}"`,
        "c.json": `"${"x".repeat(5 * 1024 * 1024)}"`,
      },
      /more than 8388608 bytes/,
    ],
    ["that is empty", { "a.yaml": "" }, /must hold an object/],
    ["of two documents", { "a.yaml": `${head}---\n${head}` }, /must be one YAML document/],
    ["that is a list", { "a.yaml": "[]" }, /must hold an object/],
    ["that is broken", { "a.yaml": "{ x: [ZYX" }, /^a.yaml is not YAML: /],
    ["that is no description of an API", { "a.yaml": "x: 1" }, /Unsupported document format/],
  ])("%s is refused", async (_name, files, message) => {
    const said = await refusal(path.join(await write(files), "a.yaml"));
    expect(said).toMatch(message);
    expect(said).not.toContain("ZYX");
  });

  it("of too many files is refused", async () => {
    const names = Array.from({ length: 1001 }, (_value, index) => `f${String(index)}.json`);
    const folder = await write({
      "a.yaml": JSON.stringify({ x: names.map(($ref) => ({ $ref })) }),
      ...Object.fromEntries(names.map((name) => [name, "{}"])),
    });
    expect(await refusal(path.join(folder, "a.yaml"))).toMatch(/more than 1000 files/);
  });

  it("that is a pipe is refused, and not waited for", async () => {
    const folder = await write({ "a.json": withReference("pipe.json") });
    expect((await run("mkfifo", [path.join(folder, "pipe.json")])).exitCode).toBe(0);
    expect(await refusal(path.join(folder, "a.json"))).toMatch(/^pipe.json is not a file/);
  });

  it("cannot be an address", async () => {
    expect(await refusal(`${address}/openapi.json`)).toMatch(/cannot be read \(ENOENT\)/);
    expect(requests).toBe(0);
  });

  it("can be nested, and have aliases", async () => {
    const deep = `${"[".repeat(300)}${"]".repeat(300)}`;
    const text = `${head}x-deep: ${deep}\nx-one: &one { a: 1 }\nx-many: [${"*one, ".repeat(500)}1]`;
    expect((await serve(path.join(await write({ "a.yaml": text }), "a.yaml"))).code).toBe(404);
  });

  it.each(["packages/openapi/openapi.yaml", "openapi/openapi.yaml"])(
    "can be our own: %s",
    async (file) => {
      const mock = await startMock({
        port: 0,
        document: new URL(`../../${file}`, import.meta.url).pathname,
      });
      try {
        const response = await fetch(`${mock.url}/v1/delface?token=test`, {
          method: "POST",
          body: new URLSearchParams({ person_id: "x" }),
        });
        expect(await response.json()).toMatchObject({ status: "OK" });
      } finally {
        await mock.close();
      }
    },
  );
});

it("lists paths of a document without their values", async () => {
  const document = JSON.parse(withSchema({ type: "object" })) as unknown;
  const paths: unknown = Reflect.get(Object(document), "paths");
  const pet: unknown = Reflect.get(Object(paths), "/pet");
  const text = JSON.stringify({ ...Object(document), paths: { "/pets/{id}/names": pet } });
  const mock = await startMock({
    port: 0,
    document: path.join(await write({ "a.json": text }), "a.json"),
  });
  try {
    await (await fetch(`${mock.url}/pets/ZYX/names?__example=Z%20Y`)).text();
    await (await fetch(`${mock.url}/nothing/ZYX`)).text();
    expect(mock.requests()).toMatchObject([
      { path: "/pets/*/names", key: "prism" },
      { path: "/*/*", key: "prism" },
    ]);
  } finally {
    await mock.close();
  }
});
