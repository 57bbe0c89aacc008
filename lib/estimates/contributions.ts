import { byKey } from "@/lib/domain/by-key";
import { factsOf, type LearnedRide } from "./ride-facts";
import { sumOf } from "./sums";

/** What each rider's rides add to a model, by pseudonym: the same text where they add the same. */
export type Contributions = ReadonlyMap<string, string>;

export function contributionsOf(rides: readonly LearnedRide[]): Contributions {
  const told = rides.flatMap((ride) => {
    const facts = factsOf(ride);
    return facts === null ? [] : [{ ...facts, rider: ride.rider }];
  });
  return new Map(
    [...byKey(told, ({ rider }) => rider)].map(([rider, its]) => {
      const sums = [
        sumOf(its, ({ km }) => km),
        sumOf(its, ({ movingS }) => movingS),
        sumOf(its, ({ energyWh }) => energyWh ?? 0),
        sumOf(its, ({ climbM }) => climbM ?? 0),
        sumOf(its, ({ ambientC }) => ambientC ?? 0),
      ];
      return [rider, [its.length, ...sums.map((sum) => sum.toFixed(1))].join("/")];
    }),
  );
}
