import { z } from "zod";
import { type CountedPart, countedParts, countsFor } from "@/lib/domain/attribution";
import { ERROR_COUNT, FIELDS, INGEST_CLIENT, LATENESS_SECONDS, LOCATION } from "@/lib/domain/fields";
import type { Names } from "@/lib/domain/names";
import { Source } from "@/lib/domain/packet";
import { entriesOf, stateDocument } from "@/lib/domain/state";
import { POSITION, type StateDocument, type StateEntry } from "@/lib/domain/state-document";
import { fromDocument } from "@/lib/domain/stored-reading";
import { EVER } from "@/lib/domain/whose-bikes";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex, refreshIndices } from "@/lib/es/refresh-index";
import { asBulkFault } from "@/lib/es/request-fault";
import { type FoundSource, searchMany } from "@/lib/es/search-many";
import type { BikeState } from "./bike-state";

/** Most values of most bikes are in so many of their newest readings. */
const FIRST_LOOK = 30;
const COLLISIONS_PER_PAGE = 1_000;

/** Of a field of the state: what a stored reading that has it has, too. */
const TRACE_OF = new Map<string, string>([
  [POSITION, LOCATION],
  ["error_codes", ERROR_COUNT],
]);
const OF_POSITION = new Set(["lat", "lon", "altitude_dm", "heading_deg"]);
const STATE_FIELDS = [
  POSITION,
  ...FIELDS.map(({ stored }) => stored).filter((name) => !OF_POSITION.has(name)),
];
const KNOWN = new Set<string>([
  ...FIELDS.map(({ stored }) => stored),
  "@timestamp",
  "bike_id",
  "source",
  LOCATION,
  ERROR_COUNT,
  INGEST_CLIENT,
  LATENESS_SECONDS,
]);

const Series = z.object({ bike_id: z.string(), source: Source });
const Collision = Series.extend({
  event_at: z.number(),
  reading: z.object({ value: z.record(z.string(), z.unknown()) }),
});
/** A value of a field that this version does not know, and passes on. */
const ForeignValue = z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]);

/** The newest values of bikes in what is stored: what their states must be. */
export class NewestReadings {
  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
  ) {}

  /**
   * Merges into each bike, of each field, the newest value that counts for it by its registration, of all that was
   * stored before this was called; and of other fields what is found beside it.
   * @throws BulkFault by the class of what was answered.
   */
  async mergeInto(bikes: readonly BikeState[]): Promise<void> {
    const windows = await this.refresh();
    if (windows > 0) {
      const open = await this.firstLook(bikes);
      await this.lookForEach(open);
    }
    await this.mergeCollisions(bikes);
  }

  private async refresh(): Promise<number> {
    const generations = [...(await listGenerations(this.es, this.names.windowPrefix)).values()].flat();
    await refreshIndices(
      this.es,
      generations.map(({ index }) => index),
    );
    await refreshIndex(this.es, this.names.quarantine);
    return generations.length;
  }

  /** Returns what may be found in older readings only. */
  private async firstLook(bikes: readonly BikeState[]): Promise<Sought[]> {
    const questions = bikes.map((bike) => newest(countingFor(bike), FIRST_LOOK));
    const found = await this.search("newest-readings", questions);
    return bikes.flatMap((bike, at) => {
      const readings = found[at] ?? [];
      const oldestMs = merge(bike, readings);
      if (readings.length < FIRST_LOOK) return [];
      const { fields } = bike.toDocument();
      const names = [...STATE_FIELDS, ...Object.keys(fields).filter((name) => !STATE_FIELDS.includes(name))];
      return names
        .filter((name) => (fields[name]?.t ?? Number.NEGATIVE_INFINITY) <= oldestMs)
        .map((field) => ({ bike, field }));
    });
  }

  private async lookForEach(sought: readonly Sought[]): Promise<void> {
    const questions = sought.map(({ bike, field }) => {
      const parts = countingFor(bike);
      const has = { exists: { field: TRACE_OF.get(field) ?? field } };
      // One instant may have a reading of each id and source.
      return newest(parts, 2 * new Set(parts.map(({ reportedAs }) => reportedAs)).size, has);
    });
    const found = await this.search("newest-values", questions);
    for (const [at, { bike }] of sought.entries()) merge(bike, found[at] ?? []);
  }

  private search(operation: string, questions: readonly Record<string, unknown>[]) {
    return searchMany(this.es, operation, `${this.names.windowPrefix}*`, questions);
  }

  /** A state knows what would change a sealed reading and waits for that. */
  private async mergeCollisions(bikes: readonly BikeState[]): Promise<void> {
    const ids = [...new Set(bikes.flatMap((bike) => countingFor(bike).map(({ reportedAs }) => reportedAs)))];
    const question = {
      query: { bool: { filter: [{ term: { reason: "sealed-collision" } }, { terms: { bike_id: ids } }] } },
      sort: [{ event_at: "asc" }],
      perPage: COLLISIONS_PER_PAGE,
    };
    try {
      for await (const page of pageThrough(this.es, this.names.quarantine, question))
        for (const document of page) {
          const { bike_id, source, event_at, reading } = Collision.parse(document.source);
          for (const bike of bikes)
            if (countsFor(bike.registration, bike.bikeId, bike_id, source, event_at))
              merge(bike, [{ ...reading.value, bike_id, source }]);
        }
    } catch (fault) {
      throw asBulkFault(this.names.quarantine, fault);
    }
  }
}

interface Sought {
  readonly bike: BikeState;
  /** Name in the state. */
  readonly field: string;
}

const countingFor = (bike: BikeState): readonly CountedPart[] => countedParts(bike.registration, bike.bikeId);

function newest(parts: readonly CountedPart[], size: number, has?: Record<string, unknown>) {
  const should = parts.map(({ reportedAs, source, fromMs, toMs }) => ({
    bool: {
      filter: [
        { term: { bike_id: reportedAs } },
        ...(source === null ? [] : [{ term: { source } }]),
        ...(fromMs === EVER.fromMs && toMs === EVER.toMs ? [] : [within(fromMs, toMs)]),
      ],
    },
  }));
  return {
    size,
    sort: [{ "@timestamp": "desc" }],
    query: { bool: { filter: [...(has ? [has] : []), { bool: { should, minimum_should_match: 1 } }] } },
  };
}

const within = (fromMs: number, toMs: number) => ({
  range: {
    "@timestamp": {
      ...(fromMs === EVER.fromMs ? {} : { gte: fromMs }),
      ...(toMs === EVER.toMs ? {} : { lt: toMs }),
      format: "epoch_millis",
    },
  },
});

/** Returns the oldest event time among the documents. */
function merge(bike: BikeState, documents: readonly FoundSource[]): number {
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    const { source } = Series.parse(document);
    const state = stateOf(bike, document, source);
    if (bike.merge(state)) bike.isAhead = true;
    oldestMs = Math.min(oldestMs, state.newest_at ?? oldestMs);
  }
  return oldestMs;
}

function stateOf(bike: BikeState, document: FoundSource, source: Source): StateDocument {
  const reading = fromDocument(document);
  const t = reading.timeMs;
  const fields: Record<string, StateEntry> = entriesOf(reading, source);
  for (const [name, value] of Object.entries(document)) {
    const foreign = KNOWN.has(name) ? undefined : ForeignValue.safeParse(value).data;
    if (foreign !== undefined) fields[name] = { t, s: source, v: foreign };
  }
  return stateDocument(bike.bikeId, bike.generation, fields, t);
}
