import { randomUUID } from "node:crypto";
import { lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { catalogue, type Operation } from "@aisolution/openapi";
import { checkOptions, stringOption, stringsOption, type OptionRules } from "@aisolution/options";
import {
  magicImage,
  magicImageExtension,
  magicImageKey,
  maxMagicImageBytes,
} from "./magic-image.js";

/** Options of `writeMagicImages`. */
export interface MagicImagesOptions {
  /** Writes only what this operation can answer. Default: all operations that take pictures. */
  readonly operationId?: string;
  /** Formats to write. Default: all that the contract accepts. */
  readonly mediaTypes?: readonly string[];
}

const imagesRules: OptionRules<MagicImagesOptions> = {
  operationId: stringOption,
  mediaTypes: stringsOption,
};

/**
 * Writes a tiny picture for each outcome and each HTTP error, named after its key. Pictures that it
 * wrote before are written anew.
 *
 * @param directory is made where there is none
 * @returns the paths of the files, sorted
 * @throws TypeError for an operation that takes no pictures, or a format that the service does not take
 * @throws Error when another file has one of the names; then nothing was written
 *
 * @example
 * await writeMagicImages("pictures", { operationId: "compareFaces", mediaTypes: ["image/png"] });
 */
export async function writeMagicImages(
  directory: string,
  options: MagicImagesOptions = {},
): Promise<readonly string[]> {
  checkOptions(imagesRules, options);
  const { operationId, mediaTypes = catalogue.image.mediaTypes } = options;
  const images = new Map(
    keysOf(operationsWithPictures(operationId)).flatMap((key) =>
      mediaTypes.map((mediaType): [string, Uint8Array] => [
        path.join(directory, `${key}.${magicImageExtension(mediaType)}`),
        magicImage(key, mediaType),
      ]),
    ),
  );
  for (const file of images.keys()) {
    if (!(await isFreeOrMagic(file))) {
      throw new Error(
        `${file} is not a picture of the mock. Move it away, or name another folder.`,
      );
    }
  }
  await mkdir(directory, { recursive: true });
  for (const [file, bytes] of images) await writeWhole(file, bytes);
  return [...images.keys()].sort();
}

function operationsWithPictures(operationId: string | undefined): readonly Operation[] {
  const all = catalogue.operations.filter(({ request }) =>
    request.fields.some(({ kind }) => kind === "image"),
  );
  if (operationId === undefined) return all;
  const named = all.filter((operation) => operation.operationId === operationId);
  if (named.length === 0) {
    const known = all.map((operation) => operation.operationId).join(", ");
    throw new TypeError(
      `No operation ${JSON.stringify(operationId)} takes pictures. Take one of ${known}.`,
    );
  }
  return named;
}

/** Operations share most keys: one picture does for all of them. */
function keysOf(operations: readonly Operation[]): readonly string[] {
  const answers = [...operations.flatMap(({ outcomes }) => outcomes), ...catalogue.httpErrors];
  return [...new Set(answers.map(({ key }) => key))];
}

/** Whether nobody's work is lost when the file is written. */
async function isFreeOrMagic(file: string): Promise<boolean> {
  try {
    // A link is somebody's work too, even when it leads to such a picture.
    const found = await lstat(file);
    return (
      found.isFile() &&
      found.size <= maxMagicImageBytes &&
      magicImageKey(await readFile(file)) !== undefined
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return true;
    throw error;
  }
}

/** Writes beside the file first, so that an interruption, or a second writer, leaves a whole one. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes, { flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
