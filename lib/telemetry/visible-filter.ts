import { FIELDS, type Field, fieldNamed } from "@/lib/domain/fields";
import { ALTITUDE_SLOT, HEADING_SLOT, LAT_SLOT, LON_SLOT } from "@/lib/domain/stored-reading";
import { AppError } from "@/lib/errors";
import { timeRange } from "@/lib/es/search";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import type { TimeSpan } from "./models";

type Filter = Record<string, unknown>;

/** From the first visible moment to the last, ms since epoch; null when nothing is visible. */
export function boundsOf(ranges: readonly VisibleRange[]): TimeSpan | null {
  if (ranges.length === 0) return null;
  return {
    fromMs: Math.min(...ranges.map((range) => range.fromMs)),
    toMs: Math.max(...ranges.map((range) => range.toMs)),
  };
}

/** Readings inside the ranges, under the ids and of the sources that they name, and nothing else. */
export function visibleReadings(ranges: readonly VisibleRange[]): Filter[] {
  const parts = ranges.map(({ bikeId, source, fromMs, toMs }) => ({
    bool: {
      filter: [
        { term: { bike_id: bikeId } },
        ...(source === null ? [] : [{ term: { source } }]),
        timeRange(fromMs, toMs),
      ],
    },
  }));
  return [{ bool: { should: parts, minimum_should_match: 1 } }];
}

/** Whether the ranges are of readings that were reported under more ids than one. */
export const areOfManyIds = (ranges: readonly VisibleRange[]): boolean =>
  ranges.some(({ bikeId }) => bikeId !== ranges[0]?.bikeId);

/** Whether positions may be shown: only where every range allows it. */
export const positionsVisible = (ranges: readonly VisibleRange[]): boolean =>
  ranges.length > 0 && ranges.every((range) => range.positions);

const LOCATING = new Set([LAT_SLOT, LON_SLOT, ALTITUDE_SLOT, HEADING_SLOT].map((slot) => FIELDS[slot]?.name));

/** Fields that tell where a bike is or was. */
export const isLocating = (field: Field): boolean => LOCATING.has(field.name);

/**
 * The contract's fields of these names that the viewer may see; all of them for an empty list.
 * @throws AppError `invalid` for a name that the contract does not know.
 */
export function fieldsToRead(names: readonly string[], positions: boolean): Field[] {
  const wanted =
    names.length === 0
      ? FIELDS
      : names.map((name) => {
          const known = fieldNamed(name);
          if (!known) throw new AppError("invalid", `fields: expected names of the contract, got "${name}"`);
          return known.field;
        });
  return wanted.filter((field) => positions || !isLocating(field));
}
