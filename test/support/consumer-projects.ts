/** Projects of users, beside the installed packages. */
import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";
import { repositoryRoot, run, type Run } from "./run.js";

/** The folder with one folder for each kind of project that has files of its own. */
export const consumers = path.join(repositoryRoot, "test/consumers");

/** The packages whose README says which settings a project needs. */
export const documentedPackages = ["client", "documents", "mock"] as const;

/** Settings by project: what stands as code in the second column of the table in a README. */
export type Settings = ReadonlyMap<string, readonly string[]>;

/** Reads the settings that the README of a package names. */
export async function readSettings(name: string): Promise<Settings> {
  const readme = await readFile(path.join(repositoryRoot, "packages", name, "README.md"), "utf8");
  const section = /^## Module formats and test runners\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
  const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].slice(2);
  return new Map(
    rows.map(([, project = "", text = ""]) => [
      project,
      [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
    ]),
  );
}

/**
 * The settings of one project.
 *
 * @param place which of them, where there are several
 */
export function settingsOf(settings: Settings, project: string, place = 0): string {
  const text = settings.get(project)?.[place];
  if (text === undefined) throw new Error(`The README has no settings for "${project}".`);
  return text;
}

/** A project that is about to be made. */
export interface ProjectPlan {
  /** Name of its folder. */
  readonly name: string;
  /** Folder of `test/consumers` whose files it gets. */
  readonly from?: string;
  /** More files: their texts by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Writes a project into an installation, with an image. */
export async function placeProject(
  installation: string,
  { name, from, files = {} }: ProjectPlan,
): Promise<string> {
  const folder = path.join(installation, name);
  await mkdir(folder);
  if (from !== undefined) await cp(path.join(consumers, from), folder, { recursive: true });
  await copyFile(
    path.join(repositoryRoot, "packages/client/examples/specimen-card.jpg"),
    path.join(folder, "card.jpg"),
  );
  for (const [file, text] of Object.entries(files)) {
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

/** The program that reads a card, in TypeScript. */
export const typedProgram = (): Promise<string> =>
  readFile(path.join(consumers, "read-card.ts"), "utf8");

/**
 * The program, and a test that its types are found, as files of a project in TypeScript.
 *
 * @param extensions of the files; each text is there once for each
 */
export async function typedFiles(
  ...extensions: readonly ("ts" | "mts" | "cts")[]
): Promise<Readonly<Record<string, string>>> {
  const misuse = await readFile(path.join(repositoryRoot, "test/types/misuse.ts"), "utf8");
  const program = await typedProgram();
  return Object.fromEntries(
    extensions.flatMap((extension) => [
      [`read-card.${extension}`, program],
      [`misuse.${extension}`, misuse],
    ]),
  );
}

/** The same as an ES module in JavaScript. */
export async function plainProgram(): Promise<string> {
  const { code } = await transform(await typedProgram(), { loader: "ts", format: "esm" });
  return code;
}

/**
 * Text of a `tsconfig.json` in strict mode. Declarations of packages are checked too.
 *
 * @param settings members of `compilerOptions`, as JSON
 */
export function tsconfig(...settings: readonly string[]): string {
  const shared =
    '"target": "es2022", "lib": ["es2023", "dom"], "strict": true, "types": ["node"], "skipDefaultLibCheck": true';
  return `{ "compilerOptions": { ${[shared, ...settings].join(", ")} } }`;
}

/** Runs the TypeScript compiler in a project. */
export function compile(folder: string): Promise<Run> {
  const tsc = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [tsc, "-p", folder], { cwd: folder });
}

/** How Node runs a program. */
interface NodeOptions {
  /** Path of another Node. */
  readonly node?: string | undefined;
  readonly options?: readonly string[];
}

/** Loads a compiled program by `import`, and lets it read the card. */
export function readCard(folder: string, file: string, node: NodeOptions = {}): Promise<Run> {
  return runLine(folder, `import("./${file}").then((read) => read.readCard(image, copy))`, node);
}

/** Loads a program in CommonJS, and lets it compare what `import` and `require` give. */
export function compareForms(folder: string, node: NodeOptions = {}): Promise<Run> {
  return runLine(folder, 'require("./read-card.js").compareForms()', node);
}

/** Loads a program in CommonJS, and lets it use all of the mock. */
export function checkService(folder: string, node: NodeOptions = {}): Promise<Run> {
  return runLine(folder, 'require("./check-service.js").checkService()', node);
}

/** Runs a line of CommonJS, and prints what its promise gives. */
function runLine(
  folder: string,
  line: string,
  { node = process.execPath, options = [] }: NodeOptions,
): Promise<Run> {
  const image = 'const image = require("node:fs").readFileSync("card.jpg");';
  const program = `${image} const copy = new Uint8Array(image); ${line}.then(console.log);`;
  return run(node, [...options, "-e", program], { cwd: folder });
}
