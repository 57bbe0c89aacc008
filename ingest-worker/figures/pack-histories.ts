import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { CellHistory, SeenRide, SeenRider } from "@/lib/analytics/cell-history";

const whole = z.number().int();
const flag = z.union([z.literal(0), z.literal(1)]);
const Packed = z.array(
  z.object({
    family: z.string(),
    formula: whole,
    publications: whole,
    /** Each with the first publication, the place of the rider who came with it or -1, and 1 where it was taken out. */
    rides: z.array(z.tuple([z.string(), whole, whole, flag])),
    /** Each with 1 where it counts, and the places of the rides that stand. */
    riders: z.array(z.tuple([z.string(), flag, z.array(whole).nullable()])),
  }),
);
type Packed = z.infer<typeof Packed>;

/** What was published of a cell, by family of measures, as bytes. */
export function packHistories(histories: ReadonlyMap<string, CellHistory>): Buffer {
  const packed = [...histories].map(([family, { formula, publications, riders, rides }]): Packed[number] => {
    const rideAt = placesOf(rides.keys());
    const riderAt = placesOf(riders.keys());
    return {
      ...{ family, formula, publications },
      rides: [...rides].map(([ride, { since, cameWith, wasTakenOut }]) => [
        ...([ride, since] as const),
        cameWith === null ? -1 : riderAt(cameWith),
        wasTakenOut ? 1 : 0,
      ]),
      riders: [...riders].map(([rider, { counts, standing }]) => [
        rider,
        counts ? 1 : 0,
        standing?.map(rideAt) ?? null,
      ]),
    };
  });
  return deflateRawSync(JSON.stringify(packed), { level: 1 });
}

/** What was packed; null of cells that were published before histories were kept: they stay as they are. */
export function unpackHistories(bytes: Uint8Array): Map<string, CellHistory> | null {
  const text = inflateRawSync(bytes).toString("utf8");
  if (!text.startsWith("[")) return null;
  return new Map(
    Packed.parse(JSON.parse(text)).map(({ family, formula, publications, riders, rides }) => {
      const nameOfRide = (place: number) => rides[place]?.[0] ?? "";
      const history: CellHistory = {
        ...{ formula, publications },
        rides: new Map(
          rides.map(([ride, since, rider, out]): [string, SeenRide] => [
            ride,
            { since, cameWith: riders[rider]?.[0] ?? null, wasTakenOut: out === 1 },
          ]),
        ),
        riders: new Map(
          riders.map(([rider, counts, standing]): [string, SeenRider] => [
            rider,
            { counts: counts === 1, standing: standing?.map(nameOfRide) ?? null },
          ]),
        ),
      };
      return [family, history];
    }),
  );
}

function placesOf(names: Iterable<string>): (name: string) => number {
  const places = new Map([...names].map((name, place) => [name, place]));
  return (name) => places.get(name) ?? -1;
}
