import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentStamp } from "./content-stamp";

describe("content stamp", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "content-stamp-"));
    await mkdir(join(root, "lib", "deep"), { recursive: true });
    await writeFile(join(root, "lib", "deep", "one.ts"), "one");
    await writeFile(join(root, "two.json"), "two");
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const stamp = () => contentStamp(root, ["lib", "two.json", "not-there"]);

  it("stays when files are only touched, or a test changes", async () => {
    const before = await stamp();
    await utimes(join(root, "two.json"), 1, 1);
    await writeFile(join(root, "lib", "one.test.ts"), "a test");
    expect(await stamp()).toBe(before);
  });

  it("changes with a content, a name, and a file that comes or goes", async () => {
    const stamps = [await stamp()];
    await writeFile(join(root, "two.json"), "2");
    stamps.push(await stamp());
    await writeFile(join(root, "lib", "three.ts"), "");
    stamps.push(await stamp());
    await rm(join(root, "lib", "deep"), { recursive: true });
    stamps.push(await stamp());
    expect(new Set(stamps).size).toBe(4);
  });
});
