import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { contractFolder } from "./paths.js";
import { unusedFiles } from "./unused-files.js";

it("finds files that nothing refers to, and only those", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "unused-"));
  try {
    await cp(contractFolder, folder, { recursive: true });
    expect(await unusedFiles(folder)).toEqual([]);
    const orphans = ["components/schemas/Orphan.yaml", "paths/face/orphan.yml"];
    for (const orphan of orphans) await writeFile(path.join(folder, orphan), "type: string\n");
    expect(await unusedFiles(folder)).toEqual(orphans.map((orphan) => path.join(folder, orphan)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
