import type { Tombstone } from "@/lib/domain/tombstone";
import type { PlannedTombstone } from "./plan-tombstones";

type Query = Readonly<Record<string, unknown>>;
/** A planned tombstone, and whose it is. */
export type Stone = PlannedTombstone & { readonly riderId: string };

const within = (field: string, { fromMs, toMs }: Pick<Stone, "fromMs" | "toMs">): Query => ({
  range: {
    [field]: {
      ...(fromMs === null ? {} : { gte: fromMs }),
      ...(toMs === null ? {} : { lt: toMs }),
      format: "epoch_millis",
    },
  },
});
const between = (field: string, from: number, to: number): Query => ({
  range: { [field]: { gte: from, lte: to, format: "epoch_millis" } },
});
const overlapping = (from: number, to: number): Query => ({
  bool: {
    filter: [
      { range: { start: { lte: to, format: "epoch_millis" } } },
      { range: { end: { gte: from, format: "epoch_millis" } } },
    ],
  },
});
const any = (queries: readonly Query[]): Query => ({ bool: { should: queries, minimum_should_match: 1 } });
const reported = ({ reportedAs, source }: Stone): Query[] => [
  { term: { bike_id: reportedAs } },
  ...(source === null ? [] : [{ term: { source } }]),
];

/** Stored readings under tombstones. */
export const readingsUnder = (stones: readonly Stone[]): Query =>
  any(
    stones.map((stone) => ({
      bool: {
        filter: [...reported(stone), within("@timestamp", stone)],
        must_not: stone.spared.map(([from, to]) => between("@timestamp", from, to)),
      },
    })),
  );

/** Entries of the quarantine: by the reading's time, as it came or was given; without one that is known, by its arrival. */
export const entriesUnder = (stones: readonly Stone[]): Query =>
  any(
    stones.map((stone) => ({
      bool: {
        filter: [
          ...reported(stone),
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
          ...stone.spared.map(([from, to]) => between("event_at", from, to)),
        ],
      },
    })),
  );

/** Rides of the bikes, of whose times something is said. */
const ridesWhere = (stones: readonly Stone[], timesOf: (stone: Stone) => readonly Query[]): Query =>
  any(
    stones.map((stone) => ({
      bool: {
        filter: [{ term: { kind: "ride" } }, { term: { bike_id: stone.bikeId } }, ...timesOf(stone)],
        must_not: stone.spared.map(([from, to]) => overlapping(from, to)),
      },
    })),
  );

/** Rides of the bikes that begin or end in the time of a tombstone. */
export const ridesUnder = (stones: readonly Stone[]): Query =>
  ridesWhere(stones, (stone) => [any([within("start", stone), within("end", stone)])]);

/** Rides of the bikes that lie in the time of a tombstone from their beginning to their end. */
export const ridesWithin = (stones: readonly Stone[]): Query =>
  ridesWhere(stones, (stone) => [within("start", stone), within("end", stone)]);

/** As the topic and the workers have them. */
export const tombstoneOf = ({ fromMs, toMs, riderId, source }: Stone): Tombstone => ({
  from: fromMs,
  to: toMs,
  rider: riderId,
  ...(source === null ? {} : { source }),
});

/** All tombstones by the id that was reported. */
export function byReportedId(stones: readonly Stone[]): Map<string, Tombstone[]> {
  const byId = new Map<string, Tombstone[]>();
  for (const stone of stones)
    byId.set(stone.reportedAs, [...(byId.get(stone.reportedAs) ?? []), tombstoneOf(stone)]);
  return byId;
}
