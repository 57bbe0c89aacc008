import type { Database } from "@/lib/db/client";
import { each, inTurns } from "@/lib/in-turns";
import { type KnownBike, type LegacyWorld, pastKey } from "../decide/world";
import { leadsOf, type Statement } from "../statement";
import { chunks } from "./chunks";
import { bikesWith } from "./find-bikes";
import { type Given, givenTo } from "./given";
import { rulingsOn } from "./rulings";
import { statementsWith } from "./statements";
import { leadsOnceIn, leadsToBike, lockBikes, type StoredBike } from "./stored-bike";
import { voicesOf } from "./voices-of";

export interface LoadedWorld extends LegacyWorld {
  readonly stored: ReadonlyMap<string, StoredBike>;
  /** What people gave the bikes, the latest last. */
  readonly given: readonly Given[];
}

/** All statements and bikes that these lead to, directly or through others, so that what is decided of them is whole. */
export async function loadWorld(transaction: Database, leads: readonly string[]): Promise<LoadedWorld> {
  const statements = new Map<string, Statement>();
  const stored = new Map<string, StoredBike>();
  const given: Given[] = [];
  const asked = new Set<string>();
  let open = [...new Set(leads)];
  while (open.length > 0) {
    const next = new Set<string>();
    for (const part of chunks(open)) {
      for (const lead of part) asked.add(lead);
      for (const statement of await statementsWith(transaction, part)) {
        if (statements.has(statement.digest)) continue;
        statements.set(statement.digest, statement);
        for (const lead of leadsOf(statement)) next.add(lead);
      }
      const found = (await bikesWith(transaction, part)).filter((bikeId) => !stored.has(bikeId));
      const locked = await lockBikes(transaction, found);
      for (const bike of locked) {
        stored.set(bike.bike_id, bike);
        for (const lead of leadsToBike(bike)) next.add(lead);
      }
      for (const each of await givenTo(transaction, locked)) {
        given.push(each);
        statements.set(each.statement.digest, each.statement);
        if (each.lead !== null) next.add(each.lead);
      }
    }
    open = [...next].filter((lead) => !asked.has(lead));
  }
  const bikes = [...stored.values()];
  given.sort((a, b) => a.atUs - b.atUs);
  return {
    given,
    statements: [...statements.values()],
    stored,
    bikes: new Map(bikes.map((bike) => [bike.bike_id, knownOf(bike)])),
    mergedInto: new Map(
      bikes.flatMap(({ bike_id, merged_into }) => (merged_into === null ? [] : [[bike_id, merged_into]])),
    ),
    past: new Set((await inTurns(each(bikes, pastOf))).flat()),
    voices: await voicesOf(transaction, [...statements.values()], [...stored.keys()]),
    rulings: await rulingsOn(transaction, [...stored.keys()], given),
  };
}

const pastOf = (bike: StoredBike): string[] => leadsOnceIn(bike).map((lead) => pastKey(bike.bike_id, lead));

/** A bike that is nobody's, or of which nothing is said any more, is withdrawn for as long as that is so, and may get an owner by what is said next. */
const knownOf = (bike: StoredBike): KnownBike =>
  bike.is_nobodys || bike.is_unsaid
    ? { isWithdrawn: false, isOfFiles: true }
    : {
        isWithdrawn: bike.is_withdrawn,
        oemId: bike.oem_id,
        isKept: bike.is_kept,
        isOfFiles: !bike.is_withdrawn && !bike.is_from_plant,
      };
