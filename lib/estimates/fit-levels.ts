import { byKey } from "@/lib/domain/by-key";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import type { RangeTerm } from "@/lib/domain/range-model";
import { meanOf, sumOf } from "./sums";

/** A bike's mean, and the variance that it has because its rides are few. */
export interface BikeMean {
  readonly riders: readonly string[];
  readonly model: string | null;
  readonly mean: number;
  readonly variance: number;
}

/** Two bikes are never more alike than this. */
const LEAST_BETWEEN = 0.0001;

/** What is believed of how much bikes of one model differ, as if it had been seen in so many: as much as those of others. */
const BETWEEN_BIKES = 8;

export type Levels = Pick<RangeTerm, "level" | "between" | "models">;

/**
 * Levels of all bikes and of those of each model that `LEAST_RIDERS` ride. Variance between bikes is what their means differ
 * by less what few rides make of it (Hedges and Olkin 1985, the unweighted estimator); a model's is shrunk to that of all
 * models; means weigh bikes by the inverse of both together.
 */
export function fitLevels(bikes: readonly BikeMean[]): Levels {
  const between = betweenOf([bikes]);
  const level = weighted(bikes, between);
  const known = [...byKey(bikes, ({ model }) => model ?? "").entries()].filter(
    ([model, its]) => model !== "" && new Set(its.flatMap(({ riders }) => riders)).size >= LEAST_RIDERS,
  );
  const within = Math.min(between, betweenOf(known.map(([, its]) => its)));
  const models = known.map(([model, its]) => {
    const freedom = its.length - 1;
    const own = (freedom * betweenOf([its]) + BETWEEN_BIKES * within) / (freedom + BETWEEN_BIKES);
    return [model, { offset: weighted(its, own) - level, between: own }] as const;
  });
  return { level, between, models: Object.fromEntries(models) };
}

function betweenOf(groups: readonly (readonly BikeMean[])[]): number {
  const many = groups.filter((bikes) => bikes.length > 1);
  const freedom = sumOf(many, (bikes) => bikes.length - 1);
  if (freedom === 0) return LEAST_BETWEEN;
  const apart = sumOf(many, (bikes) => {
    const mean = meanOf(bikes, (bike) => bike.mean);
    return sumOf(bikes, (bike) => (bike.mean - mean) ** 2);
  });
  const byChance = meanOf(many.flat(), ({ variance }) => variance);
  return Math.max(LEAST_BETWEEN, apart / freedom - byChance);
}

function weighted(bikes: readonly BikeMean[], between: number): number {
  const weight = ({ variance }: BikeMean): number => 1 / (between + variance);
  return sumOf(bikes, (bike) => weight(bike) * bike.mean) / sumOf(bikes, weight);
}
