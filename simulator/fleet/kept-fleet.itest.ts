import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { KEEP_EVERY_MS, keepFleet, readFleet } from "./kept-fleet";

const folder = mkdtempSync(join(tmpdir(), "kept-fleet-"));
const file = join(folder, "fleet.json");
afterAll(() => rmSync(folder, { recursive: true }));

describe("a kept fleet", () => {
  it("begins at the beginning where none is kept", () => {
    expect(readFleet(file, 1)).toEqual({ snapshot: undefined, endMs: 0 });
  });

  it("ended when it was told to, or up to one keeping later", () => {
    const snapshot = { seed: 1, atMs: 5_000, isLast: true, twins: [] };
    keepFleet(file, snapshot);
    expect(readFleet(file, 1)).toEqual({ snapshot, endMs: 5_000 });
    keepFleet(file, { ...snapshot, isLast: false });
    expect(readFleet(file, 1).endMs).toBe(5_000 + KEEP_EVERY_MS);
  });

  it.each(['{"seed":2,"atMs":1,"isLast":true,"twins":[]}', '{"old":true}', "{"])(
    "of another seed or form, %s, still says when it rode",
    (text) => {
      writeFileSync(file, text);
      const { snapshot, endMs } = readFleet(file, 1);
      expect(snapshot).toBeUndefined();
      expect(endMs).toBeGreaterThanOrEqual(statSync(file).mtimeMs + KEEP_EVERY_MS);
    },
  );
});
