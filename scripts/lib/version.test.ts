import { describe, expect, it } from "vitest";
import { compareVersions, parseVersion } from "./version.js";

describe("parseVersion", () => {
  it("reads a tag", () => {
    expect(parseVersion("v1.20.3-rc.1")).toEqual({
      text: "1.20.3-rc.1",
      numbers: [1, 20, 3],
      prerelease: ["rc", "1"],
    });
    expect(parseVersion("0.1.0")).toMatchObject({ text: "0.1.0", prerelease: [] });
  });

  it.each(["", "v", "next", "v1", "1.2", "v1.2.3.4", "v01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+5"])(
    "refuses %j",
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );

  it.each(["v1.2.3/..", "../v1.2.3", "v1.2.3\n", " v1.2.3", "v1.2.3-a/b", "v1.2.3-..", "V1.2.3"])(
    "refuses what could lead elsewhere as a path: %j",
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );
});

describe("compareVersions", () => {
  it("orders as Semantic Versioning does", () => {
    const ordered = [
      ...["0.9.10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta"],
      ...["1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0"],
    ];
    const versions = ordered.map(parseVersion).filter((version) => version !== undefined);
    const shuffled = [...versions.slice(5).reverse(), ...versions.slice(0, 5)];
    expect(shuffled.sort(compareVersions).map(({ text }) => text)).toEqual(ordered);
  });
});
