import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { CellHistory } from "@/lib/analytics/cell-history";

const Packed = z.array(
  z.object({
    family: z.string(),
    formula: z.number().int(),
    publications: z.number().int(),
    standing: z.array(z.tuple([z.string(), z.string()])),
    /** Since which publication, and 1 where it counts and 1 where it was taken out. */
    seen: z.array(z.tuple([z.string(), z.number().int(), z.number().int(), z.number().int()])),
  }),
);

/** What was published of a cell, by family of measures, as bytes. */
export function packHistories(histories: ReadonlyMap<string, CellHistory>): Buffer {
  const told: z.infer<typeof Packed> = [...histories].map(
    ([family, { formula, publications, standing, seen }]) => ({
      family,
      formula,
      publications,
      standing: [...standing],
      seen: [...seen].map(([contribution, { since, counts, wasTakenOut }]) => [
        contribution,
        since,
        Number(counts),
        Number(wasTakenOut),
      ]),
    }),
  );
  return deflateRawSync(JSON.stringify(told), { level: 1 });
}

/** What was packed; null of cells that were published before histories were kept: they stay as they are. */
export function unpackHistories(packed: Uint8Array): Map<string, CellHistory> | null {
  const text = inflateRawSync(packed).toString("utf8");
  if (!text.startsWith("[")) return null;
  return new Map(
    Packed.parse(JSON.parse(text)).map(({ family, formula, publications, standing, seen }) => [
      family,
      {
        formula,
        publications,
        standing: new Map(standing),
        seen: new Map(
          seen.map(([contribution, since, counts, out]) => [
            contribution,
            { since, counts: counts === 1, wasTakenOut: out === 1 },
          ]),
        ),
      },
    ]),
  );
}
