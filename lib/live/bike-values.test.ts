import fc from "fast-check";
import { expect, it } from "vitest";
import type { Source } from "@/lib/domain/packet";
import { mergeStates, stateDocument } from "@/lib/domain/state";
import { POSITION, type StateDocument, type StateEntry } from "@/lib/domain/state-document";
import { BikeValues } from "./bike-values";

const BIKE = 7;
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const entries = <T extends StateEntry["v"]>(value: fc.Arbitrary<T>): fc.Arbitrary<StateEntry | undefined> =>
  optional(
    fc.record({ t: fc.constantFrom(0, 1, 2 ** 41), s: fc.constantFrom<Source>("iot", "app"), v: value }),
  );
/** Few values, so that time, source and most of a position are often the same and the rest decides. */
const aPlace = fc
  .record({
    lat: fc.constantFrom(-90, -0.000001, 0, 47.1),
    lon: fc.constantFrom(-180, 0, 180),
    altitude_dm: optional(fc.constantFrom(-5_000, 0, 90_000)),
    heading_deg: optional(fc.constantFrom(0, 180, 360)),
  })
  .map((place) => JSON.parse(JSON.stringify(place)));
const aState: fc.Arbitrary<StateDocument> = fc
  .record({
    [POSITION]: entries(aPlace),
    speed_ckmh: entries(fc.constantFrom(0, 1, 12_000)),
    soc_permille: entries(fc.constantFrom(0, 1_000)),
    battery_current_ca: entries(fc.constantFrom(-6_000, 0, 6_000)),
    error_codes: entries(fc.constantFrom([], ["E1"], ["E1", "E2"], ["E2"])),
    locked: entries(fc.boolean()),
    generation: fc.constantFrom(0, 0, 0, 1, 2),
    newest: fc.nat(3),
  })
  .map(({ generation, newest, ...given }) => {
    const fields: Record<string, StateEntry> = {};
    for (const [name, entry] of Object.entries(given)) if (entry) fields[name] = entry;
    return stateDocument("LI-000001", generation, fields, newest);
  });

function kept(values: BikeValues) {
  return {
    newest: values.newestAtMs(BIKE),
    position: values.hasPosition(BIKE)
      ? [values.latitude(BIKE), values.longitude(BIKE), values.headingDeg(BIKE), values.positionAtMs(BIKE)]
      : null,
    speed: values.speedKmh(BIKE),
    charge: values.chargePct(BIKE),
    current: values.currentA(BIKE),
    codes: values.errorCodes(BIKE),
    locked: values.isLocked(BIKE),
  };
}

function told({ newest_at, fields }: StateDocument): ReturnType<typeof kept> {
  const number = (name: string, factor: number) => {
    const value = fields[name]?.v;
    return typeof value === "number" ? value / factor : null;
  };
  const position = fields[POSITION];
  const place = position && typeof position.v === "object" && "lat" in position.v ? position.v : null;
  const [codes, locked] = [fields.error_codes?.v, fields.locked?.v];
  return {
    newest: newest_at ?? Number.NEGATIVE_INFINITY,
    position: place && [place.lat, place.lon, place.heading_deg ?? null, position?.t ?? 0],
    speed: number("speed_ckmh", 100),
    charge: number("soc_permille", 10),
    current: number("battery_current_ca", 100),
    codes: Array.isArray(codes) ? codes : [],
    locked: typeof locked === "boolean" ? locked : null,
  };
}

it("keeps of states what their merge keeps, whatever decides between two of them, and says when that is nothing", () => {
  fc.assert(
    fc.property(fc.array(aState, { minLength: 1, maxLength: 8 }), (states) => {
      const values = new BikeValues();
      values.makeRoom(BIKE + 1);
      let merged: StateDocument | null = null;
      for (const state of states) {
        const before: StateDocument | null = merged;
        merged = before ? mergeStates(before, state) : state;
        const changed = values.merge(BIKE, state);
        expect(kept(values)).toEqual(told(merged));
        if (before) expect(changed !== 0).toBe(JSON.stringify(merged) !== JSON.stringify(before));
      }
    }),
    { numRuns: 2_000 },
  );
});
