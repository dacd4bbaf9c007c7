import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import type { CodeSample } from "../../scripts/targets/samples.js";
import { run } from "../support/run.js";

/** How the samples of a language are run. */
export interface SampleRunner {
  /** The program that must be there. */
  readonly program: string;
  /**
   * Makes all programs of the language ready, in a folder below the repository, where packages are found.
   *
   * @param sources the programs by name
   * @returns gives the command of a program
   */
  prepare(
    folder: string,
    sources: ReadonlyMap<string, string>,
  ): Promise<(name: string) => readonly string[]>;
}

/** A language that has no runner is an error of the compiler. */
export const sampleRunners: Readonly<Record<CodeSample["language"], SampleRunner>> = {
  curl: interpreted("curl", "sh", ["bash"]),
  javascript: interpreted("node", "mjs", ["node"]),
  typescript: interpreted("node", "mjs", ["node"], compileTypeScript),
  python: {
    program: "python3",
    async prepare(folder, sources) {
      // What is found first can be a script that looks for Python each time.
      const { stdout } = await run("python3", ["-c", "import sys; print(sys.executable)"]);
      // Alone with its standard library; what it warns of is an error.
      const command = [stdout.trim(), "-I", "-S", "-W", "error"];
      return interpreted("python3", "py", command).prepare(folder, sources);
    },
  },
  ruby: interpreted("ruby", "rb", ["ruby", "-w", "--disable=gems"]),
  go: { program: "go", prepare: buildGo },
};

function interpreted(
  program: string,
  extension: string,
  command: readonly string[],
  compile: (source: string, folder: string) => string | Promise<string> = (source) => source,
): SampleRunner {
  return {
    program,
    async prepare(folder, sources) {
      await mkdir(folder, { recursive: true });
      const file = (name: string) => path.join(folder, `${name}.${extension}`);
      for (const [name, source] of sources)
        await writeFile(file(name), await compile(source, folder));
      return (name) => [...command, file(name)];
    },
  };
}

/** One file with the client in it: it is loaded sooner. */
async function compileTypeScript(source: string, folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: "ts", resolveDir: folder },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Nothing is fetched, and no C compiler is needed. */
export const goEnvironment = {
  CGO_ENABLED: "0",
  GO111MODULE: "on",
  GOFLAGS: "-mod=mod",
  GOPROXY: "off",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
};

/** One program that has all samples as packages: to link it is most of the work. */
async function buildGo(
  folder: string,
  sources: ReadonlyMap<string, string>,
): Promise<(name: string) => readonly string[]> {
  const imports: string[] = [];
  const cases: string[] = [];
  for (const [name, source] of sources) {
    const file = path.join(folder, name, "sample.go");
    await mkdir(path.dirname(file), { recursive: true });
    const packaged = source
      .replace("\npackage main\n", "\npackage sample\n")
      .replace("\nfunc main() {\n", "\nfunc Main() {\n");
    await writeFile(file, packaged);
    imports.push(`\t${name} "samples/${name}"`);
    cases.push(`\tcase "${name}":\n\t\t${name}.Main()`);
  }
  await writeFile(path.join(folder, "go.mod"), "module samples\n\ngo 1.19\n");
  await writeFile(
    path.join(folder, "main.go"),
    [
      "package main",
      `import (\n\t"os"\n${imports.join("\n")}\n)`,
      `func main() {\n\tswitch os.Args[1] {\n${cases.join("\n")}\n\t}\n}`,
    ].join("\n\n"),
  );
  const program = path.join(folder, "samples.exe");
  const built = await run("go", ["build", "-ldflags=-s -w", "-o", program, "."], {
    cwd: folder,
    env: goEnvironment,
  });
  if (built.exitCode !== 0) throw new Error(built.stderr);
  return (name) => [program, name];
}
