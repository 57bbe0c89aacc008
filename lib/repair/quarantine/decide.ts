import { AppError } from "@/lib/errors";
import { BulkFault, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { RepairStores } from "../repair-stores";
import type { FoundEntry } from "./entries-by-id";
import { unavailable } from "./entries-by-id";
import type { Release } from "./entry";

/** An entry whose release is to begin. */
export interface Beginning {
  readonly found: FoundEntry;
  readonly release: Release;
}

/**
 * Writes down that these are released and to what time, where they are still as they were found. From here on no sweep
 * claims them and no other time is decided.
 * @returns ids of those that are no longer as they were found.
 */
export async function beginReleases(
  beginnings: readonly Beginning[],
  stores: Pick<RepairStores, "es" | "names">,
): Promise<Set<string>> {
  const lines = beginnings.map(({ found: { entry, seqNo, primaryTerm }, release }) => {
    const action = { update: { _id: entry.id, if_seq_no: seqNo, if_primary_term: primaryTerm } };
    return `${JSON.stringify(action)}\n${JSON.stringify({ doc: { decision: "releasing", release } })}\n`;
  });
  const items = await send(lines, stores);
  return new Set(
    beginnings.filter((_, at) => items[at]?.kind === "conflict").map(({ found }) => found.entry.id),
  );
}

/** Their readings are in Kafka: the decision stays. */
export async function endReleases(
  ids: readonly string[],
  stores: Pick<RepairStores, "es" | "names">,
): Promise<void> {
  const doc = JSON.stringify({ doc: { decision: "released" } });
  // A conflict is a colleague who decided the same.
  await send(
    ids.map((id) => `${JSON.stringify({ update: { _id: id } })}\n${doc}\n`),
    stores,
  );
}

async function send(
  lines: readonly string[],
  { es, names }: Pick<RepairStores, "es" | "names">,
): Promise<readonly (BulkItem | undefined)[]> {
  if (lines.length === 0) return [];
  const answer = await sendBulk(es, names.quarantine, Buffer.from(lines.join(""))).catch((fault: unknown) => {
    throw fault instanceof BulkFault ? unavailable("the quarantine takes no decisions now", fault) : fault;
  });
  if (answer.allDone) return [];
  const refused = answer.items.find(({ kind }) => kind !== "done" && kind !== "conflict");
  if (refused?.type === "strict_dynamic_mapping_exception")
    throw new AppError(
      "conflict",
      "expected a quarantine that keeps releases, got an older one: run npm run setup",
    );
  if (refused) throw unavailable("a decision was not kept", new Error(`${refused.type}: ${refused.reason}`));
  return answer.items;
}
