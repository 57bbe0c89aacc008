import { setTimeout as sleep } from "node:timers/promises";
import type { Names } from "@/lib/domain/names";
import { compareEntries } from "@/lib/domain/state";
import { POSITION, type StateDocument } from "@/lib/domain/state-document";
import type { Elasticsearch } from "@/lib/es/client";
import { pagesOfBikes } from "@/lib/es/pages-of-bikes";
import { readByIds } from "@/lib/es/read-by-id";
import { partsOf } from "../parts-of";
import { BikeState } from "./bike-state";
import { NewestReadings } from "./newest-readings";
import { parseStateDocument } from "./parse-state-document";
import { SLOTS } from "./state-columns";

const BIKES_AT_ONCE = 50;
/** Workers write what they stored within a second, unless the store holds them. */
const WRITTEN_WITHIN_MS = 2_000;
/** Master data may come between two looks. */
const LOOKS = 3;
const NEWEST = "newest_at";

/** A value of a state that is not the newest one of what is stored. */
interface DifferingState {
  readonly bikeId: string;
  /** Name in the state; `newest_at` for the time of the newest reading. */
  readonly field: string;
  /** Older than a stored reading, or of none of them. */
  readonly kind: "behind" | "not-in-readings";
}

export interface VerifiedStates {
  readonly bikes: number;
  readonly differing: readonly DifferingState[];
}

type Stored = ReturnType<typeof parseStateDocument>;

/**
 * Derives the latest states anew from all stored readings, and lays them beside those that are kept. Readings may come
 * meanwhile: a state that was read before must know no more than what is stored, and one that is read after it no less.
 * While something is erased, states know what is stored no more until the erasure derives them.
 * @param only this bike; all that have a state or readings where it is null.
 * @throws BulkFault where the store does not answer.
 */
export async function* verifyStates(
  es: Elasticsearch,
  names: Names,
  only: string | null,
): AsyncGenerator<VerifiedStates> {
  const newest = new NewestReadings(es, names);

  async function read(bikeIds: readonly string[]): Promise<Map<string, Stored>> {
    const found = await readByIds(es, names.state, bikeIds);
    const states = found.flatMap((one) => (one ? [parseStateDocument(one.source)] : []));
    return new Map(states.map((state) => [state.bike_id, state]));
  }

  async function look(bikeIds: readonly string[]): Promise<DifferingState[]> {
    const before = await read(bikeIds);
    const bikes = bikeIds.map((bikeId) => {
      const bike = new BikeState(bikeId);
      const stored = before.get(bikeId);
      if (stored?.registration) bike.register(stored.registration);
      bike.renew(stored?.generation ?? 0);
      return bike;
    });
    await newest.mergeInto(bikes);
    const told = new Map(bikes.map((bike) => [bike.bikeId, bike.toDocument()]));
    const beside = (states: ReadonlyMap<string, Stored>, kind: DifferingState["kind"]) =>
      bikeIds.flatMap((bikeId) => {
        const [kept, anew] = [states.get(bikeId), told.get(bikeId)];
        const fields = kind === "behind" ? newerIn(anew, kept) : newerIn(kept, anew);
        return fields.filter(isKnown).map((field): DifferingState => ({ bikeId, field, kind }));
      });
    const strange = beside(before, "not-in-readings");
    if (beside(before, "behind").length === 0) return strange;
    await sleep(WRITTEN_WITHIN_MS);
    return [...beside(await read(bikeIds), "behind"), ...strange];
  }

  async function verify(bikeIds: readonly string[]): Promise<VerifiedStates> {
    let differing = await look(bikeIds);
    for (let looks = 1; looks < LOOKS && differing.length > 0; looks++) {
      await sleep(WRITTEN_WITHIN_MS);
      differing = await look([...new Set(differing.map(({ bikeId }) => bikeId))]);
    }
    return { bikes: bikeIds.length, differing };
  }

  if (only !== null) {
    yield await verify([only]);
    return;
  }
  for await (const page of pagesOfBikes(es, names.state))
    for (const some of few(page)) yield await verify(some);
  for await (const page of pagesOfBikes(es, `${names.windowPrefix}*`)) {
    const known = await read(page);
    for (const some of few(page.filter((bikeId) => !known.has(bikeId)))) yield await verify(some);
  }
}

const few = (bikeIds: readonly string[]) => partsOf(bikeIds, () => 1, BIKES_AT_ONCE);

/** What a newer version writes may be of readings and no part of states, or lie deeper than it is looked for. */
const isKnown = (field: string): boolean => field === POSITION || field === NEWEST || SLOTS.has(field);

/** Fields of which one state knows a greater entry than another. */
function newerIn(one: StateDocument | undefined, other: StateDocument | undefined): string[] {
  if (!one) return [];
  const fields = Object.entries(one.fields).flatMap(([field, entry]) => {
    const beside = other?.fields[field];
    return beside && compareEntries(beside, entry) >= 0 ? [] : [field];
  });
  const isNewer =
    (one.newest_at ?? Number.NEGATIVE_INFINITY) > (other?.newest_at ?? Number.NEGATIVE_INFINITY);
  return isNewer ? [...fields, NEWEST] : fields;
}
