import { createHash } from "node:crypto";
import { readBikeRecord } from "@/lib/domain/bike-entity";

/** Enough of an entity to tell it from another. */
export interface EntityMark {
  /** Null where the text is no entity of its bike. */
  readonly version: number | null;
  readonly digest: string;
}

/** Of a bike's entity, whatever the order of its fields. */
export function markOf(bikeId: string, text: string): EntityMark {
  const entity = readBikeRecord(bikeId, text);
  const digest = createHash("sha256")
    .update(entity ? JSON.stringify(entity, sorted) : text)
    .digest("base64");
  return { version: entity?.version ?? null, digest };
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
