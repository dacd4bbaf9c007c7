/** The workflows are valid, and run against the mock as anyone runs them. */
import { once } from "node:events";
import { createServer } from "node:http";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startMock, type Mock } from "@aisolution/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { child, isNode, list } from "../../openapi/lint/document.js";
import { runRedocly } from "../../scripts/lib/redocly.js";
import { repositoryRoot } from "../support/run.js";

const workflowsFile = path.join(repositoryRoot, "docs/downloads/arazzo/workflows.arazzo.yaml");

/** Respect hides every occurrence of a secret in what it prints: a short one would hide other words. */
const token = "token-of-the-arazzo-test-0123456789";

let folder = "";
const mocks: Mock[] = [];

beforeAll(async () => {
  // The contract lies beside the workflows, as in the downloads.
  folder = await mkdtemp(path.join(tmpdir(), "arazzo-"));
  const contract = path.join(repositoryRoot, "packages/openapi/openapi.json");
  await copyFile(contract, path.join(folder, "openapi.json"));
  await copyFile(workflowsFile, path.join(folder, "workflows.arazzo.yaml"));
  const text = await readFile(workflowsFile, "utf8");
  // Nothing is to be learned from waiting.
  const hasty = text.replaceAll(/retryAfter: \d+/g, "retryAfter: 0.01");
  expect(hasty).not.toBe(text);
  await writeFile(path.join(folder, "hasty.arazzo.yaml"), hasty);
});

afterAll(async () => {
  for (const mock of mocks) await mock.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<Mock> {
  const mock = await startMock({ port: 0 });
  mocks.push(mock);
  return mock;
}

interface Outcome {
  readonly exitCode: number;
  readonly printed: string;
  /** `workflow/step: status`, in the order in which they ran. */
  readonly steps: readonly string[];
  /** `operation: answer`, as the mock received and gave them. */
  readonly calls: readonly string[];
}

async function respect(
  name: string,
  mock: Pick<Mock, "url" | "requests">,
  options: readonly string[] = [],
  file = "hasty.arazzo.yaml",
): Promise<Outcome> {
  const report = path.join(folder, `${name}.json`);
  const { exitCode, stdout, stderr } = await runRedocly(
    "respect",
    path.join(folder, file),
    ...["--input", `token=${token}`],
    ...["--server", `aisolution=${mock.url}`],
    ...["--json-output", report],
    ...options,
  );
  const printed = `${stdout}${stderr}`;
  const json = await readFile(report, "utf8").catch(() => printed);
  return {
    exitCode,
    printed: `${printed}${json}`,
    steps: stepsOf(JSON.parse(json)),
    calls: mock.requests().map(({ operationId = "", key }) => `${operationId}: ${key}`),
  };
}

function stepsOf(report: unknown): readonly string[] {
  const [file] = Object.values(child(report, "files"));
  return list(isNode(file) ? file["executedWorkflows"] : undefined)
    .flatMap((workflow) => list(isNode(workflow) ? workflow["executedSteps"] : undefined))
    .filter(isNode)
    .map((step) => [step["workflowId"], step["stepId"], step["status"]].map(String).join(" "));
}

describe.concurrent("the Arazzo workflows", () => {
  it("are valid", async () => {
    const run = await runRedocly("lint", path.join(folder, "workflows.arazzo.yaml"));
    expect(run.stderr).toContain("is valid");
    expect(run.exitCode).toBe(0);
  });

  it("run to their ends, and wait where the contract says so", async () => {
    const mock = await start();
    mock.next("addFace", "retry-later", "service-unavailable");
    mock.next("getWhatsAppDetail", "checking", "unavailable", "too-many-requests", "checking");
    const { exitCode, printed, steps, calls } = await respect("passing", mock);
    expect(calls).toEqual([
      "addFace: retry-later",
      "addFace: service-unavailable",
      "addFace: ok",
      "searchFaces: ok",
      "deleteFace: ok",
      "searchFaces: ok",
      "getWhatsAppDetail: checking",
      "getWhatsAppDetail: unavailable",
      "getWhatsAppDetail: too-many-requests",
      "getWhatsAppDetail: checking",
      "getWhatsAppDetail: checking",
      "getWhatsAppDetail: registered",
    ]);
    // A try that is repeated ends in an error, and does not count in the end.
    expect(steps).toEqual([
      "addSearchDeleteFace addFace error",
      "addSearchDeleteFace addFace error",
      "addSearchDeleteFace addFace success",
      "addSearchDeleteFace findFace success",
      "addSearchDeleteFace deleteFace success",
      "addSearchDeleteFace findFaceNoMore success",
      ...Array.from({ length: 5 }, () => "lookUpWhatsAppNumber getWhatsAppDetail error"),
      "lookUpWhatsAppNumber getWhatsAppDetail success",
    ]);
    expect(printed).toContain("Steps: 5 passed, 5 total");
    expect(printed).toContain("2 passed, 2 total");
    expect(exitCode, printed).toBe(0);
    expect(printed).not.toContain(token);
  });

  it("fail at a wrong answer, and call no further", async () => {
    const mock = await start();
    mock.next("searchFaces", "fail");
    const workflow = ["--workflow", "addSearchDeleteFace"];
    const { exitCode, steps, calls } = await respect("failing", mock, workflow);
    expect(calls).toEqual(["addFace: ok", "searchFaces: fail"]);
    expect(steps).toEqual([
      "addSearchDeleteFace addFace success",
      "addSearchDeleteFace findFace error",
    ]);
    expect(exitCode).toBe(1);
  });

  it("run as they are published", async () => {
    const mock = await start();
    mock.next("getWhatsAppDetail", "registered");
    const { exitCode, printed, calls } = await respect(
      "published",
      mock,
      [],
      "workflows.arazzo.yaml",
    );
    expect(exitCode, printed).toBe(0);
    expect(calls.at(-1)).toBe("getWhatsAppDetail: registered");
  });

  it.each([429, 503])("do not repeat after HTTP %i without Retry-After", async (code) => {
    let calls = 0;
    const server = createServer((request, response) => {
      calls += 1;
      request.resume();
      response.writeHead(code, { "Content-Type": "application/json" });
      response.end('{"status":"BUSY","message":"busy"}');
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    try {
      const busy = { url: `http://127.0.0.1:${String(port)}`, requests: () => [] };
      const { exitCode } = await respect(`busy-${String(code)}`, busy);
      expect(exitCode).toBe(1);
      // Each of the two workflows begins with a call.
      expect(calls).toBe(2);
    } finally {
      server.close();
    }
  });
});
