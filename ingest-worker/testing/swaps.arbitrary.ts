import fc from "fast-check";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import { SOURCES } from "@/lib/domain/packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { type Recorded, type Sending, someSendings } from "./sendings.arbitrary";

export const BIKES = 3;
const HOUR_MS = 3_600_000;
const MOMENTS = 14;
/** Moments of the last two weeks, ms since epoch: swaps begin and end at some, readings are of these and right before. */
const momentMs = (nowMs: number, at: number): number => nowMs - HOUR_MS - (MOMENTS - at) * 24 * HOUR_MS;

/** For a stretch of time the module of the bike `home` is in the bike `host`; ms since epoch, null without an end. */
export interface Swap {
  readonly home: number;
  readonly host: number;
  readonly from: number | null;
  readonly to: number | null;
}

/** What happens to three bikes: packets come, and master data are told, in an order and with pauses that mean nothing. */
export interface Story {
  readonly recorded: readonly Recorded[];
  readonly steps: readonly Step[];
  /** The swaps that are told of last, and so are true. */
  readonly swaps: readonly Swap[];
}
export type Step =
  | { readonly kind: "packet"; readonly sending: Sending }
  | {
      readonly kind: "entity";
      readonly bike: number;
      readonly version: number;
      readonly swaps: readonly Swap[];
    }
  | { readonly kind: "pause" };

const swapsOf = (nowMs: number, home: number): fc.Arbitrary<Swap[]> =>
  fc
    .tuple(
      fc.subarray(
        Array.from({ length: MOMENTS }, (_, at) => at),
        { maxLength: 4 },
      ),
      fc.infiniteStream(fc.constantFrom(...[0, 1, 2].filter((bike) => bike !== home))),
      fc.boolean(),
    )
    .map(([moments, hosts, sinceEver]) => {
      const bounds: (number | null)[] = moments.map((at) => momentMs(nowMs, at));
      if (sinceEver && bounds.length > 0) bounds[0] = null;
      const swaps: Swap[] = [];
      for (let at = 0; at < bounds.length; at += 2)
        swaps.push({
          home,
          host: hosts.next().value ?? 0,
          from: bounds[at] ?? null,
          to: bounds[at + 1] ?? null,
        });
      return swaps;
    });

/** All bikes' swaps by one version of the master data; often none, as before a swap and when it is withdrawn. */
const someSwaps = (nowMs: number): fc.Arbitrary<Swap[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<Swap[]>([]) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(swapsOf(nowMs, 0), swapsOf(nowMs, 1), swapsOf(nowMs, 2))
        .map((swaps) => swaps.flat()),
    },
  );

const someRecordings = (nowMs: number): fc.Arbitrary<Recorded[]> =>
  fc.array(
    fc
      .record({
        bike: fc.nat(BIKES - 1),
        source: fc.constantFrom("iot" as const, ...SOURCES),
        at: fc.nat(MOMENTS),
        before: fc.constantFrom(0, 1),
        reading: aReading(1),
      })
      .map(({ bike, source, at, before, reading }) => ({
        bike,
        source,
        reading: { ...reading, timeMs: momentMs(nowMs, at) - before },
      })),
    { minLength: 4, maxLength: 30 },
  );

export const someStory = (nowMs: number): fc.Arbitrary<Story> =>
  fc
    .tuple(someRecordings(nowMs), fc.array(someSwaps(nowMs), { minLength: 1, maxLength: 3 }))
    .chain(([recorded, versions]) => {
      const entities: Step[] = versions.flatMap((swaps, at) =>
        Array.from({ length: BIKES }, (_, bike): Step => ({ kind: "entity", bike, version: at + 1, swaps })),
      );
      return someSendings(recorded).chain((sendings) => {
        const packets = sendings.map((sending): Step => ({ kind: "packet", sending }));
        const pauses = [{ kind: "pause" } as const, { kind: "pause" } as const];
        const all = [...packets, ...entities, ...pauses];
        return fc
          .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
          .map((steps) => ({ recorded, steps, swaps: versions.at(-1) ?? [] }));
      });
    });

/** The master data of a bike by which these swaps are true. */
export function entityOf(
  idOf: (bike: number) => string,
  { bike, version, swaps }: Extract<Step, { kind: "entity" }>,
): BikeEntity {
  const into = swaps.filter(({ host }) => host === bike);
  const out = swaps.filter(({ home }) => home === bike);
  return aBikeEntity(idOf(bike), {
    version,
    readings_in: into.map(({ home, from, to }) => ({ reported_as: idOf(home), from, to })),
    readings_out: out.map(({ host, from, to }) => ({ bike_id: idOf(host), from, to })),
  });
}

/** The bike that a reading is of: where the module was that recorded it. */
export function bikeOf(swaps: readonly Swap[], { bike, source, reading }: Recorded): number {
  if (source === "app") return bike;
  const swap = swaps.find(
    ({ home, from, to }) =>
      home === bike && reading.timeMs >= (from ?? -Infinity) && reading.timeMs < (to ?? Infinity),
  );
  return swap?.host ?? bike;
}
