import { z } from "zod";
import { countedParts } from "@/lib/domain/attribution";
import type { Names } from "@/lib/domain/names";
import { Registration } from "@/lib/domain/registration";
import { type RideContent, RideDocument } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { createStateScan } from "@/lib/es/scan-states";
import { createSearch } from "@/lib/es/search";
import { readSamples } from "./bike-samples";
import { contentOf } from "./content-of";
import { findRides } from "./find-rides";
import { inOrder } from "./sample";

const BIKES_PER_PAGE = 500;
const RIDES_PER_PAGE = 1_000;
const State = z.object({ bike_id: z.string(), registration: Registration.optional() });

/** A ride that is not kept as the stored readings tell it. */
interface DifferingRide {
  readonly bikeId: string;
  /** Ms since epoch. */
  readonly startMs: number;
  readonly kind: "missing" | "not-in-readings" | "other";
  /** Of one that is other, which of its values. */
  readonly fields: readonly string[];
}

export interface VerifiedBike {
  readonly bikeId: string;
  readonly rides: number;
  readonly differing: readonly DifferingRide[];
}

/**
 * Finds the rides of each bike anew, in all of its stored readings at once, and lays them beside those that are kept.
 * What arrives meanwhile may show as a difference until it is worked off.
 * @param only this bike; all that have a state where it is null.
 * @throws AppError or BulkFault where the store does not answer.
 */
export async function* verifyRides(
  es: Elasticsearch,
  names: Names,
  only: string | null,
  epochMs: number,
  nowMs: number,
): AsyncGenerator<VerifiedBike> {
  const search = createSearch(es, names);
  const windows = await listGenerations(es, names.windowPrefix);
  const life = { fromMs: epochMs, toMs: nowMs + 86_400_000 };
  const scan = createStateScan(es, names, "verify-rides", {
    fields: ["bike_id", "registration"],
    pageSize: BIKES_PER_PAGE,
  });
  const signal = new AbortController().signal;
  const verify = async (source: unknown): Promise<VerifiedBike> => {
    const { bike_id: bikeId, registration = null } = State.parse(source);
    const parts = countedParts(registration, bikeId);
    const wanted = new Map([[bikeId, [life]]]);
    const samples = await readSamples(es, names, windows, () => parts, wanted);
    const stored = [...(samples?.get(bikeId) ?? [])].sort(inOrder);
    const found = findRides(stored).map((ride) => contentOf(bikeId, ride, registration));
    const kept: RideDocument[] = [];
    for (let after: number | null = null; ; ) {
      const query = { bool: { filter: [{ term: { bike_id: bikeId } }, { term: { kind: "ride" } }] } };
      const { hits } = await search.rides("verify-rides", query, {
        size: RIDES_PER_PAGE,
        sort: [{ start: "asc" }],
        track_total_hits: false,
        ...(after === null ? {} : { search_after: [after] }),
      });
      kept.push(...hits.map(({ source: ride }) => RideDocument.parse(ride)));
      if (hits.length < RIDES_PER_PAGE) break;
      after = kept.at(-1)?.start ?? null;
    }
    return { bikeId, rides: kept.length, differing: differences(bikeId, found, kept) };
  };
  if (only !== null) {
    const state = await search.state("verify-rides", only);
    if (state !== null) yield await verify(state);
    return;
  }
  for (let after: string | null = null; ; ) {
    const page = await scan.page(after, signal);
    for (const state of page) yield await verify(state);
    const last = page.at(-1);
    if (last === undefined || page.length < BIKES_PER_PAGE) return;
    after = State.parse(last).bike_id;
  }
}

function differences(
  bikeId: string,
  found: readonly RideContent[],
  kept: readonly RideDocument[],
): DifferingRide[] {
  const before = new Map(kept.map((ride) => [ride.start, ride]));
  const starts = new Set(found.map(({ start }) => start));
  const strays = kept.filter(({ start }) => !starts.has(start));
  return [
    ...found.flatMap((content): DifferingRide[] => {
      const one = { bikeId, startMs: content.start };
      const ride = before.get(content.start);
      if (!ride) return [{ ...one, kind: "missing", fields: [] }];
      const told = new Map(Object.entries(ride));
      const fields = Object.entries(content).flatMap(([name, value]) =>
        JSON.stringify(told.get(name)) === JSON.stringify(value) ? [] : [name],
      );
      return fields.length === 0 ? [] : [{ ...one, kind: "other", fields }];
    }),
    ...strays.map(
      ({ start }): DifferingRide => ({ bikeId, startMs: start, kind: "not-in-readings", fields: [] }),
    ),
  ];
}
