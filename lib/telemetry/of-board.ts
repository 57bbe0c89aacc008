import { SERIAL_FIELDS } from "@/lib/domain/state-document";
import type { Bindings } from "@/lib/domain/whose-bikes";
import type { BoardScope } from "@/lib/quality/board-scope";

type Clause = Record<string, unknown>;

/** Bikes of the board's OEM and plant, those that were withdrawn too. */
export function everOf({ oemId, plantId }: BoardScope): Clause[] {
  return [
    oemId === null ? { exists: { field: "oem_id" } } : { term: { oem_id: oemId } },
    ...(plantId === null ? [] : [{ term: { plant_id: plantId } }]),
  ];
}

export const WITHDRAWN: Clause = { exists: { field: "withdrawn" } };

/** Bikes that were withdrawn and were heard of since. */
export const ridingWithdrawn = (scope: BoardScope): Clause => ({
  bool: { filter: [...everOf(scope), { term: { withdrawn: "riding" } }] },
});

/** Bikes that report and that nobody ever registered. */
export const NOBODYS: Clause = {
  bool: { filter: [{ exists: { field: "newest_at" } }], must_not: [{ exists: { field: "oem_id" } }] },
};

export const anyOf = (should: readonly Clause[]): Clause => ({ bool: { should, minimum_should_match: 1 } });

export const boundTo = ({ bikeIds, bikePrefixes }: Bindings): Clause =>
  anyOf([
    { terms: { bike_id: bikeIds } },
    ...bikePrefixes.map((prefix) => ({ prefix: { bike_id: prefix } })),
  ]);

export const NAMES_PARTS: Clause = anyOf(SERIAL_FIELDS.map((field) => ({ exists: { field } })));
