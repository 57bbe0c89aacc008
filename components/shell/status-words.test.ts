import { describe, expect, it } from "vitest";
import type { IngestStatus } from "@/lib/domain/ingest-status";
import { statusNow, statusWords } from "./status-words";

const well: IngestStatus = {
  kind: "well",
  alarms: 0,
  is_critical: false,
  felt: [],
  told_at_ms: 900_000,
  at_ms: 1_000_000,
};

describe("the sign on every page", () => {
  it.each([
    ["well", 0, "All well"],
    ["alarm", 1, "1 alarm"],
    ["alarm", 2, "2 alarms"],
    ["held", 3, "Held"],
    ["no-worker", 1, "No worker"],
    ["unknown", 0, "Not known"],
  ] as const)("says of %s with %i alarms: %s", (kind, alarms, words) => {
    expect(statusWords({ kind, alarms })).toBe(words);
  });

  it("never says that all is well by an old answer", () => {
    expect(statusNow(well, well.at_ms + 35_000).kind).toBe("well");
    const old = statusNow(well, well.at_ms + 35_001);
    expect([old.kind, old.told_at_ms]).toEqual(["unknown", 900_000]);
  });
});
