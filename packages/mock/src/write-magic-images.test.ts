import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { catalogue } from "@aisolution/openapi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { magicImage, magicImageExtension, magicImageKey } from "./magic-image.js";
import { writeMagicImages } from "./write-magic-images.js";

const { mediaTypes } = catalogue.image;
const withPictures = catalogue.operations.filter(({ request }) =>
  request.fields.some(({ kind }) => kind === "image"),
);

let folder = "";
const file = (name: string) => path.join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "magic-images-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The names of the files for some operations. */
function namesFor(operations: typeof withPictures, types: readonly string[]): string[] {
  const answers = [...operations.flatMap(({ outcomes }) => outcomes), ...catalogue.httpErrors];
  const names = answers.flatMap(({ key }) =>
    types.map((mediaType) => `${key}.${magicImageExtension(mediaType)}`),
  );
  return [...new Set(names)].sort();
}

describe("writeMagicImages", () => {
  it("writes a picture for each outcome, HTTP error and type", async () => {
    const directory = file("new/folder");
    const names = namesFor(withPictures, mediaTypes);
    const written = await writeMagicImages(directory);
    expect(written).toEqual(names.map((name) => path.join(directory, name)));
    expect((await readdir(directory)).sort()).toEqual(names);
    for (const picture of written) {
      expect(magicImageKey(await readFile(picture))).toBe(path.parse(picture).name);
    }
  });

  it("names the files after their formats", async () => {
    const operationId = "compareFaces";
    const written = await writeMagicImages(folder, { operationId });
    for (const [extension, mediaType] of [
      ["jpg", "image/jpeg"],
      ["png", "image/png"],
      ["bmp", "image/bmp"],
    ] as const) {
      expect(written).toContain(file(`not-sure.${extension}`));
      expect(new Uint8Array(await readFile(file(`not-sure.${extension}`)))).toEqual(
        magicImage("not-sure", mediaType),
      );
    }
  });

  it.each(withPictures.map((operation) => [operation.operationId, operation] as const))(
    "writes what %s can answer, in the types asked for",
    async (operationId, operation) => {
      const types = ["image/png"];
      await writeMagicImages(folder, { operationId, mediaTypes: types });
      expect((await readdir(folder)).sort()).toEqual(namesFor([operation], types));
    },
  );

  it("writes over its own pictures, two writers at a time too", async () => {
    await writeFile(file("fail.png"), magicImage("ok", "image/png"));
    const all = await Promise.all([writeMagicImages(folder), writeMagicImages(folder)]);
    expect(all[0]).toEqual(all[1]);
    expect((await readdir(folder)).sort()).toEqual(namesFor(withPictures, mediaTypes));
    expect(magicImageKey(await readFile(file("fail.png")))).toBe("fail");
  });

  it("leaves other files alone", async () => {
    await writeFile(file("holiday.jpg"), "mine");
    await writeMagicImages(folder);
    expect(await readFile(file("holiday.jpg"), "utf8")).toBe("mine");
  });

  it.each([
    ["a text", () => writeFile(file("retry-later.png"), "mine")],
    ["an empty file", () => writeFile(file("retry-later.png"), "")],
    ["a large file", () => writeFile(file("retry-later.png"), new Uint8Array(5000))],
    ["a folder", () => mkdir(file("retry-later.png"))],
    ["a link to nothing", () => symlink(file("nothing"), file("retry-later.png"))],
  ])("writes nothing where %s has one of the names", async (_name, make) => {
    await make();
    await expect(writeMagicImages(folder)).rejects.toThrow(
      `${file("retry-later.png")} is not a picture of the mock.`,
    );
    expect(await readdir(folder)).toEqual(["retry-later.png"]);
  });

  it("does not follow a link to a picture of its own", async () => {
    await writeFile(file("elsewhere.png"), magicImage("fail", "image/png"));
    await symlink(file("elsewhere.png"), file("fail.png"));
    await expect(writeMagicImages(folder)).rejects.toThrow(file("fail.png"));
    expect((await readdir(folder)).sort()).toEqual(["elsewhere.png", "fail.png"]);
  });

  it.each(["deleteFace", "getWhatsAppDetail", "nothing", ""])(
    "refuses the operation %j, and lists those that take pictures",
    async (operationId) => {
      const directory = file("new");
      const writing = writeMagicImages(directory, { operationId });
      await expect(writing).rejects.toThrow(TypeError);
      await expect(writing).rejects.toThrow(
        `No operation ${JSON.stringify(operationId)} takes pictures. Take one of ${withPictures.map((operation) => operation.operationId).join(", ")}.`,
      );
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it("refuses a type that the service does not take, before it writes", async () => {
    const writing = writeMagicImages(file("new"), { mediaTypes: ["image/png", "image/gif"] });
    await expect(writing).rejects.toThrow(TypeError);
    await expect(writing).rejects.toThrow(/"image\/gif"\. Take image\/jpeg, /);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says where a file stands in the place of the folder", async () => {
    await writeFile(file("taken"), "mine");
    await expect(writeMagicImages(file("taken"))).rejects.toThrow(file("taken"));
    expect(await readFile(file("taken"), "utf8")).toBe("mine");
  });
});
