/** Clients that know nothing of this project, as people use them with the service. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jpeg } from "../client/pictures.js";
import { run } from "../support/run.js";

const path = "/v1/de_ocr/general";
const formType = "application/x-www-form-urlencoded";
/** Longer than one argument of a program may be, and than the buffers of pipes and sockets. */
const picture = Buffer.from(jpeg(150_000));
const pictureText = picture.toString("base64");
const outcomes = catalogue.operations.find((operation) => operation.path === path)?.outcomes ?? [];
const example = (key: string): unknown => outcomes.find((one) => one.key === key)?.example.value;

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

beforeEach(() => {
  mock.reset();
});

afterAll(() => mock.close());

/** Shows that the picture came through byte for byte, and where the token was. */
function expectReceived(tokenIn: "query" | "header", image = picture): void {
  const sha256 = createHash("sha256").update(image).digest("hex");
  expect(mock.requests()).toMatchObject([
    { tokenIn, code: 200, key: "ok", fields: { img: { bytes: image.length, sha256 } } },
  ]);
}

/** A variable of this machine must not send the request elsewhere. */
const env = { NO_PROXY: "*", no_proxy: "*" };

const isMissing = (program: string): boolean =>
  spawnSync(program, ["--version"]).error !== undefined;

const curlIsMissing = isMissing("curl");
if (curlIsMissing) console.warn("curl is missing: the mock is not tested with it.");

describe.skipIf(curlIsMissing)("curl", () => {
  /** The options are those of the API's own documentation; `-q` leaves out the settings of this machine. */
  async function curl(options: readonly string[], input = "", query = "?token=TOKEN") {
    const { exitCode, stdout, stderr } = await run(
      "curl",
      [
        ...["-q", "--silent", "--show-error", "--location", "--request", "POST"],
        `${mock.url}${path}${query}`,
        ...options,
      ],
      { env, input: Buffer.from(input) },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    return stdout;
  }

  const header = ["--header", `Content-Type: ${formType}`];

  it("sends a small picture as the documentation has it", async () => {
    const small = Buffer.from(jpeg(20_000));
    const form = ["--data-urlencode", `img=${small.toString("base64")}`];
    expect(JSON.parse(await curl([...header, ...form]))).toEqual(example("ok"));
    expectReceived("query", small);
  });

  it.each([
    ["--data-urlencode img@-", ["--data-urlencode", "img@-"], pictureText],
    ["-d @-, encoded before", ["-d", "@-"], `img=${encodeURIComponent(pictureText)}`],
    [
      "--data-binary @-, encoded before",
      ["--data-binary", "@-"],
      `img=${encodeURIComponent(pictureText)}`,
    ],
  ])("sends a picture of 150 KB by %s", async (_name, form, input) => {
    expect(JSON.parse(await curl([...header, ...form], input))).toEqual(example("ok"));
    expectReceived("query");
  });

  it("needs no header for the content type", async () => {
    const answer = await curl(["--data-urlencode", "img@-"], pictureText);
    expect(JSON.parse(answer)).toEqual(example("ok"));
    expectReceived("query");
  });

  it("sends the token in a header", async () => {
    const options = ["-H", "Authorization: TOKEN", "--data-urlencode", "img@-"];
    expect(JSON.parse(await curl(options, pictureText, ""))).toEqual(example("ok"));
    expectReceived("header");
  });

  it.each([
    ["plus signs that are not encoded", ["-d", "@-"], `img=${pictureText}`, "%2B"],
    [
      "the line breaks of base64",
      ["--data-urlencode", "img@-"],
      pictureText.replaceAll(/.{76}/g, "$&\n"),
      "line breaks",
    ],
  ])("is told of %s", async (_name, form, input, reason) => {
    const [head = "", body = ""] = (await curl(["--include", ...form], input)).split("\r\n\r\n");
    expect(JSON.parse(body)).toEqual(example("image-invalid-format"));
    expect(head).toContain(reason);
  });

  it("is told what to send instead of a file upload", async () => {
    const answer: unknown = JSON.parse(await curl(["--form", "img=@-"], pictureText));
    expect(answer).toMatchObject({ message: expect.stringMatching(/file upload.*base64/) });
  });
});

const pythonIsMissing = isMissing("python3");
if (pythonIsMissing) console.warn("python3 is missing: the mock is not tested with it.");

describe.skipIf(pythonIsMissing)("Python's standard library", () => {
  const program = `
import base64, json, sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

address, headers = sys.argv[1], json.loads(sys.argv[2])
image = base64.b64encode(sys.stdin.buffer.read())
request = Request(address, data=urlencode({"img": image}).encode(), headers=headers)
try:
    with urlopen(request, timeout=30) as response:
        print(json.dumps({"code": response.status, "body": json.load(response)}))
except HTTPError as error:
    print(json.dumps({"code": error.code, "body": json.load(error)}))
`;

  async function python(query: string, headers: Record<string, string> = {}): Promise<unknown> {
    const { exitCode, stdout, stderr } = await run(
      "python3",
      ["-I", "-c", program, `${mock.url}${path}${query}`, JSON.stringify(headers)],
      { env, input: picture },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    return JSON.parse(stdout);
  }

  it.each([
    ["query", "?token=TOKEN", {}],
    ["header", "", { Authorization: "TOKEN" }],
  ] as const)(
    "sends a picture of 150 KB, with the token in the %s",
    async (tokenIn, query, headers) => {
      expect(await python(query, headers)).toEqual({ code: 200, body: example("ok") });
      expectReceived(tokenIn);
    },
  );

  it("reads an error", async () => {
    const unauthorized = catalogue.httpErrors.find(({ code }) => code === 401);
    expect(await python("")).toEqual({ code: 401, body: unauthorized?.example });
  });
});

describe("a request such as Postman sends", () => {
  const headers = {
    "User-Agent": "PostmanRuntime/7.43.0",
    Accept: "*/*",
    "Cache-Control": "no-cache",
    "Postman-Token": "00000000-0000-4000-8000-000000000000",
    "Accept-Encoding": "gzip, deflate, br",
    Connection: "keep-alive",
  };

  it("has its token in the header", async () => {
    const response = await fetch(`${mock.url}${path}`, {
      method: "POST",
      headers: { ...headers, Authorization: "TOKEN", "Content-Type": formType },
      body: `img=${encodeURIComponent(pictureText)}`,
    });
    expect(await response.json()).toEqual(example("ok"));
    expectReceived("header");
  });

  it("is told what to send instead of form-data", async () => {
    const body = new FormData();
    body.set("img", new Blob([picture]), "card.jpg");
    const response = await fetch(`${mock.url}${path}`, {
      method: "POST",
      headers: { ...headers, Authorization: "TOKEN" },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining("file upload"),
    });
  });
});
