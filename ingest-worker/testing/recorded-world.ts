import type { BikeEntity } from "@/lib/domain/bike-entity";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import { findRides } from "@/lib/rides/find-rides";
import { asStored } from "@/lib/rides/testing/as-stored";
import type { RecordedPart } from "@/lib/rides/testing/recorded-parts.arbitrary";
import { ridesIn } from "@/simulator/replay-rides";
import { readRoads } from "@/simulator/roads/read-roads";
import type { SentReading } from "@/simulator/sent-packet";
import { newTwin, randomAt } from "@/simulator/twin/new-twin";
import { planOf, townOf } from "@/simulator/twin/plan";
import { step } from "@/simulator/twin/step";
import type { World as SimulatedWorld } from "@/simulator/twin/twin";

/** A stretch whose upload a rider signed, ms since epoch. */
export interface Signed {
  readonly rider: string;
  readonly fromMs: number;
  readonly toMs: number;
}
/** All that was ever recorded of one bike. */
export interface WorldBike {
  readonly bikeId: string;
  /** Its master data, version by version; the last one counts. */
  readonly entities: readonly [BikeEntity, BikeEntity];
  readonly parts: readonly RecordedPart[];
  readonly owner: string | null;
  readonly signed: readonly Signed[];
}
/** What a rider agreed to before all rides, and withdrew since. */
export interface WorldRider {
  readonly name: string;
  readonly granted: readonly Purpose[];
  readonly withdrawn: readonly Purpose[];
}
export interface World {
  readonly bikes: readonly WorldBike[];
  readonly riders: readonly WorldRider[];
}

/** From the morning of seven recorded rides on. */
const FROM_MS = Date.parse("2023-07-05T05:00:00Z");
const HOURS = 38;
const EVERY_S = 30;
/** The last of them is nobody's. */
const SIMULATED = 16;

/**
 * The rides that come with the repository, and bikes of the simulator with modules, phones or both: owned, borrowed, claimed
 * by two at once and nobody's; of riders who agreed to all, to some, and who withdrew.
 */
export async function recordedWorld(): Promise<World> {
  const recorded = (await ridesIn("data/dublin-rides")).map(([, { bikeId, readings }]) =>
    bikeOf(bikeId, "recorded", [{ source: "app", readings: readings.map(asRecorded) }], `owner of ${bikeId}`),
  );
  const simulated = simulatedParts().map(([bikeId, parts], at) =>
    bikeOf(bikeId, "M1", parts, at === SIMULATED - 1 ? null : `owner of ${bikeId}`),
  );
  const [borrowed, disputed, withdrawing, choosing] = simulated;
  if (!borrowed || !disputed || !withdrawing || !choosing) throw new Error("expected bikes");
  const bikes = [
    ...recorded,
    ...simulated.slice(2),
    { ...borrowed, signed: [signedBy("borrower", borrowed)] },
    { ...disputed, signed: [signedBy("borrower", disputed), signedBy("another", disputed)] },
  ];
  const names = new Set([...bikes.flatMap(({ owner }) => owner ?? []), "borrower", "another"]);
  return {
    bikes,
    riders: [...names].map((name) => ({
      name,
      granted: name === choosing.owner ? (["range-model"] as const) : PURPOSES,
      withdrawn: name === withdrawing.owner ? (["product-research", "planning-aggregates"] as const) : [],
    })),
  };
}

const asRecorded = (reading: SentReading) => ({ ...reading, t: Number(reading.t) });

/** First in another fleet and of another model, as it was registered by mistake. */
const bikeOf = (
  bikeId: string,
  model: string,
  parts: readonly RecordedPart[],
  owner: string | null,
): WorldBike => {
  const entity = aBikeEntity(bikeId);
  const as = (version: number, id: string) => ({
    ...{ ...entity, version, model: { ...entity.model, id } },
    assignments: [inFleet(`fleet of ${id}`)],
  });
  return { bikeId, entities: [as(1, "mistaken"), as(2, model)], parts, owner, signed: [] };
};

/** Of the bike's second ride, all of it. */
function signedBy(rider: string, { bikeId, parts }: WorldBike): Signed {
  const ride = findRides(asStored(parts))[1];
  if (!ride) throw new Error(`expected two rides of ${bikeId}`);
  return { rider, fromMs: ride.startMs, toMs: ride.endMs };
}

/** Three minutes of each quarter of an hour. */
const isDeaf = (atMs: number): boolean => Math.floor(atMs / 180_000) % 5 === 0;

function simulatedParts(): [bikeId: string, parts: RecordedPart[]][] {
  const town = townOf(readRoads());
  const world: SimulatedWorld = { town, everyS: EVERY_S, faultFactor: 0 };
  return Array.from({ length: SIMULATED }, (_, number) => {
    const plan = planOf(11, number, town, { phoneShare: 0.5, isLively: false });
    const told: Record<Source, SentReading[]> = { iot: [], app: [] };
    for (let twin = newTwin(plan, FROM_MS, world); twin.dueMs < FROM_MS + HOURS * 3_600_000; ) {
      const done = step(twin, twin.dueMs, randomAt(plan, twin.dueMs), world);
      // Of a bike that has both, the phone fills what the module has not.
      if (done.module && !(plan.hasPhone && isDeaf(twin.dueMs))) told.iot.push(done.module);
      if (done.phone) told.app.push(done.phone);
      twin = done.twin;
    }
    const parts = SOURCES.map((source) => ({ source, readings: told[source].map(asRecorded) }));
    return [plan.bikeId, parts.filter(({ readings }) => readings.length > 0)];
  });
}
