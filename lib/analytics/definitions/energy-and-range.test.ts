import { expect, it } from "vitest";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { aConsentedRide } from "../testing/consented-rides";
import { energyAndRange } from "./energy-and-range";

const measure = energyAndRange.measures.find(({ name }) => name === "metres_by_range") ?? expect.fail();
const ridden: Partial<ConsentedRide> = {
  ...{ distance_m: 6_000, start_pct: 90, end_pct: 78, data_share: 1, moving_s: 1_200 },
  ...{ way_m: 6_000, way_s: 1_200, way_wh: 60, way_energy_m: 5_400 },
};

it.each([
  ["50–60 km", "6 km on 12 %", {}],
  ["100–150 km", "12.5 km on 12 %", { distance_m: 12_500 }],
  ["50–60 km", "5 km on 10 %", { distance_m: 5_000, start_pct: 88 }],
  ["not known", "as far on a per cent less", { distance_m: 5_000, start_pct: 87.9 }],
  ["not known", "charged on the way", { end_pct: 95 }],
  ["not known", "no charge told at its end", { end_pct: null }],
  ["not known", "seen for less than four fifths of its time", { data_share: 0.79 }],
] satisfies [string, string, Partial<ConsentedRide>][])(
  "counts in %s what is measured of a ride: %s",
  (bin, _, over) => {
    const bins = measure.kind === "histogram" ? measure.bins : [];
    const amounts = measure.kind === "histogram" ? measure.of(aConsentedRide({ ...ridden, ...over })) : [];
    expect(amounts.map(([at, metres]) => [bins[at]?.label, metres])).toEqual([[bin, 5_400]]);
  },
);
