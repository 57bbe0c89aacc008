import { byKey } from "@/lib/domain/by-key";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import { ESTIMATE_TERMS, type EstimateTerm, type RangeModel, type RangeTerm } from "@/lib/domain/range-model";
import { amountOf, climbCost, coldOf, knowsClimb, spreadAt } from "./amounts";
import { type BikeMean, fitLevels } from "./fit-levels";
import { fitReach } from "./fit-reach";
import { fitSlopes, type Row } from "./fit-slopes";
import { fitSpread } from "./fit-spread";
import { factsOf, type KnownRide, type LearnedRide } from "./ride-facts";
import { meanOf, sumOf } from "./sums";

/** Raised where the same rides give another model. */
export const RANGE_MODEL_FORMULA = 2;

/**
 * The model of range and riding time that rides tell which count for it: how much of energy and time a kilometre takes, by
 * climb, cold and model, and how much bikes and rides differ. Every number is made of the rides of at least `LEAST_RIDERS`
 * riders: models that fewer ride are left out of all of them unless together they have as many.
 * @returns null where fewer riders than that tell anything.
 */
export function learnRangeModel(rides: readonly LearnedRide[]): RangeModel | null {
  const known = knownOf(rides);
  const riders = ridersOf(known);
  if (riders < LEAST_RIDERS) return null;
  const [energy = null, energy_unknown_climb = null, time = null, time_unknown_climb = null] =
    ESTIMATE_TERMS.map((term) => learnTerm(term, toldOf(term, known)));
  return {
    riders,
    rides: known.length,
    terms: { energy, energy_unknown_climb, time, time_unknown_climb },
    climb_per_km: climbOf(known),
  };
}

export interface AmountOfRide extends KnownRide {
  readonly amount: number;
}

/** Rides that a model is made of: without those of models that few ride. */
export const knownOf = (rides: readonly LearnedRide[]): KnownRide[] =>
  withoutFew(
    rides.flatMap((ride) => {
      const { rider, bike, model_id, start } = ride;
      const facts = factsOf(ride);
      return facts === null ? [] : [{ rider, bike, model_id, start, facts }];
    }),
  );

/** Of the rides of a model those that a term of it is made of, again without those of models that few ride. */
export const toldOf = (term: EstimateTerm, known: readonly KnownRide[]): AmountOfRide[] =>
  withoutFew(
    known.flatMap((ride) => {
      const amount = amountOf(term, ride.facts);
      return amount === null ? [] : [{ ...ride, amount }];
    }),
  );

/** Without models of few riders, where nobody could tell them from each other. */
function withoutFew<T extends { rider: string; model_id: string | null }>(rides: readonly T[]): T[] {
  const few = [...byKey(rides, ({ model_id }) => model_id ?? "").values()]
    .filter((its) => ridersOf(its) < LEAST_RIDERS)
    .flat();
  if (ridersOf(few) >= LEAST_RIDERS) return [...rides];
  const out = new Set(few);
  return rides.filter((ride) => !out.has(ride));
}

const ridersOf = (rides: readonly { readonly rider: string }[]): number =>
  new Set(rides.map(({ rider }) => rider)).size;

function learnTerm(name: EstimateTerm, told: readonly AmountOfRide[]): RangeTerm | null {
  if (ridersOf(told) < LEAST_RIDERS) return null;
  const rows = told.map(({ rider, bike, model_id, facts, amount }): Row => {
    const { km, climbM, ambientC } = facts;
    return { rider, bike, model: model_id, km, climbM, cold: coldOf(ambientC), perKm: Math.log(amount / km) };
  });
  const { flatPerClimb, cold, meanCold } = fitSlopes(rows, knowsClimb(name));
  const bikes = [...byKey(rows, ({ bike }) => bike).values()].map((its) =>
    its.map((row) => ({
      ...row,
      left: row.perKm - climbCost(flatPerClimb, row) - cold * (row.cold ?? meanCold),
    })),
  );
  const departures = bikes
    .filter((its) => its.length > 1)
    .flatMap((its) => {
      const mean = meanOf(its, ({ left }) => left);
      const unbiased = its.length / (its.length - 1);
      return its.map(({ km, left }) => ({ km, squared: (left - mean) ** 2 * unbiased }));
    });
  const { spread, spreadKm } = fitSpread(departures);
  const means = bikes.map(
    (its): BikeMean => ({
      riders: its.map(({ rider }) => rider),
      model: its[0]?.model ?? null,
      mean: meanOf(its, ({ left }) => left),
      variance: meanOf(its, ({ km }) => spreadAt({ spread, spread_km: spreadKm }, km)) / its.length,
    }),
  );
  const { level, between, models } = fitLevels(means);
  const fitted = {
    level: rounded(level),
    flat_per_climb: flatPerClimb,
    cold: rounded(cold),
    mean_cold: rounded(meanCold),
    between: rounded(between),
    spread: rounded(spread),
    spread_km: rounded(spreadKm),
    models: Object.fromEntries(
      Object.entries(models).map(([model, its]) => [
        model,
        { offset: rounded(its.offset), between: rounded(its.between) },
      ]),
    ),
  };
  return { ...fitted, reach: fitReach(name, { ...fitted, reach: 1 }, told) };
}

function climbOf(rides: readonly KnownRide[]): number | null {
  const told = withoutFew(rides.filter(({ facts }) => facts.climbM !== null));
  if (ridersOf(told) < LEAST_RIDERS) return null;
  return rounded(sumOf(told, ({ facts }) => facts.climbM ?? 0) / sumOf(told, ({ facts }) => facts.km));
}

/** A tenth of a thousandth of a logarithm is a hundredth of a per cent: more digits would tell of single rides. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
