import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { hostileProse } from "../support/hostile-texts.js";
import { isNode, list } from "../../openapi/lint/document.js";
import { reports } from "../../scripts/lint/formats.js";
import type { Problem } from "../../scripts/lint/problem.js";

const root = "/contract";

function problem(message: string, more: Partial<Problem> = {}): Problem {
  const place = { file: `${root}/paths/a:b,c%.yaml`, line: 3, column: 5 };
  return { ...place, severity: "error", rule: "some-rule", message, ...more };
}

/** Reads a command as the runner of GitHub does. */
function readCommand(line: string): unknown {
  const [, level, properties = "", data = ""] = /^::(\w+) (.*?)::([^]*)$/.exec(line) ?? [];
  const decode = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const pairs = properties.split(",").map((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return [name, decode(value)];
  });
  return { level, ...Object.fromEntries(pairs), message: decode(data) };
}

describe("text", () => {
  it("has one line for each problem", () => {
    const problems = [problem("One."), problem("Two\nlines.", { severity: "warning" })];
    expect(reports.text(problems, root)).toBe(
      "paths/a:b,c%.yaml:3:5  error  some-rule  One.\npaths/a:b,c%.yaml:3:5  warning  some-rule  Two lines.",
    );
    expect(reports.text([], root)).toBe("");
  });
});

describe("json", () => {
  it.each(hostileProse)("has the problems with paths that are relative: %j", (message) => {
    expect(JSON.parse(reports.json([problem(message)], root))).toEqual([
      { ...problem(message), file: "paths/a:b,c%.yaml" },
    ]);
  });
});

describe("github", () => {
  it.each(hostileProse)("is one command for each problem, and each a whole one: %j", (message) => {
    const lines = reports.github([problem(message), problem("Other.")], root).split("\n");
    expect(lines.map(readCommand)).toEqual(
      [message, "Other."].map((text) => ({
        level: "error",
        file: "paths/a:b,c%.yaml",
        line: "3",
        col: "5",
        title: "some-rule",
        message: text,
      })),
    );
    for (const line of lines) expect(line).not.toContain("\r");
  });

  it("writes nothing where there is nothing", () => {
    expect(reports.github([], root)).toBe("");
  });
});

describe("sarif", () => {
  it.each(hostileProse)("has what SARIF 2.1.0 requires: %j", (message) => {
    const problems = [problem(message), problem("Other.", { rule: "two", severity: "warning" })];
    const log: unknown = JSON.parse(reports.sarif(problems, root));
    expect(log).toMatchObject({ version: "2.1.0" });
    const [run] = list(isNode(log) ? log["runs"] : []);
    expect(run).toMatchObject({
      tool: { driver: { name: "spec:lint", rules: [{ id: "some-rule" }, { id: "two" }] } },
      results: [
        { ruleId: "some-rule", ruleIndex: 0, level: "error", message: { text: message } },
        { ruleId: "two", ruleIndex: 1, level: "warning", message: { text: "Other." } },
      ].map((result) => ({
        ...result,
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "paths/a%3Ab%2Cc%25.yaml", uriBaseId: "ROOT" },
              region: { startLine: 3, startColumn: 5 },
            },
          },
        ],
      })),
    });
  });

  it("is a whole log where there is nothing", () => {
    expect(JSON.parse(reports.sarif([], root))).toMatchObject({ runs: [{ results: [] }] });
  });
});

describe("junit", () => {
  const parse = (text: string): Document =>
    new new JSDOM("").window.DOMParser().parseFromString(text, "application/xml");

  it.each(hostileProse)("is well-formed, with a case for each file: %j", (message) => {
    const other = { file: `${root}/other.yaml` };
    const problems = [problem(message), problem("Two.", other), problem("Three.", other)];
    const { documentElement } = parse(reports.junit(problems, root));
    expect(documentElement.tagName).toBe("testsuites");
    const cases = [...documentElement.querySelectorAll("testcase")];
    expect(cases.map((one) => [one.getAttribute("name"), one.children.length])).toEqual([
      ["paths/a:b,c%.yaml", 1],
      ["other.yaml", 2],
    ]);
    expect(documentElement.querySelectorAll("*")).toHaveLength(1 + 2 + 3);
    expect(documentElement.getAttribute("failures")).toBe("2");
  });

  it("has a case that passed where there is nothing", () => {
    const { documentElement } = parse(reports.junit([], root));
    expect(documentElement.querySelectorAll("testcase")).toHaveLength(1);
    expect(documentElement.querySelectorAll("failure")).toHaveLength(0);
    expect(documentElement.getAttribute("tests")).toBe("1");
  });
});
