import { BulkFault, type BulkItem } from "@/lib/es/bulk";
import type { AnswerClass } from "@/lib/es/bulk-answer";
import { withoutValues } from "@/lib/log/without-values";

/** How far one attempt at the store came: the worst of what it answered to what is still open. */
export interface StoreStep {
  /** `again`: something else is to be sent at once; the store has refused nothing. */
  readonly kind: AnswerClass | "again";
  readonly detail: string;
  /** Of no use before; ms. */
  readonly waitMs?: number;
  /** The index is not there: whoever can make it makes it before the next attempt. */
  readonly indexMissing?: boolean;
  /** The index takes no writes: it may have been sealed. */
  readonly isBlocked?: boolean;
}
export const DONE: StoreStep = { kind: "done", detail: "" };
export const AGAIN: StoreStep = { kind: "again", detail: "" };

const ORDER: readonly StoreStep["kind"][] = ["done", "again", "retriable", "broken", "unknown"];

/** An answer that the caller has no rule of its own for is unknown where it is none of these classes. */
export function worse(
  step: StoreStep,
  item: Pick<BulkItem, "kind" | "status" | "type" | "reason"> | undefined,
): StoreStep {
  const kind = item && ORDER.includes(item.kind) ? item.kind : "unknown";
  return ORDER.indexOf(kind) > ORDER.indexOf(step.kind)
    ? {
        kind,
        detail: `${item?.status} ${item?.type}: ${withoutValues(item?.reason ?? "")}`,
        indexMissing: item?.type === "index_not_found_exception",
        isBlocked: item?.status === 403 && item.type === "cluster_block_exception",
      }
    : step;
}

/** What a request that failed as a whole came to. What is no answer of the store is thrown. */
export function stepOf(fault: unknown): StoreStep {
  if (!(fault instanceof BulkFault)) throw fault;
  return { kind: fault.kind, detail: fault.message, indexMissing: fault.status === 404 };
}
