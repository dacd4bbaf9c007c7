import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { DocumentError } from "./document-error.js";
import { errorCode } from "./error-code.js";
import { limits } from "./limits.js";

/** The folder of a document. Nothing outside of it is read. */
export interface DocumentFolder {
  /** The document's own file, below the folder, with `/` between the parts. */
  readonly root: string;
  /**
   * The file of a reference, by its name below the folder.
   *
   * @param from file that has the reference
   * @param reference what stands before the `#`
   * @throws DocumentError when it is not below the folder
   */
  find(from: string, reference: string): string;
  /** @throws DocumentError when it is not below the folder, not a file, or too large beside those read before */
  read(name: string): Promise<string>;
}

/** @throws DocumentError */
export async function openDocumentFolder(document: string): Promise<DocumentFolder> {
  const file = path.resolve(document);
  const folder = await realpath(path.dirname(file)).catch((error: unknown) => {
    throw new DocumentError(`${document} cannot be read (${errorCode(error)}).`);
  });
  const root = path.basename(file);
  let bytes = 0;
  let files = 0;

  return {
    root,
    find(from, reference) {
      const refuse = (what: string): never => {
        throw new DocumentError(
          `${from} has a $ref ${what}: ${JSON.stringify(reference.slice(0, 200))}. A $ref must name a file in the folder of the document, or below it, by a relative path.`,
        );
      };
      // `http:`, `file:`, a drive letter; `//host` is an address too.
      if (/^[a-z][a-z0-9+.-]*:/i.test(reference) || /^[/\\]{2}/.test(reference)) {
        return refuse("to an address");
      }
      const relative = decoded(reference) ?? refuse("that is not percent-encoded correctly");
      if (/[\\\0]/.test(relative)) return refuse("with a backslash or a NUL");
      if (relative.startsWith("/")) return refuse("to an absolute path");
      // An escape that was encoded twice stays a name with a percent sign.
      const name = path.posix.normalize(path.posix.join(path.posix.dirname(from), relative));
      return name === ".." || name.startsWith("../") ? refuse("to another folder") : name;
    },
    async read(name) {
      const wanted = path.join(folder, name);
      const real = await realpath(wanted).catch((error: unknown) => {
        throw new DocumentError(`${name} cannot be read (${errorCode(error)}).`);
      });
      // The document itself may be a link: it was named by the one who starts the mock.
      if (name !== root && !real.startsWith(folder + path.sep)) {
        throw new DocumentError(
          `${name} is a link to a file outside of the folder of the document. Copy the file there.`,
        );
      }
      const facts = await stat(real);
      if (!facts.isFile()) throw new DocumentError(`${name} is not a file.`);
      files += 1;
      bytes += facts.size;
      if (files > limits.documentFiles) {
        throw new DocumentError(
          `The document has more than ${String(limits.documentFiles)} files.`,
        );
      }
      if (bytes > limits.documentBytes) {
        const most = String(limits.documentBytes);
        throw new DocumentError(`The files of the document have more than ${most} bytes.`);
      }
      return readFile(real, "utf8");
    },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
