import { describe, expect, it } from "vitest";
import type { EstimateTerm, RangeModel } from "@/lib/domain/range-model";
import { amountOf } from "./amounts";
import { perCentOf } from "./battery-content";
import { estimateRoute } from "./estimate-route";
import { foresee } from "./foresee";
import { knowBike } from "./know-bike";
import { learnRangeModel } from "./learn-range-model";
import { remainingRange } from "./remaining-range";
import { factsOf, type LearnedRide } from "./ride-facts";
import { meanOf, sumOf } from "./sums";
import { recordedRides } from "./testing/recorded-rides";
import { riddenOnCharge } from "./testing/ridden-on-charge";
import { type Foreseen, type Score, scoreOf } from "./testing/scores";
import { type SimulatedBike, type SimulatedRide, simulatedBikes } from "./testing/simulated-rides";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 4, 4, 4);
const CUT = START + 8 * DAY_MS;

const bikes = simulatedBikes({ seed: 5, bikes: 40, days: 14, startMs: START });
const earlier = ({ rides }: SimulatedBike): SimulatedRide[] => rides.filter(({ start }) => start < CUT);
const heldOut = ({ rides }: SimulatedBike): SimulatedRide[] => rides.filter(({ start }) => start >= CUT);
const recorded = await recordedRides();
const training: readonly LearnedRide[] = bikes.flatMap(earlier);
const model = learned(training);

function learned(rides: readonly LearnedRide[]): RangeModel {
  const found = learnRangeModel(rides);
  if (!found) throw new Error("expected a model");
  return found;
}
/** Recorded rides, each with the model of all others. */
const leftOut = recorded.map((ride) => {
  const others = [...training, ...recorded.filter((other) => other !== ride)];
  return { ride, others, byOthers: learned(others) };
});
const factsIn = (rides: readonly LearnedRide[]) => rides.flatMap((ride) => factsOf(ride) ?? []);

/** Watt-hours or seconds per kilometre of all that was ridden. */
function fleetMean(term: EstimateTerm, rides: readonly LearnedRide[]): number {
  const told = factsIn(rides).filter((facts) => amountOf(term, facts) !== null);
  return sumOf(told, (facts) => amountOf(term, facts) ?? 0) / sumOf(told, ({ km }) => km);
}

/** Held-out rides of a bike, foreseen from what was known before; energies are those that the simulator knows. */
function foreseenOf(term: EstimateTerm, bike: SimulatedBike): Foreseen[] {
  const known = knowBike(term, model.terms[term], bike.model, factsIn(earlier(bike)));
  const mean = fleetMean(term, training);
  return heldOut(bike).flatMap((ride) => {
    const facts = factsOf(ride);
    const amount = facts && amountOf(term, facts);
    if (!known || !facts || amount === null) return [];
    const truth = term.startsWith("energy") ? ride.truth.drawn_wh : amount;
    return [{ estimate: foresee(known, facts), byMean: mean * facts.km, truth }];
  });
}

function expectGood(what: string, score: Score): void {
  process.stdout.write(`${what}: ${JSON.stringify(score)}\n`);
  expect(score.holds).toBeGreaterThanOrEqual(0.75);
  expect(score.holds).toBeLessThanOrEqual(0.85);
  expect(score.medianError).toBeLessThan(score.medianErrorOfMean);
}

describe("estimates of rides that nothing was learned from", () => {
  it.each(["energy", "energy_unknown_climb", "time", "time_unknown_climb"] as const)(
    "hold in 75 to 85 of 100 rides, and are nearer than the fleet's mean: %s",
    (term) => {
      const score = scoreOf(bikes.flatMap((bike) => foreseenOf(term, bike)));
      expect(score.rides).toBeGreaterThan(500);
      expectGood(term, score);
    },
  );

  it.each([
    ["known", true],
    ["not known", false],
  ] as const)(
    "hold for charge on arrival, nearer than by the fleet's mean, the climb %s",
    (what, isClimbKnown) => {
      const mean = fleetMean(isClimbKnown ? "energy" : "energy_unknown_climb", training);
      const foreseen = bikes.flatMap((bike): Foreseen[] => {
        const rides = factsIn(earlier(bike));
        return heldOut(bike).flatMap((ride) => {
          const facts = factsOf(ride);
          if (!facts || ride.start_pct === null || ride.end_pct === null || facts.fallPct === null) return [];
          const { km, ambientC } = facts;
          const basis = {
            ...{ model: { learned: model, publishedAtMs: CUT }, modelId: bike.model, rides, ambientC },
            ...{ charge: { pct: ride.start_pct, atMs: ride.start } },
            ...{ capacityWh: bike.batteryWh, healthPct: ride.health_pct },
          };
          const { arrivalPct } = estimateRoute(basis, { km, climbM: isClimbKnown ? facts.climbM : null });
          const byMean = Math.max(0, ride.start_pct - (mean * km) / (bike.batteryWh / 100));
          return arrivalPct ? [{ estimate: arrivalPct, byMean, truth: ride.end_pct }] : [];
        });
      });
      expect(foreseen.length).toBeGreaterThan(500);
      expectGood(`arrival, climb ${what}`, scoreOf(foreseen));
    },
  );

  it("hold for remaining range, which is nearer than charge over the fleet's mean", () => {
    const mean = fleetMean("energy_unknown_climb", training);
    const foreseen = [10, 20, 40].flatMap((chargePct) =>
      bikes.flatMap((bike): Foreseen[] => {
        const own = factsIn(earlier(bike));
        const term = "energy_unknown_climb";
        const known = knowBike(term, model.terms[term], bike.model, own);
        const usualKm = own.length === 0 ? 5 : meanOf(own, ({ km }) => km);
        return riddenOnCharge(heldOut(bike), chargePct).flatMap(({ first, km }) => {
          const perCent = perCentOf(bike.batteryWh, first.health_pct, own);
          if (!known || !perCent) return [];
          const now = { chargePct, ambientC: first.ambient_mean_c };
          const byMean = (perCent.wh * chargePct) / mean;
          return [{ estimate: remainingRange(known, perCent, now, usualKm), byMean, truth: km }];
        });
      }),
    );
    expect(foreseen.length).toBeGreaterThan(300);
    expectGood("range", scoreOf(foreseen));
  });

  it.each(["time", "time_unknown_climb"] as const)(
    "hold for recorded rides, each foreseen from simulated ones and the other recorded ones: %s",
    (term) => {
      const foreseen = leftOut.flatMap(({ ride, others, byOthers }): Foreseen[] => {
        const known = knowBike(term, byOthers.terms[term], ride.model_id, []);
        const facts = factsOf(ride);
        if (!known || !facts) return [];
        const byMean = fleetMean(term, others) * facts.km;
        return [{ estimate: foresee(known, facts), byMean, truth: facts.movingS }];
      });
      expect(foreseen.length).toBeGreaterThan(15);
      expectGood(`recorded ${term}`, scoreOf(foreseen));
    },
  );
});
