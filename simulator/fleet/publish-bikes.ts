import type { Names } from "@/lib/domain/names";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Plan } from "../twin/plan";
import { entityOf } from "./registry";

/** Publishes the master data of bikes; returns how many of them are registered. */
export async function publishBikes(
  publisher: Publisher,
  { topics }: Names,
  plans: readonly Plan[],
  organisations: ReadonlyMap<string, string>,
): Promise<number> {
  const entities = plans.flatMap((plan) => entityOf(plan, organisations) ?? []);
  await publisher.publish(
    topics.bikes,
    entities.map((entity) => ({ key: entity.bike_id, value: JSON.stringify(entity) })),
  );
  return entities.length;
}
