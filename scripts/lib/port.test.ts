import { describe, expect, it } from "vitest";
import { listenError, readPort } from "./port.js";

describe("readPort", () => {
  it.each([
    ["0", 0],
    ["8080", 8080],
    ["65535", 65_535],
  ])("reads %s", (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(["", " ", "abc", "-1", "1e3", "80.5", "65536", "0x50"])("refuses %j", (text) => {
    expect(() => readPort(text)).toThrow("--port must be an integer from 0 to 65535");
  });
});

describe("listenError", () => {
  it("explains a port that is in use, and nothing else", () => {
    const inUse = Object.assign(new Error("listen"), { code: "EADDRINUSE" });
    expect(listenError(inUse, 80)).toMatchObject({
      message: expect.stringMatching(/^Port 80 is in use/),
    });
    const other = new Error("other");
    expect(listenError(other, 80)).toBe(other);
  });
});
