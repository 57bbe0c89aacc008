import { describe, expect, it } from "vitest";
import { consentedRides } from "@/lib/estimates/testing/consented-rides";
import { estimateAsPublished } from "./estimate-as-published";
import { modelInForce } from "./model-in-force";
import { aRangeModel } from "./testing/a-range-model";

const model = (revision: number, published_at: number, level = 2) =>
  aRangeModel({ revision, published_at }, { level, cold: 0.1 });
const published = [model(1, 1_000), model(2, 2_000), model(3, 3_000)];

describe("the model that was the published one", () => {
  it("is the last before the moment, whatever was published since", () => {
    expect(modelInForce(published, 999)).toBeNull();
    expect(modelInForce(published, 1_000)?.revision).toBe(1);
    expect(modelInForce(published, 2_999)?.revision).toBe(2);
    expect(modelInForce(published, 9_999)?.revision).toBe(3);
    for (let later = 1; later <= published.length; later++)
      expect(modelInForce(published.slice(0, later), 1_500)?.revision).toBe(1);
  });

  it("is not known where one that may have been it was not kept", () => {
    const [first, , third] = published;
    if (!first || !third) throw new Error("three models");
    expect(modelInForce([first, third], 1_500)).toBeNull();
    expect(modelInForce([first, third], 3_000)?.revision).toBe(3);
    expect(modelInForce([], 3_000)).toBeNull();
  });
});

describe("the estimate of a ride", () => {
  const [ride] = consentedRides({ riders: 1, ridesEach: 1, atMs: 1_795_000_000_000, model: "M1" });
  if (!ride) throw new Error("one ride");
  const estimate = estimateAsPublished([model(1, ride.start), model(2, ride.start + 1, 3)]);
  /** Level and offset of the bike's model, 8 °C below 20 °C. */
  const perKm = Math.exp(2 + 0.25 + 0.1 * 0.8);

  it("is what that model says of its distance, climb, temperature and model, and nothing of what it took", () => {
    const hilly = { ...ride, distance_m: 6_000, moving_s: 1_200, energy_s: 1_200, climb_m: 40 };
    expect(estimate(hilly)).toBeCloseTo(perKm * (6 + 55 * 0.04), 6);
    expect(estimate({ ...hilly, energy_wh: 1 })).toBe(estimate(hilly));
    expect(estimate({ ...hilly, model_id: null })).toBeCloseTo((perKm / Math.exp(0.25)) * (6 + 55 * 0.04), 6);
    expect(estimate({ ...hilly, climb_m: null })).toBeCloseTo(perKm * Math.exp(0.3) * 6, 6);
  });

  it("is none for a ride before any model, nor for one that tells too little", () => {
    expect(estimate(ride)).not.toBeNull();
    expect(estimate({ ...ride, start: ride.start - 1 })).toBeNull();
    expect(estimate({ ...ride, energy_wh: null })).toBeNull();
    expect(estimate({ ...ride, energy_s: 0.79 * ride.moving_s })).toBeNull();
    expect(estimate({ ...ride, distance_m: 400 })).toBeNull();
    const unlearned = model(1, 0);
    const nothing = { ...unlearned.model, terms: { ...unlearned.model.terms, energy: null } };
    expect(estimateAsPublished([{ ...unlearned, model: nothing }])(ride)).toBeNull();
  });
});
