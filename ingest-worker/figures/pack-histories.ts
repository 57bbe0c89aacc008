import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { CellHistory, SeenContribution } from "@/lib/analytics/cell-history";

const COUNTS = 1;
const TAKEN_OUT = 2;
const whole = z.number().int();
const Packed = z.array(
  z.object({
    family: z.string(),
    formula: whole,
    publications: whole,
    /** Of each contribution: since which publication, and flags. */
    seen: z.array(z.tuple([z.string(), whole, whole])),
    /** Riders, each with the place of the contribution among those seen. */
    standing: z.array(z.tuple([z.string(), whole])),
  }),
);
type Packed = z.infer<typeof Packed>;

/** What was published of a cell, by family of measures, as bytes. */
export function packHistories(histories: ReadonlyMap<string, CellHistory>): Buffer {
  const packed = [...histories].map(([family, { formula, publications, standing, seen }]): Packed[number] => {
    const places = new Map([...seen.keys()].map((contribution, place) => [contribution, place]));
    return {
      ...{ family, formula, publications },
      seen: [...seen].map(([contribution, { since, counts, wasTakenOut }]) => [
        contribution,
        since,
        (counts ? COUNTS : 0) + (wasTakenOut ? TAKEN_OUT : 0),
      ]),
      standing: [...standing].map(([rider, contribution]) => [rider, places.get(contribution) ?? -1]),
    };
  });
  return deflateRawSync(JSON.stringify(packed), { level: 1 });
}

/** What was packed; null of cells that were published before histories were kept: they stay as they are. */
export function unpackHistories(bytes: Uint8Array): Map<string, CellHistory> | null {
  const text = inflateRawSync(bytes).toString("utf8");
  if (!text.startsWith("[")) return null;
  return new Map(
    Packed.parse(JSON.parse(text)).map(({ family, formula, publications, seen, standing }) => [
      family,
      {
        ...{ formula, publications },
        seen: new Map(
          seen.map(([contribution, since, flags]): [string, SeenContribution] => [
            contribution,
            { since, counts: (flags & COUNTS) !== 0, wasTakenOut: (flags & TAKEN_OUT) !== 0 },
          ]),
        ),
        standing: new Map(standing.map(([rider, place]) => [rider, seen[place]?.[0] ?? ""])),
      },
    ]),
  );
}
