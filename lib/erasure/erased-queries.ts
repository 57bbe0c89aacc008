import { byKey } from "@/lib/domain/by-key";
import { isSignedKey, type Tombstone } from "@/lib/domain/tombstone";
import { type ClearedStretch, clearedOfStone } from "./cleared";
import type { PlannedTombstone } from "./plan-tombstones";

type Query = Readonly<Record<string, unknown>>;

/** Of one question, each of a few conditions. */
const CLAUSES_AT_ONCE = 100;

/** A planned tombstone, whose it is, and of which erasure; an export is of none. */
export type Stone = PlannedTombstone & {
  readonly riderId: string;
  readonly erasureId?: string | undefined;
  readonly askedMs?: number | undefined;
};

const within = (field: string, { fromMs, toMs }: Pick<Stone, "fromMs" | "toMs">): Query => ({
  range: {
    [field]: {
      ...(fromMs === null ? {} : { gte: fromMs }),
      ...(toMs === null ? {} : { lt: toMs }),
      format: "epoch_millis",
    },
  },
});
const any = (queries: readonly Query[]): Query => ({ bool: { should: queries, minimum_should_match: 1 } });
const reported = ({ reportedAs, source }: Stone): Query[] => [
  { term: { bike_id: reportedAs } },
  ...(source === null ? [] : [{ term: { source } }]),
];

/** Stored readings under tombstones. */
export const readingsUnder = (stones: readonly Stone[]): Query[] =>
  questions(stones.flatMap(unspared), (stone) => ({
    bool: { filter: [...reported(stone), within("@timestamp", stone)] },
  }));

/** Entries of the quarantine: by the reading's time, as it came or was given; without one that is known, by its arrival. */
export const entriesUnder = (stones: readonly Stone[]): Query[] =>
  questions(stones.flatMap(unspared), (stone) => ({
    bool: {
      filter: [
        ...(isSignedKey(stone.reportedAs) ? [{ term: { rider_id: stone.riderId } }] : reported(stone)),
        any([
          within("event_at", stone),
          within("release.event_at", stone),
          { bool: { filter: [{ term: { reason: "implausible-time" } }, within("received_at", stone)] } },
        ]),
      ],
      must_not: [
        {
          bool: {
            filter: [{ exists: { field: "rider_id" } }],
            must_not: [{ term: { rider_id: stone.riderId } }],
          },
        },
      ],
    },
  }));

/** Rides of bikes that begin or end where nothing of the bike may be left. */
export const ridesWhereCleared = (cleared: readonly ClearedStretch[]): Query[] =>
  questions(cleared, (stretch) => ({
    bool: {
      filter: [
        { term: { kind: "ride" } },
        { term: { bike_id: stretch.bikeId } },
        any([within("start", stretch), within("end", stretch)]),
      ],
    },
  }));

/** The parts of a tombstone of which nothing is spared: what is spared may be any number of clauses. */
export const unspared = (stone: Stone): Stone[] =>
  stone.spared.length === 0
    ? [stone]
    : clearedOfStone(stone).map((part) => ({ ...stone, ...part, spared: [] }));

/** As many as they need to be: none has more clauses than the store takes. */
function questions<T>(items: readonly T[], clauseOf: (item: T) => Query): Query[] {
  const found: Query[] = [];
  for (let from = 0; from < items.length; from += CLAUSES_AT_ONCE)
    found.push(any(items.slice(from, from + CLAUSES_AT_ONCE).map(clauseOf)));
  return found;
}

/** As the topic and the workers have it: one for each part of which nothing is spared. */
export function tombstonesOf(stone: Stone): Tombstone[] {
  const { riderId, source, bikeId, reportedAs, erasureId, askedMs } = stone;
  return clearedOfStone(stone).map(({ fromMs, toMs }) => ({
    from: fromMs,
    to: toMs,
    rider: riderId,
    ...(source === null ? {} : { source }),
    ...(bikeId === reportedAs ? {} : { bike: bikeId }),
    // Once for each erasure: the record of a bike that was lent for years has room for no more.
    ...(isSignedKey(reportedAs) && erasureId !== undefined ? { erasure: erasureId, asked: askedMs } : {}),
  }));
}

/** All tombstones by the key that they stand under. */
export const byReportedId = (stones: readonly Stone[]): Map<string, Tombstone[]> =>
  new Map(
    [...byKey(stones, ({ reportedAs }) => reportedAs)].map(([key, own]) => [key, own.flatMap(tombstonesOf)]),
  );
