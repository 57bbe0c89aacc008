import { describe, expect, it } from "vitest";
import { cellsOf } from "./cells-of";
import type { CountedRide } from "./counted-ride";
import { shownValues } from "./shown-values";
import { TABLES } from "./tables";
import { aConsentedRide } from "./testing/consented-rides";

const table = TABLES.find(({ name }) => name === "energy") ?? expect.fail();
const ride = (rider: number, energy_wh: number, estimated_wh: number | null): CountedRide => ({
  ...aConsentedRide({ rider: `rider-${rider}`, purpose: "range-model", energy_wh }),
  estimated_wh,
});
const riders = (count: number, estimate: number | null) =>
  Array.from({ length: count }, (_, rider) => ride(rider, 30, estimate));

function shown(rides: readonly CountedRide[]): Record<string, unknown> {
  const [contributions = new Map()] = cellsOf(table, rides).values();
  const values = shownValues(table.measures, contributions);
  return Object.fromEntries(table.measures.map(({ name }, at) => [name, values[at]]));
}

describe("a sum over some of the rides of another", () => {
  it("is shown where it is one over all of them, or where ten riders have the rest", () => {
    expect(shown(riders(12, 25))).toMatchObject({ energy_wh: 360, taken_wh: 360, estimated_wh: 300 });
    expect(shown([...riders(12, 25), ...riders(10, null)])).toMatchObject({
      ...{ energy_wh: 660, taken_wh: 360, estimated_wh: 300 },
    });
  });

  it("is not shown, nor what goes with it, where their difference would be the rest of few riders", () => {
    for (const few of [1, 9])
      expect(shown([...riders(12, 25), ...riders(few, null)])).toMatchObject({
        ...{ energy_wh: 360 + few * 30, taken_wh: null, estimated_wh: null },
      });
    expect(shown([...riders(12, 25), ride(99, 40, null)])).toMatchObject({ energy_wh: 400, taken_wh: null });
  });
});
