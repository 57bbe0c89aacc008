import { describe, expect, it } from "vitest";
import { joinReadings } from "@/lib/domain/join";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { identityOf, inStoredForm, Sent, type SentReading } from "../lab/sent";
import { compareStates } from "./compare-states";
import { compareWindows } from "./compare-windows";
import { compareLostValues } from "./lost-values";
import { SealedCopies } from "./sealed";

const SLOW: SentReading = {
  bikeId: "FLT-1",
  timeMs: 1_000,
  odometerM: 5,
  speedKmh: 10,
  place: { lat: 47.2, lon: 9.4 },
};
const FAST: SentReading = { ...SLOW, speedKmh: 20, place: { lat: 47.1, lon: 9.6 } };
/** As the two together must be stored. */
const JOINED = { ...SLOW, speedKmh: 20 };
/** Field by field, as if a position were two. */
const SPLIT = { ...JOINED, place: { lat: 47.2, lon: 9.6 } };
const IDENTITY = identityOf(SLOW.bikeId, SLOW.timeMs);

const sent = new Sent();
sent.add(SLOW);
sent.add(FAST);

const copyOf = (reading: SentReading, index = "w1") => ({
  identity: identityOf(reading.bikeId, reading.timeMs),
  index,
  reading: inStoredForm(reading),
});
const entryOf = (reason: string, reading: StoredReading) => ({ identity: IDENTITY, reason, reading });
const { lost } = joinReadings(inStoredForm(SLOW), inStoredForm(FAST));
const collisions = lost.map((reading) => entryOf("collision", reading));
const nothingSealed = new SealedCopies(new Set(), []);

describe("windows", () => {
  it("are well with the greatest of each field", () => {
    expect(compareWindows([copyOf(JOINED)], sent, nothingSealed)).toEqual({
      duplicates: 0,
      lost: [],
      faults: [],
    });
  });

  it.each([
    ["a position of two halves", SPLIT],
    ["a position that lost", { ...JOINED, place: FAST.place }],
    ["no position", { ...JOINED, place: null }],
    ["a speed that lost", SLOW],
  ])("are not with %s", (_what, reading) => {
    expect(compareWindows([copyOf(reading)], sent, nothingSealed).faults).toHaveLength(1);
  });

  it("are not with a reading that lies in two, that is nowhere, or whose time has not come", () => {
    const early = new Sent();
    early.addAhead(SLOW);
    expect(compareWindows([copyOf(JOINED), copyOf(JOINED, "w1-r2")], sent, nothingSealed).duplicates).toBe(1);
    expect(compareWindows([], sent, nothingSealed).lost).toEqual([IDENTITY]);
    expect(compareWindows([copyOf(SLOW)], early, nothingSealed).faults).toEqual([
      `${IDENTITY} is stored before its time`,
    ]);
  });
});

describe("values that lost", () => {
  it("are well where each is an entry, or stays in a sealed copy beside what waits for it", () => {
    const none = { gone: new Map(), faults: [] };
    expect(compareLostValues(sent, collisions, [copyOf(JOINED)])).toEqual(none);
    const waiting = entryOf("sealed-collision", inStoredForm(FAST));
    expect(compareLostValues(sent, [waiting], [copyOf(SLOW)])).toEqual(none);
  });

  it("are gone where one of them is nowhere", () => {
    const [, ...others] = collisions;
    expect(compareLostValues(sent, others, [copyOf(JOINED)]).gone.size).toBe(1);
  });

  it("are not there where nothing lost", () => {
    expect(compareLostValues(new Sent(), collisions, []).faults).toHaveLength(2);
  });
});

describe("states", () => {
  const fields = (position: SentReading["place"]) => ({
    speed_ckmh: { t: 1_000, v: 2_000 },
    odometer_m: { t: 1_000, v: 5 },
    position: { t: 1_000, v: position },
  });
  const states = (position: SentReading["place"]) =>
    new Map([["FLT-1", { newest_at: 1_000, fields: fields(position) }]]);

  it("are the newest of each field, with the position as a pair", () => {
    expect(compareStates(states(SLOW.place), sent)).toEqual([]);
    expect(compareStates(states(SPLIT.place), sent)).toHaveLength(1);
  });
});
