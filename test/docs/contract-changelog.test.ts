import { execFile, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { operationNames, placeInWords } from "../../scripts/docs/change-place.js";
import {
  changelogPage,
  contractChangelog,
  type ContractChangelog,
} from "../../scripts/docs/contract-changelog.js";
import { renderMarkdown } from "../../scripts/docs/markdown.js";
import { contractAtRef } from "../../scripts/lib/contract-at-ref.js";
import { contractHash } from "../../scripts/lib/contract-hash.js";

const run = promisify(execFile);

/** A small contract. `fields` are those of its one answer. */
function contract(version: string, fields: readonly string[], description = "Text.") {
  return {
    openapi: "3.1.0",
    info: { title: "Small", version, description },
    paths: {
      "/v1/small": {
        post: {
          operationId: "recognizeSmall",
          responses: {
            "200": {
              description: "Answer.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Small" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Small: {
          type: "object",
          properties: Object.fromEntries(fields.map((name) => [name, { type: "string" }])),
        },
      },
    },
  };
}

describe("placeInWords", () => {
  const names = operationNames(contract("1.0.0", []));

  it.each([
    ["openapi", "`openapi`"],
    ["info.version", "the contract's `version`"],
    ["servers.https://api.example.com", "server `https://api.example.com`"],
    ["security.token", "credentials `token` of all operations"],
    ["paths./v1/small", "path `/v1/small`"],
    ["paths./v1/small.post", "operation `recognizeSmall`"],
    ["paths./v1/small.post.security.none", "credentials `none` of operation `recognizeSmall`"],
    ["paths./v1/other.post", "`post` of path `/v1/other`"],
    ["paths./v1/small.post.requestBody", "the request of operation `recognizeSmall`"],
    [
      "paths./v1/small.post.responses.200.content.application/json.examples.ok.value",
      "`value` of example `ok` of media type `application/json` of answer `200` of operation `recognizeSmall`",
    ],
    [
      "paths./v1/small.post.callbacks.done.{$request.body#/callback}.get.parameters.query.number",
      "query parameter `number` of callback `done` of operation `recognizeSmall`",
    ],
    ["webhooks.done", "webhook `done`"],
    ["components.securitySchemes.token", "security scheme `token`"],
    ["components.headers.RetryAfter.schema.type", "`type` of header `RetryAfter`"],
    ["components.schemas.Small", "`Small`"],
    ["components.schemas.Small.properties.a", "field `a` of `Small`"],
    ["components.schemas.Small.required.a", "field `a` of `Small`"],
    ["components.schemas.Small.items.enum.A. B", "value `A. B` of the items of `Small`"],
    ["components.schemas.SmallResponse.oneOf.RetryLater", "`RetryLater` of `SmallResponse`"],
    ["components.schemas.Small.x-variants.checking", "outcome `checking` of `Small`"],
    [
      "components.schemas.Small.x-variants.checking.billing",
      "`billing` of outcome `checking` of `Small`",
    ],
    ["components.schemas.Small.x-variants", "the outcomes of `Small`"],
    [
      "components.schemas.Small.properties.a.x-field.date.formats.dd.MM.yyyy",
      "`x-field.date.formats.dd.MM.yyyy` of field `a` of `Small`",
    ],
    ["something.new", "`something.new`"],
  ])("%s is %s", (place, words) => {
    expect(placeInWords(place, names)).toBe(words);
  });
});

describe("the first version with a contract", () => {
  const alone = { tag: "v1.0.0", contract: "1.0.0" };
  const missing = { tag: "v0.1.0", problem: "missing" } as const;
  const unreadable = { tag: "v0.2.0", problem: "unreadable" } as const;
  const comparison = { since: "v1.0.0", verdict: "none", changes: [] } as const;
  const unknown = "There is no earlier one to compare with.";
  const known = "It is the first version with a contract.";

  it.each([
    ["it is the only one", "whole", [alone], [known]],
    ["those before it have none", "whole", [alone, missing], [known]],
    ["one before it cannot be read", "whole", [alone, unreadable, missing], [unknown]],
    ["the history is not whole", "partial", [alone], [unknown]],
    ["no release has one", "whole", [missing], [known]],
    ["no release can be read", "whole", [unreadable], [unknown]],
  ] as const)("is named or not, where %s", (_, history, released, expected) => {
    const current = released[0] === alone ? { comparison } : {};
    const page = changelogPage({ history, current: { contract: "2.0.0", ...current }, released });
    expect([known, unknown].filter((text) => page.includes(text))).toEqual(expected);
  });
});

const gitIsMissing = spawnSync("git", ["--version"]).error !== undefined;
if (gitIsMissing) console.warn("Git is missing: the contract's changelog is not tested.");

describe.skipIf(gitIsMissing)("the changelog of the contract", () => {
  let folder = "";
  let repository = "";
  let changelog: ContractChangelog;
  const current = {
    ...contract("3.0.0", ["a", "d"], "New text."),
    "x-generated": "Generated.",
  };

  async function git(where: string, ...options: readonly string[]): Promise<void> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const env = {
      ...process.env,
      ...{ GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
      GIT_AUTHOR_DATE: "2026-01-31T12:00:00Z",
      GIT_COMMITTER_DATE: "2026-01-31T12:00:00Z",
    };
    await run("git", ["-C", where, ...identity, ...options], { env });
  }

  /** Commits a contract, and the bundle that was made from it. Redocly then has nothing to do. */
  async function commit(tag: string, whole?: object, marked = whole): Promise<void> {
    await rm(path.join(repository, "openapi"), { recursive: true, force: true });
    await rm(path.join(repository, "packages"), { recursive: true, force: true });
    if (whole !== undefined) {
      const source = path.join(repository, "openapi");
      const bundle = path.join(repository, "packages/openapi");
      await mkdir(source, { recursive: true });
      await mkdir(bundle, { recursive: true });
      await writeFile(path.join(source, "openapi.yaml"), stringify(whole));
      const text = JSON.stringify({ ...marked, "x-generated": "Generated." });
      await writeFile(path.join(bundle, "openapi.json"), text);
      const catalogue = { contract: { sha256: await contractHash(source) } };
      await writeFile(path.join(bundle, "catalogue.json"), JSON.stringify(catalogue));
    }
    await git(repository, "add", "--all");
    await git(repository, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", tag);
    await git(repository, "tag", tag);
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "contract-changelog-test-"));
    repository = path.join(folder, "repository");
    await mkdir(repository);
    await git(repository, "init", "--quiet");
    await commit("v0.1.0");
    await commit("v0.2.0", contract("1.0.0", ["a", "b"]));
    await commit("v0.10.0", contract("1.2.0", ["a", "b", "c"]));
    await commit("v0.3.0", contract("1.1.0", ["a", "b"], "Other text."));
    await commit("v1.0.0", contract("2.0.0", ["a", "<b>"]));
    await commit("vnext", contract("9.0.0", ["never"]));
    // Only here is the bundle made again: what was committed is of other files, or there is none.
    await commit("v1.1.0", { openapi: "3.1.0", paths: { $ref: "./missing.yaml" } });
    await rm(path.join(repository, "packages"), { recursive: true });
    await git(repository, "commit", "--quiet", "--all", "--no-verify", "-m", "Broken");
    await git(repository, "tag", "--force", "v1.1.0");
    await commit("v1.2.0", contract("2.0.0", ["a", "<b>"]));
    changelog = await contractChangelog({ root: repository, bundle: current });
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("orders the tags as versions, and compares each with the one before that can be read", () => {
    const rows = changelog.released.map(({ tag, contract, problem, comparison }) => [
      tag,
      contract ?? problem,
      comparison?.since,
      comparison?.verdict,
    ]);
    expect(rows).toEqual([
      ["v1.2.0", "2.0.0", "v1.0.0", "none"],
      ["v1.1.0", "unreadable", undefined, undefined],
      ["v1.0.0", "2.0.0", "v0.10.0", "breaking"],
      ["v0.10.0", "1.2.0", "v0.3.0", "compatible"],
      ["v0.3.0", "1.1.0", "v0.2.0", "documentation"],
      ["v0.2.0", "1.0.0", undefined, undefined],
      ["v0.1.0", "missing", undefined, undefined],
    ]);
    expect(changelog.history).toBe("whole");
    expect(changelog.released.map(({ date }) => date)).toEqual(Array(7).fill("2026-01-31"));
  });

  it("does not read the tags again, but sees a new one", async () => {
    const again = await contractChangelog({ root: repository, bundle: current });
    expect(again).toEqual(changelog);
    expect(again.released).toBe(changelog.released);
    await git(repository, "tag", "v1.2.1");
    const more = await contractChangelog({ root: repository, bundle: current });
    await git(repository, "tag", "--delete", "v1.2.1");
    expect(more.released.map(({ tag }) => tag).slice(0, 2)).toEqual(["v1.2.1", "v1.2.0"]);
  });

  it("says in words what changed, worst first, also in the working tree", () => {
    expect(changelog.current).toEqual({
      contract: "3.0.0",
      comparison: {
        since: "v1.2.0",
        verdict: "breaking",
        changes: [
          {
            severity: "breaking",
            place: "components.schemas.Small.properties.<b>",
            text: "was removed: readers lose this field.",
            words: "field `<b>` of `Small`",
          },
          expect.objectContaining({ severity: "compatible", words: "field `d` of `Small`" }),
          expect.objectContaining({ words: "the contract's `version`", text: "was edited." }),
          expect.objectContaining({ words: "the contract's `description`" }),
        ],
      },
    });
  });

  it("is a page, with one heading for each version and list", () => {
    const page = changelogPage(changelog);
    expect(page.slice(page.indexOf("## Unreleased"), page.indexOf("## v0.10.0"))).toBe(
      `## Unreleased

The contract has version 3.0.0. **It breaks programs that were written for v1.2.0.**

### Breaking changes since v1.2.0

- Field \`<b>\` of \`Small\` was removed: readers lose this field.

### Compatible changes since v1.2.0

- Field \`d\` of \`Small\` was added: readers may use this field.

### Changed texts since v1.2.0

- The contract's \`version\` was edited.
- The contract's \`description\` was edited.

## v1.2.0

Released on 2026-01-31. The contract has version 2.0.0. Nothing changed since v1.0.0.

## v1.1.0

Released on 2026-01-31. The contract of this version cannot be read.

## v1.0.0

Released on 2026-01-31. The contract has version 2.0.0. **It breaks programs that were written for v0.10.0.**

### Breaking changes in v1.0.0

- Field \`b\` of \`Small\` was removed: readers lose this field.
- Field \`c\` of \`Small\` was removed: readers lose this field.

### Compatible changes in v1.0.0

- Field \`<b>\` of \`Small\` was added: readers may use this field.

### Changed texts in v1.0.0

- The contract's \`version\` was edited.

`,
    );
    expect(page).toContain("version 1.0.0. It is the first version with a contract.");
    expect(page).toContain("Released on 2026-01-31. This version has no contract.");
    const { headings, html } = renderMarkdown(page, { link: (href) => href });
    const texts = headings.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(html).toContain("<code>&lt;b&gt;</code>");
  });

  it("says that nothing was released, where there is no tag", async () => {
    const untagged = path.join(folder, "untagged");
    await git(folder, "clone", "--quiet", "--no-tags", `file://${repository}`, untagged);
    const found = await contractChangelog({ root: untagged, bundle: current });
    expect(found).toEqual({ history: "whole", current: { contract: "3.0.0" }, released: [] });
    expect(changelogPage(found)).toContain(
      "No version was released yet.\n\nThe contract has version 3.0.0 now.\n",
    );
  });

  it("says that older versions can be missing, in a shallow clone", async () => {
    const shallow = path.join(folder, "shallow");
    await git(folder, "clone", "--quiet", "--depth", "1", `file://${repository}`, shallow);
    const found = await contractChangelog({ root: shallow, bundle: current });
    expect(found.history).toBe("partial");
    expect(found.released.map(({ tag }) => tag)).toEqual(["v1.2.0"]);
    expect(found.current.comparison?.since).toBe("v1.2.0");
    expect(changelogPage(found)).toContain("so older versions can be missing.\n\n## Unreleased");
    await git(shallow, "tag", "--delete", "v1.2.0");
    const page = changelogPage(await contractChangelog({ root: shallow, bundle: current }));
    expect(page).toContain("No released version is in that part.");
    expect(page).not.toContain("No version was released yet");
  });

  it("says that there is no history outside a clone, also inside a repository of others", async () => {
    const outside = path.join(folder, "outside");
    const inside = path.join(repository, "unpacked");
    for (const place of [outside, inside]) {
      await cp(path.join(repository, "openapi"), path.join(place, "openapi"), { recursive: true });
      const found = await contractChangelog({ root: place, bundle: current });
      expect(found).toEqual({ history: "none", current: { contract: "3.0.0" }, released: [] });
      const page = changelogPage(found);
      expect(page).toContain(
        "without the history of the repository. Its contract has version 3.0.0.",
      );
      expect(page).not.toContain("##");
    }
  });

  describe("a fault of the machine is no fact about a release, and is not remembered", () => {
    /** The only programs that are found: those of this machine by their names, and scripts by their texts. */
    async function findOnly(bin: string, programs: Readonly<Record<string, string | undefined>>) {
      await mkdir(bin);
      for (const [name, script] of Object.entries(programs)) {
        const file = path.join(bin, name);
        const { stdout } = await run("sh", ["-c", `command -v ${name}`]);
        if (script === undefined) await symlink(stdout.trim(), file);
        else await writeFile(file, script.replace("$GIT", stdout.trim()));
        await chmod(file, 0o755);
      }
      vi.stubEnv("PATH", bin);
    }
    const killed = (command: string) =>
      `#!/bin/sh\ncase "$*" in *${command}*) kill -9 $$;; esac\nexec $GIT "$@"\n`;

    it.each<[string, (bin: string) => Promise<void>, RegExp]>([
      ["tar is missing", (bin) => findOnly(bin, { git: undefined }), /spawn tar ENOENT/],
      [
        "git is killed while it looks for a contract",
        (bin) => findOnly(bin, { git: killed("cat-file*refs/tags"), tar: undefined }),
        /^Command failed: git .* cat-file/,
      ],
      [
        "git is killed while it reads a bundle",
        (bin) => findOnly(bin, { git: killed("show"), tar: undefined }),
        /^Command failed: git .* show/,
      ],
      [
        "the bundler has no memory",
        (bin) => {
          vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=8");
          return findOnly(bin, { git: undefined, tar: undefined });
        },
        /^Redocly cannot run/,
      ],
    ])("%s", async (name, breakMachine, message) => {
      const clone = path.join(folder, name);
      await git(folder, "clone", "--quiet", `file://${repository}`, clone);
      await breakMachine(`${clone}-bin`);
      await expect(contractChangelog({ root: clone, bundle: current })).rejects.toThrow(message);
      vi.unstubAllEnvs();
      const { released } = await contractChangelog({ root: clone, bundle: current });
      expect(released).toEqual(changelog.released);
    });
  });

  it("takes a committed bundle only if it is of the same files", async () => {
    const fresh = contract("1.0.0", ["a"]);
    await commit("fresh", fresh, { ...fresh, servers: [{ url: "https://bundle.example.com" }] });
    expect(await contractAtRef(repository, "fresh")).toEqual({
      ...fresh,
      servers: [{ url: "https://bundle.example.com" }],
    });
    await writeFile(
      path.join(repository, "openapi/openapi.yaml"),
      stringify(contract("1.0.1", ["a"])),
    );
    await git(repository, "commit", "--quiet", "--all", "--no-verify", "-m", "Stale");
    expect(await contractAtRef(repository, "HEAD")).toEqual(contract("1.0.1", ["a"]));
  });
});
