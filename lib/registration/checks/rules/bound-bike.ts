import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { type Bindings, isBound } from "@/lib/domain/whose-bikes";
import type { Check } from "../check";

const MAX_NAMED = 3;

/** Of a bike that is none of the key's, nothing else is told: neither what is wrong with it nor that it is registered. */
export const boundBike: Check = {
  id: "bound-bike",
  about: "An API client that is bound to bikes registers these only",
  endsRow: (remarks) => remarks.length > 0,
  run({ texts }, { known: { boundTo } }) {
    const bikeId = texts.get("bike_id");
    if (boundTo === null || bikeId === undefined || !BIKE_ID_PATTERN.test(bikeId)) return [];
    if (isBound(boundTo, bikeId)) return [];
    return [
      {
        column: "bike_id",
        reason: "not-allowed",
        expected: `one of ${named(boundTo)}`,
        got: bikeId,
        hint: "The key is bound to other bikes: check the id, send the row with its own key, or upload it as a file",
      },
    ];
  },
};

function named({ bikeIds, bikePrefixes }: Bindings): string {
  const all = [...bikeIds, ...bikePrefixes.map((prefix) => `${prefix}*`)];
  const more = all.length - MAX_NAMED;
  return all.slice(0, MAX_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
