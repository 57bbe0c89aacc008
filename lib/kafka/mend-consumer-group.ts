import { createRequire } from "node:module";

/** What of kafkajs's consumer group is mended, or used for it. */
export interface ConsumerGroup {
  readonly cluster: { refreshMetadata(): Promise<void> };
  heartbeat(options: { interval: number }): Promise<void>;
  joinAndSync(): Promise<void>;
  recoverFromFetch(fault: unknown): Promise<void>;
}
type Mended = "heartbeat" | "joinAndSync" | "recoverFromFetch";

const MODULE = "kafkajs/src/consumer/consumerGroup";
const load = createRequire(import.meta.url);
const mended = new Set<string>();

/** What all consumer groups of this process share. */
export function consumerGroups(): ConsumerGroup {
  const { prototype }: { prototype: ConsumerGroup } = load(MODULE);
  return prototype;
}

/**
 * Replaces a method of all consumer groups of this process, once for each purpose.
 * @param mend is given the method as it was, with the mends of other purposes that came before.
 */
export function mendConsumerGroup<M extends Mended>(
  purpose: string,
  method: M,
  mend: (
    original: ConsumerGroup[M],
  ) => (this: ConsumerGroup, ...given: Parameters<ConsumerGroup[M]>) => Promise<void>,
): void {
  const name = `${purpose}: ${method}`;
  if (mended.has(name)) return;
  mended.add(name);
  const groups = consumerGroups();
  Object.assign(groups, { [method]: mend(groups[method]) });
}
