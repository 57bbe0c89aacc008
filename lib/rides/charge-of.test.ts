import { describe, expect, it } from "vitest";
import { registrationOf } from "@/lib/domain/registration";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { contentOf } from "./content-of";
import { findRides } from "./find-rides";
import { inOrder, type Sample } from "./sample";
import { riding } from "./testing/samples";

const BIKE = "DI-000001";
const REGISTERED = registrationOf(aBikeEntity(BIKE));

/** Of a ride of a bike with a battery of 500 Wh. */
function chargeOf(samples: readonly Sample[], registration: typeof REGISTERED | null = REGISTERED) {
  const [ride, ...others] = findRides(samples.toSorted(inOrder));
  if (!ride || others.length > 0) throw new Error("expected one ride");
  const { start_pct, end_pct, charge_wh } = contentOf(BIKE, ride, registration);
  return [start_pct, end_pct, charge_wh];
}
const ridden = (socPct: (atS: number) => number | null, told: Partial<Sample> = {}) =>
  riding("iot", { fromS: 0, toS: 600 }, (atS) => ({ socPct: socPct(atS), ...told }));
const falling = (atS: number) => 80 - atS / 60;

describe("energy by the fall of the charge", () => {
  it("is the fall times what the battery held when new and its health", () => {
    expect(chargeOf(ridden(falling, { healthPct: 90 }))).toEqual([80, 70, 45]);
  });

  it("counts the battery as new where nobody tells its health", () => {
    expect(chargeOf(ridden(falling))).toEqual([80, 70, 50]);
  });

  it("is not known without capacity, or where the charge was told once or never", () => {
    expect(chargeOf(ridden(falling), null)).toEqual([80, 70, null]);
    expect(chargeOf(ridden((atS) => (atS === 300 ? 75 : null)))).toEqual([75, 75, null]);
    expect(chargeOf(ridden(() => null))).toEqual([null, null, null]);
  });

  it("counts what was given back on the way against it, and is none where the charge rose in all", () => {
    expect(chargeOf(ridden((atS) => (atS <= 300 ? 80 - atS / 60 : 75 + (atS - 300) / 100)))).toEqual([
      80, 78, 10,
    ]);
    expect(chargeOf(ridden((atS) => 70 + atS / 600))).toEqual([70, 71, null]);
    expect(chargeOf(ridden(() => 70))).toEqual([70, 70, 0]);
  });

  it("is not known of a ride on two batteries, though the charge is less in the end", () => {
    const changed = ridden((atS) => (atS < 300 ? 40 - atS / 30 : 38 - (atS - 300) / 60));
    expect(chargeOf(changed)).toEqual([40, 33, null]);
  });

  it("is the module's word where both tell, and the phone's where the module is silent", () => {
    const module = ridden((atS) => (atS >= 5 ? falling(atS) : null));
    const phone = riding("app", { fromS: 1, toS: 601 }, () => ({ socPct: 60 }));
    expect(chargeOf([...module, ...phone])[1]).toBe(70);
    expect(chargeOf([...ridden(() => null), ...phone])).toEqual([60, 60, 0]);
    const silent = ridden((atS) => (atS <= 300 ? falling(atS) : null));
    const later = riding("app", { fromS: 400, toS: 600 }, (atS) => ({ socPct: falling(atS) }));
    expect(chargeOf([...silent, ...later])).toEqual([80, 70, 50]);
  });
});
