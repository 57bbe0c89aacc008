import type { Atoms } from "@/lib/analytics/compute-block";
import type { AtomRow } from "@/lib/db/figure-atoms";
import { unpackHistories } from "./pack-histories";

/** Published cells as they are kept. */
export const atomsOf = (rows: readonly AtomRow[]): Atoms =>
  new Map(
    rows.map(({ key, revision, values, exposures }) => [
      key,
      { revision, values: values.map(asValue), histories: unpackHistories(exposures) },
    ]),
  );

const asValue = (value: number | readonly number[] | null) =>
  value === null || typeof value === "number" ? value : [...value];
