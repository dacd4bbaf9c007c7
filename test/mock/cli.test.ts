/** The command `aisolution-mock`, as a user runs it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { repositoryRoot } from "../support/run.js";

const command = path.join(repositoryRoot, "packages/mock/bin/aisolution-mock.js");
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

interface Running {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly errors: string[];
  /** Waits for a line, and gives what the pattern found in it. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits for the end, and gives the exit code. */
  end(): Promise<number | null>;
}

function start(...parameters: string[]): Running {
  const child = spawn(process.execPath, [command, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const ended = once(child, "close");
  const lines: string[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    tell();
  });
  createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
  void ended.then(tell);
  return {
    child,
    lines,
    errors,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          for (const line of lines) {
            const found = pattern.exec(line);
            if (found === null) continue;
            waiting.delete(look);
            resolve(found);
            return;
          }
          if (child.exitCode !== null) {
            reject(new Error(`It ended without ${String(pattern)}: ${errors.join("\n")}`));
          }
        };
        waiting.add(look);
        look();
      }),
    async end() {
      await ended;
      return child.exitCode;
    },
  };
}

async function serve(...parameters: string[]): Promise<Running & { readonly url: string }> {
  const running = start("--port", "0", ...parameters);
  const [, url = ""] = await running.line(/on (http:\S+) \(Ctrl-C/);
  return { ...running, url };
}

describe("the mock", () => {
  it("shows a line for each request, without a value of it, and ends with Ctrl-C", async () => {
    const mock = await serve("--verbose");
    const response = await fetch(`${mock.url}/v1/delface?token=SECRET`, {
      method: "POST",
      body: new URLSearchParams({ person_id: "Erika" }),
    });
    expect(await response.json()).toMatchObject({ status: "PERSON_ID_NOT_EXIST" });
    const [line] = await mock.line(/^POST \/v1\/delface .*/);
    expect(line).toMatch(
      /^POST \/v1\/delface 200 person-id-not-exist \(input\) \d+ ms {2}The group .* {2}\{"person_id":\{"kind":"text","length":5\}\}$/,
    );
    expect(mock.lines.join("\n")).not.toMatch(/SECRET|Erika/);
    mock.child.kill("SIGINT");
    expect(await mock.end()).toBe(0);
    expect(mock.errors).toEqual([]);
  });

  it("prints a curl line that works as it stands", async () => {
    const mock = await serve();
    const [, address = "", field = "", value = ""] = await mock.line(
      /^ {2}curl '([^']+)' --data-urlencode '(\w+)=([^']+)'$/,
    );
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams({ [field]: value }),
    });
    expect(await response.json()).toMatchObject({ status: "OK" });
  });

  it("takes its options", async () => {
    const mock = await serve("--fail-rate", "1", "--seed", "7", "--rate-limit", "1");
    const call = async () =>
      fetch(`${mock.url}/v1/delface?token=test`, {
        method: "POST",
        body: new URLSearchParams({ person_id: "1" }),
      });
    expect((await call()).headers.get("x-mock-chosen-by")).toBe("fault");
    expect((await call()).status).toBe(429);
  });

  it.each([
    ["mock", []],
    ["proxy", ["proxy", "http://127.0.0.1:1"]],
  ])(
    "says which port is taken, and what to do: %s",
    async (_name, parameters) => {
      const server = createServer();
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      try {
        const address = server.address();
        const port = typeof address === "object" && address !== null ? String(address.port) : "";
        const mock = start(...parameters, "--port", port);
        expect(await mock.end()).toBe(1);
        expect(mock.errors).toEqual([
          `Port ${port} is in use. Choose another port, or 0 for a free one.`,
        ]);
      } finally {
        server.close();
      }
    },
    30_000,
  );

  it.each([
    [["--port", "x"], /^--port must be a number\.$/],
    [["--fail-rate", "2"], /^failRate must be a number from 0 to 1, not 2\.$/],
    [["--operation", "addFace"], /^--operation is not an option of mock\.$/],
    [["serve"], /^There is no command serve\./],
    [["constructor"], /^There is no command constructor\./],
    [["--nothing"], /^There is no option --nothing\.$/],
    [["--prot", "4010"], /^There is no option --prot\. Did you mean --port\?$/],
    [["images"], /^Name the directory/],
    [["images", "a", "b"], /^There are too many arguments/],
    [["proxy"], /^Name the service/],
    [["proxy", "http://example.com"], /https/],
  ])("refuses %j", async (parameters, message) => {
    const ended = start(...parameters);
    expect(await ended.end()).toBeGreaterThan(0);
    expect(ended.errors[0]).toMatch(message);
    expect(ended.lines).toEqual([]);
  });

  it("shows its help and its version", async () => {
    const help = start("--help");
    expect(await help.end()).toBe(0);
    expect(help.lines.join("\n")).toMatch(/--allow-callback-hosts/);
    const version = start("--version");
    expect(await version.end()).toBe(0);
    expect(version.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  });
});

it("images writes pictures, each of which brings its answer", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "mock-images-"));
  try {
    const written = start("images", folder, "--operation", "compareFaces");
    expect(await written.end()).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual(
      written.lines.map((line) => path.basename(line)).toSorted(),
    );
    expect(written.lines).toContain(path.join(folder, "not-sure.png"));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("proxy reports what does not match, and ends with 1", async () => {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end('{"status":"SOMETHING_NEW","message":"Erika"}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const proxy = start("proxy", `http://127.0.0.1:${port}`, "--port", "0");
    const [, url = ""] = await proxy.line(/on (http:\S+) \(Ctrl-C/);
    const response = await fetch(`${url}/v1/delface?token=SECRET`, {
      method: "POST",
      body: new URLSearchParams({ person_id: "1" }),
    });
    expect(await response.text()).toBe('{"status":"SOMETHING_NEW","message":"Erika"}');
    await proxy.line(/\/v1\/delface/);
    proxy.child.kill("SIGTERM");
    expect(await proxy.end()).toBe(1);
    expect(proxy.lines.at(-1)).toMatch(/mismatch/);
    expect([...proxy.lines, ...proxy.errors].join("\n")).not.toMatch(/SECRET|Erika/);
  } finally {
    server.close();
  }
}, 30_000);
