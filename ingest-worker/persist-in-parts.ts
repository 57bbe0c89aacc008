import { BulkFault } from "@/lib/es/bulk";
import { DONE, type StoreStep } from "./store-step";

/** How far one attempt came, and what of its items is to be sent again. */
export interface Attempted<T> {
  readonly step: StoreStep;
  readonly open: readonly T[];
}

export const isTooLarge = (fault: unknown): boolean =>
  fault instanceof BulkFault && fault.kind === "too-large";

/**
 * Persists every item, and in halves those that are too large together; returns what is too large alone.
 * @param persist runs an attempt at the store until it is done.
 * @param attempt sends items once.
 */
export async function persistInParts<T>(
  items: readonly T[],
  persist: (attempt: () => Promise<StoreStep>) => Promise<void>,
  attempt: (open: readonly T[]) => Promise<Attempted<T>>,
): Promise<T[]> {
  if (items.length === 0) return [];
  let open = items;
  let tooLarge = false;
  await persist(async () => {
    try {
      const attempted = await attempt(open);
      open = attempted.open;
      return attempted.step;
    } catch (fault) {
      if (!isTooLarge(fault)) throw fault;
      tooLarge = true;
      return DONE;
    }
  });
  if (!tooLarge) return [];
  if (open.length < 2) return [...open];
  const half = Math.ceil(open.length / 2);
  return [
    ...(await persistInParts(open.slice(0, half), persist, attempt)),
    ...(await persistInParts(open.slice(half), persist, attempt)),
  ];
}
