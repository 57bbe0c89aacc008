import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findChromium } from "./chromium";

describe("findChromium", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chromium-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("finds what is in PATH under any of its names", async () => {
    const browser = join(folder, "chromium-browser");
    await writeFile(browser, "", { mode: 0o755 });
    expect(await findChromium({ PATH: `/nowhere:${folder}` })).toBe(browser);
  });

  it("says in one sentence what is missing", async () => {
    await expect(findChromium({ PATH: folder })).rejects.toThrow(
      /^The browser tests need Chromium: [^.]+\.$/,
    );
    await expect(findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, "x") })).rejects.toThrow(
      "does not run.",
    );
  });
});
