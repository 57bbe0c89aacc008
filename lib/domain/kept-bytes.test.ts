import { describe, expect, it } from "vitest";
import { areUnder } from "./kept-bytes";

const FROM_MS = Date.UTC(2026, 0);
const INSIDE_MS = FROM_MS + 5;
const OUTSIDE_MS = FROM_MS - 5;
const TOMBSTONES = [{ from: FROM_MS, to: FROM_MS + 10, rider: "ada" }];
const under = (text: string, receivedAtMs = OUTSIDE_MS, signedBy: string | null = null) =>
  areUnder(TOMBSTONES, { text, receivedAtMs, signedBy });

describe("whether bytes that were kept are under a tombstone", () => {
  it.each([
    ["a packet", `{"readings":[{"t":${OUTSIDE_MS}},{"t" : ${INSIDE_MS}.5}]}`],
    ["a packet that was cut off", `{"readings":[{"speed_kmh":1,"t":${INSIDE_MS},"lat":4`],
    [
      "an entry of the quarantine",
      `{"event_at":${INSIDE_MS},"reading":{"value":{"@timestamp":${INSIDE_MS}}}}`,
    ],
  ])("says so of %s with a reading of that time, whenever it came", (_what, text) => {
    expect(under(text)).toBe(true);
  });

  it("goes by the arrival where no time is in them, or none that can be believed", () => {
    for (const text of ["\u0000\u0001", "{", '{"t":null,"lat":47.1}', '{"t":12,"lat":47.1}'])
      expect([under(text, INSIDE_MS), under(text, OUTSIDE_MS)]).toEqual([true, false]);
  });

  it("says no of readings of other times, though they came then", () => {
    expect(under(`{"t":${OUTSIDE_MS}}`, INSIDE_MS)).toBe(false);
  });

  it("says no of what another rider signed", () => {
    expect(under(`{"t":${INSIDE_MS}}`, INSIDE_MS, "bob")).toBe(false);
  });
});
