import { describe, expect, it } from "vitest";
import { mockAgainName, mockName, prismName, type MockResults } from "./measure-mock.js";
import { judgeMock, percentile } from "./mock-bars.js";

const plan = { rounds: 8, requests: 4, starts: 3, memoryStep: 2000, memoryRequests: 20_000 };
const rounds = [1, 1.01, 0.99, 1.02, 1, 0.98, 1, 1.01];

/** Rounds whose times are so many times those of the mock. */
const loads = (times: number) =>
  rounds.map((round) => {
    const latency = 8 * times * round;
    return { time: latency, latencies: [latency, latency, latency, latency * 2] };
  });

/** What a process has at each look, in bytes. */
const memory = (bytes: (look: number) => number) =>
  Array.from({ length: 10 }, (_value, look) => ({
    requests: plan.memoryStep * (look + 1),
    used: bytes(look),
    resident: bytes(look) * 10,
  }));

const good: MockResults = {
  plan,
  loads: new Map([
    [mockName, loads(1)],
    [mockAgainName, [...loads(1)].reverse()],
    [prismName, loads(2)],
  ]),
  memory: memory((look) => 9e6 + (look % 2) * 1e4),
  starts: new Map([
    [mockName, [180, 200, 220]],
    [prismName, [2900, 3000, 3100]],
  ]),
};

const verdicts = (results: MockResults) => judgeMock(results).map(({ verdict }) => verdict);

describe("judgeMock", () => {
  it("sees what is kept, and says how well", () => {
    expect(verdicts(good)).toEqual(["met", "met", "met", "met", "met"]);
    expect(judgeMock(good).map(({ measured }) => measured)).toEqual([
      "2.00 × as many",
      "0.50 ×",
      "1.001 ×",
      "1.001 ×",
      "0.20 s",
    ]);
  });

  it("sees a mock that is slower than Prism", () => {
    const slow = new Map([...good.loads, [prismName, loads(0.8)] as const]);
    expect(verdicts({ ...good, loads: slow }).slice(0, 2)).toEqual(["missed", "missed"]);
  });

  it("sees some bytes that each request leaves", () => {
    const leak = memory((look) => 9e6 + look * plan.memoryStep * 60);
    expect(verdicts({ ...good, memory: leak })[2]).toBe("missed");
    const large = memory((look) => 9e6 + look * plan.memoryStep * 600);
    expect(verdicts({ ...good, memory: large })[3]).toBe("missed");
  });

  it("sees a slow start", () => {
    const starts = new Map([...good.starts, [mockName, [1400, 1500, 1600]] as const]);
    expect(verdicts({ ...good, starts })[4]).toBe("missed");
  });
});

it.each([
  [[5], 0.99, 5],
  [[3, 1, 2], 0.5, 2],
  [Array.from({ length: 100 }, (_value, index) => index + 1), 0.99, 99],
  [Array.from({ length: 200 }, (_value, index) => index + 1), 0.99, 198],
])("percentile of %j", (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
