import { describe, expect, it } from "vitest";
import { processStart, startTickOf } from "./process-start";

const stat = (name: string, state: string) =>
  `4711 (${name}) ${state} 1 4711 4711 0 -1 4194560 1 0 0 0 5 3 0 0 20 0 11 0 987654 100 200`;

describe("start of a process", () => {
  it.each(["node", "a (very) odd name", ") R 1 2"])("is read past the name %j", (name) => {
    expect(startTickOf(stat(name, "S"))).toBe("987654");
  });

  it("is unknown for a process that has ended and is not collected yet", () => {
    expect(startTickOf(stat("node", "Z"))).toBeUndefined();
  });

  it("is stable for a process that runs and unknown for one that does not", async () => {
    expect(await processStart(process.pid)).toBe(await processStart(process.pid));
    expect(await processStart(2 ** 30)).toBeUndefined();
  });
});
