import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePacketText } from "@/lib/domain/decode-packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { toDocument } from "@/lib/domain/stored-reading";
import { notApart } from "./apart";
import { type Corrected, type Correction, correct } from "./correct";
import type { Entry } from "./entry";
import { packetsOf } from "./packets-of";

const NOW_MS = Date.UTC(2026, 10, 20);
const HOUR_MS = 3_600_000;
const limits = { nowMs: NOW_MS, serviceEpochMs: Date.UTC(2015, 0, 1) };

const anEntry = (over: Partial<Entry> = {}): Entry => ({
  id: "id-1",
  reason: "ahead-of-clock",
  decision: "waiting",
  bikeId: "LI-1",
  source: "app",
  eventAtMs: NOW_MS + 2 * HOUR_MS,
  dueAtMs: NOW_MS + 2 * HOUR_MS,
  receivedAtMs: NOW_MS - 1_000,
  storedAtMs: NOW_MS,
  client: "client",
  signedBy: null,
  release: null,
  reading: { value: { "@timestamp": NOW_MS + 2 * HOUR_MS, soc_permille: 500 } },
  ...over,
});
const timeless = (text: string): Partial<Entry> => ({
  reason: "implausible-time",
  eventAtMs: null,
  dueAtMs: null,
  reading: { text },
});
const back: Correction = { offsetMs: -3 * HOUR_MS };

function corrected(over: Partial<Entry> = {}, correction = back): Corrected {
  const result = correct(anEntry(over), correction, limits);
  if ("why" in result) throw new Error(result.why);
  return result;
}
function whyNot(over: Partial<Entry>, correction = back): string {
  const result = correct(anEntry(over), correction, limits);
  return "why" in result ? result.why : "";
}

describe("a corrected reading", () => {
  it("is the kept one at another time, value by value", () => {
    fc.assert(
      fc.property(aReading(1), (reading) => {
        const kept = toDocument(reading);
        const [packet] = packetsOf([corrected({ reading: { value: kept } })], {
          receivedAtMs: NOW_MS,
          batchId: "b",
        });
        const decoded = decodePacketText(String(packet?.value));
        expect(decoded).toMatchObject({ kind: "packet", bikeId: "LI-1", source: "app", faultCount: 0 });
        const [first] = decoded.kind === "packet" ? decoded.readings : [];
        expect(first && toDocument(first)).toEqual({ ...kept, "@timestamp": NOW_MS - HOUR_MS });
      }),
    );
  });

  it.each([
    ['{"t":null,"soc_pct":1e400}', '{"t":null,"soc_pct":1e400,"t":5}'],
    ['{"seq":12345678901234567890} ', '{"seq":12345678901234567890,"t":5}'],
    ["{}", '{"t":5}'],
    [' { "a" : "}" }', ' { "a" : "}" ,"t":5}'],
  ])("keeps the text %s to the letter", (text, json) => {
    const result = correct(anEntry(timeless(text)), { atMs: 5 }, { ...limits, serviceEpochMs: 0 });
    expect(result).toMatchObject({ timeMs: 5, json });
  });

  it("is counted from its arrival where it has no time", () => {
    expect(corrected(timeless("{}"), { offsetMs: -5 }).timeMs).toBe(NOW_MS - 1_005);
    expect(corrected(timeless("{}"), { atMs: NOW_MS - 9_000 }).offsetMs).toBe(-8_000);
  });

  it("goes on with what was decided before", () => {
    const release = { at: 1, by: "x", why: null, offset_ms: -4 * HOUR_MS, event_at: NOW_MS - 2 * HOUR_MS };
    expect(corrected({ decision: "releasing", release })).toMatchObject({
      timeMs: NOW_MS - 2 * HOUR_MS,
      offsetMs: -4 * HOUR_MS,
    });
  });

  it.each<[string, Partial<Entry>, Correction, string]>([
    ["in the future", {}, { offsetMs: -HOUR_MS }, "expected a time that has come, got 2026-11-20T01:00"],
    [
      "before the service began",
      {},
      { atMs: 0 },
      "expected a time from 2015-01-01T00:00:00.000Z on, got 1970",
    ],
    ["beyond all dates", {}, { offsetMs: -9e15 }, "expected a time from 2015"],
    ["that a sweep has claimed", { decision: "placing" }, back, "it is being placed"],
    ["that was placed", { decision: "placed" }, back, "got one that was placed"],
    ["that was released", { decision: "released" }, back, "got one that was released"],
    ["that is due in a moment", { dueAtMs: NOW_MS + 60_000 }, back, "it is being placed"],
    ["that lost", { reason: "collision" }, back, "lost to a greater one"],
    ["of a sealed week", { reason: "sealed-collision" }, back, "change a sealed week's"],
    ["of an unknown reason", { reason: "new" }, back, "got new"],
    ["of an unknown source", { source: "dock" }, back, "got LI-1, dock"],
    ["of a newer version", { reading: { value: { tyre_kpa: 3 } } }, back, "can place whole"],
    ["that is no object", timeless("[1]"), { offsetMs: 0 }, "can place whole"],
    ["that is no JSON", timeless("{"), { offsetMs: 0 }, "can place whole"],
  ])("is none %s", (_name, over, correction, why) => {
    expect(whyNot(over, correction)).toContain(why);
  });
});

describe("packets of corrected readings", () => {
  it("are of one bike, source and client each, of at most 500 readings, and of now", () => {
    const many = Array.from({ length: 501 }, () => corrected());
    const packets = packetsOf([...many, corrected({ source: "iot" }), corrected({ client: "other" })], {
      receivedAtMs: NOW_MS,
      batchId: "b",
    });
    const about = packets.map(({ key, value, headers }) => {
      const { source, readings } = JSON.parse(String(value));
      return [key, source, readings.length, headers];
    });
    const headers = { "received-at": String(NOW_MS), "ingest-client": "client", "batch-id": "b" };
    expect(about).toEqual([
      ["LI-1", "app", 500, headers],
      ["LI-1", "app", 1, headers],
      ["LI-1", "iot", 1, headers],
      ["LI-1", "app", 1, { ...headers, "ingest-client": "other" }],
    ]);
  });

  it("are small enough for the broker", () => {
    const large = Array.from({ length: 5 }, () => corrected(timeless(`{"a":"${"x".repeat(200_000)}"}`)));
    const packets = packetsOf(large, { receivedAtMs: NOW_MS, batchId: "b" });
    expect(packets.map(({ value }) => JSON.parse(String(value)).readings.length)).toEqual([2, 2, 1]);
  });
});

describe("readings without a time", () => {
  const one = corrected(timeless("{}"));
  const same = corrected({ ...timeless('{"a":1}'), id: "id-2" });
  const other = corrected({ ...timeless("{}"), bikeId: "LI-2" });

  it("are not brought to one instant of one bike and source, now or one after the other", () => {
    const taken = new Set<string>();
    expect(notApart([one, same, other], new Set())).toEqual(new Set([one, same]));
    expect(notApart([one, other], taken)).toEqual(new Set());
    expect(notApart([same], taken)).toEqual(new Set([same]));
  });

  it("stand beside those that have one, which are joined as any are", () => {
    expect(notApart([corrected(), corrected()], new Set())).toEqual(new Set());
  });
});
