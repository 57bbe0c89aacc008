import type { Source } from "@/lib/domain/packet";
import { registrationOf } from "@/lib/domain/registration";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { contentOf } from "@/lib/rides/content-of";
import { findRides } from "@/lib/rides/find-rides";
import { asStored } from "@/lib/rides/testing/as-stored";
import { readRoads } from "@/simulator/roads/read-roads";
import type { SentReading } from "@/simulator/sent-packet";
import { newTwin, randomAt } from "@/simulator/twin/new-twin";
import { type Plan, planOf, townOf } from "@/simulator/twin/plan";
import { step } from "@/simulator/twin/step";
import type { Truth, World } from "@/simulator/twin/twin";
import type { LearnedRide } from "../ride-facts";

type TrueRide = Extract<Truth, { readonly kind: "ride" }>;
export interface SimulatedRide extends LearnedRide {
  readonly health_pct: number | null;
  readonly charge_wh: number | null;
  /** What the simulator knows of it. */
  readonly truth: TrueRide;
}
export interface SimulatedBike {
  readonly bike: string;
  readonly model: string;
  readonly batteryWh: number;
  readonly rides: readonly SimulatedRide[];
}

const DAY_MS = 86_400_000;

/** Bikes of the simulator over some days, with the rides that their readings tell and the truth about each. */
export function simulatedBikes(options: {
  readonly seed: number;
  readonly bikes: number;
  readonly days: number;
  readonly startMs: number;
  /** Seconds between readings of a bike that rides. */
  readonly everyS?: number;
}): SimulatedBike[] {
  const { seed, bikes, days, startMs, everyS = 20 } = options;
  const town = townOf(readRoads());
  const world: World = { town, everyS, faultFactor: 0 };
  return Array.from({ length: bikes }, (_, number) => {
    const plan = planOf(seed, number, town, { phoneShare: 0, isLively: false });
    const readings: SentReading[] = [];
    const truths: TrueRide[] = [];
    for (let twin = newTwin(plan, startMs, world); twin.dueMs < startMs + days * DAY_MS; ) {
      const done = step(twin, twin.dueMs, randomAt(plan, twin.dueMs), world);
      if (done.module) readings.push(done.module);
      for (const truth of done.truth) if (truth.kind === "ride") truths.push(truth);
      twin = done.twin;
    }
    const rides = ridesOf(plan, readings, truths);
    return { bike: plan.bikeId, model: plan.model.code, batteryWh: plan.model.batteryWh, rides };
  });
}

function ridesOf(
  { bikeId: bike, model }: Pick<Plan, "bikeId" | "model">,
  readings: readonly SentReading[],
  truths: readonly TrueRide[],
): SimulatedRide[] {
  const source: Source = "iot";
  const samples = asStored([{ source, readings: readings.map((one) => ({ ...one, t: Number(one.t) })) }]);
  const entity = aBikeEntity(bike);
  const registration = registrationOf({ ...entity, model: { ...entity.model, battery_wh: model.batteryWh } });
  return findRides(samples).flatMap((ride): SimulatedRide[] => {
    const truth = truths.filter(({ from, to }) => from < ride.endMs && to > ride.startMs);
    const [only] = truth;
    if (!only || truth.length > 1) return [];
    return [{ ...contentOf(bike, ride, registration), rider: bike, bike, model_id: model.code, truth: only }];
  });
}
