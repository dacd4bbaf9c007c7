/** What the README and the guides say is true: commands exist, code compiles and runs. */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot, run } from "./support/run.js";

/** Every Markdown page of the repository, by its path from the root. */
async function findPages(folder = ""): Promise<string[]> {
  const entries = await readdir(path.join(repositoryRoot, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const name = path.posix.join(folder, entry.name);
    if (entry.name.endsWith(".md")) found.push(name);
    const isOurs = entry.isDirectory() && !/^(\.|node_modules$|dist$)/.test(entry.name);
    if (isOurs) found.push(...(await findPages(name)));
  }
  return found.sort();
}

const pages = await findPages();

const texts = new Map<string, string>();
for (const page of pages) {
  texts.set(page, await readFile(path.join(repositoryRoot, page), "utf8"));
}

/** The code blocks of one language on a page. */
function blocks(page: string, language: string): string[] {
  const text = texts.get(page) ?? "";
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, code]) => code ?? "",
  );
}

// Below the repository, so that the packages are found as in a user's project.
const folder = path.join(repositoryRoot, ".cache/readme");
let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(pages.map((page) => [page]))("%s", (page) => {
  it("names only npm scripts that there are", async () => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(
      await readFile(path.join(repositoryRoot, "package.json"), "utf8"),
    );
    const named = [...(texts.get(page) ?? "").matchAll(/npm run ([a-z:-]+)/g)].map(
      ([, name]) => name,
    );
    for (const name of named) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it("links only to files that there are", async () => {
    const links = [...(texts.get(page) ?? "").matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)];
    for (const [, link = ""] of links) {
      const target = path.join(repositoryRoot, path.dirname(page), link);
      const entries = await readdir(path.dirname(target));
      expect(entries).toContain(path.basename(target));
    }
  });
});

it("shows every operation in the README, in order", () => {
  const named = [...(texts.get("README.md") ?? "").matchAll(/^\| `(\w+)` +\| `POST/gm)].map(
    ([, name]) => name,
  );
  expect(named).toEqual(catalogue.operations.map(({ operationId }) => operationId));
});

it("shows code that compiles in strict mode", async () => {
  const files: string[] = [];
  // The guides have a test of their own.
  const others = pages.filter((page) => !page.startsWith("docs/guides/"));
  for (const page of others) {
    for (const [index, code] of blocks(page, "ts").entries()) {
      const name = `${page.replaceAll(/[/.]/g, "-")}-${String(index)}.mts`;
      await writeFile(path.join(folder, name), `${code}\nexport {};\n`);
      files.push(name);
    }
  }
  const fences =
    others
      .map((page) => texts.get(page))
      .join("")
      .match(/^```ts$/gm)?.length ?? 0;
  expect(files).toHaveLength(fences);
  expect(fences).toBeGreaterThan(4);
  await writeFile(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "ES2022",
        module: "NodeNext",
        lib: ["ES2023", "DOM"],
        strict: true,
        skipLibCheck: true,
        types: ["node"],
      },
      include: ["*.mts"],
    }),
  );
  const tsc = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
  const compiled = await run(process.execPath, [tsc, "-p", folder]);
  expect(compiled).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

it("shows a quick start that works against the mock", async () => {
  const [code = ""] = blocks("README.md", "ts");
  expect(code).toContain("http://127.0.0.1:4010");
  const file = path.join(folder, "quick-start.mjs");
  await writeFile(file, code.replace("http://127.0.0.1:4010", mock.url));
  const started = await run(process.execPath, [file]);
  expect(started).toEqual({ exitCode: 0, stdout: "MUSTERMANN\n", stderr: "" });
});

/** What a block prints by its own words: the comments behind `console.log`. */
function promisedLines(code: string): string[] {
  return [...code.matchAll(/^\s*(?:if \(.*\) )?console\.log\(.*\); \/\/ (.+)$/gm)].map(
    ([, text = ""]) => text.replace(/^"(.*)"$/, "$1"),
  );
}

describe("the code in the READMEs of the packages", () => {
  const programs = pages
    .filter((page) => /^packages\/[^/]+\/README\.md$/.test(page))
    .flatMap((page) => blocks(page, "ts").map((code, index) => [page, index, code] as const));

  beforeAll(async () => {
    const specimen = path.join(repositoryRoot, "packages/client/examples/specimen-card.jpg");
    await mkdir(path.join(folder, "scans"));
    for (const name of ["card.jpg", "selfie.jpg", "scan.tiff", "scans/card.jpg"]) {
      await copyFile(specimen, path.join(folder, name));
    }
    // Not the configuration of this repository, which has its own folders of tests.
    await writeFile(path.join(folder, "vitest.config.mjs"), "export default {};\n");
    await writeFile(
      path.join(folder, "against-the-mock.mjs"),
      `
        import net from "node:net";
        const { fetch } = globalThis;
        globalThis.fetch = (url, init) =>
          fetch(String(url).replace(/^https:\\/\\/api\\.aisolution\\.credit/, process.env.MOCK_URL), init);
        // A server of a sample takes a free port, and does not keep the program running.
        const { listen } = net.Server.prototype;
        net.Server.prototype.listen = function (...given) {
          return given[0] === 8080 ? listen.call(this, 0, "127.0.0.1").unref() : listen.apply(this, given);
        };
      `,
    );
  });

  it.each(programs)("runs against the mock: %s, block %i", async (page, index, code) => {
    const isTest = code.includes('from "vitest"');
    const name = `run-${page.replaceAll(/[/.]/g, "-")}-${String(index)}${isTest ? ".test" : ""}.mjs`;
    const { code: plain } = await transform(code, { loader: "ts", format: "esm" });
    await writeFile(path.join(folder, name), plain);
    const vitest = path.join(repositoryRoot, "node_modules/vitest/vitest.mjs");
    const program = await run(
      process.execPath,
      isTest
        ? [vitest, "run", "--root", folder, name]
        : ["--import", "./against-the-mock.mjs", name],
      {
        cwd: folder,
        env: { MOCK_URL: mock.url },
        input: await readFile(path.join(folder, "card.jpg")),
      },
    );
    expect(program).toMatchObject({ exitCode: 0 });
    if (!/console\.(error|warn)/.test(code)) expect(program.stderr).toBe("");
    // White space and quotes of a printed value are those of the runtime.
    const bare = (line: string) => line.replaceAll(/[\s'"]/g, "");
    const lines = program.stdout.split("\n").map(bare);
    for (const line of promisedLines(code)) expect(lines).toContain(bare(line));
  });
});

it("shows a curl command whose request works against the mock", async () => {
  const command = blocks("README.md", "sh").find((block) => block.startsWith("curl")) ?? "";
  const [, url = ""] = /"(http[^"]+)"/.exec(command) ?? [];
  const [, header = ""] = /--header "Prefer: ([^"]+)"/.exec(command) ?? [];
  const [, field = ""] = /--data-urlencode "([^"]+)"/.exec(command) ?? [];
  const [name = "", ...value] = field.split("=");
  const response = await fetch(url.replace("http://127.0.0.1:4010", mock.url), {
    method: "POST",
    headers: { Prefer: header },
    body: new URLSearchParams({ [name]: value.join("=") }),
  });
  expect(await response.json()).toMatchObject({ status: "IMAGE_INVALID_SIZE" });
});
