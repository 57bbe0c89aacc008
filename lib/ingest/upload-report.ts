import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetterReason } from "@/lib/domain/outcome";

type RefusalReason = DeadLetterReason | "not-allowed";

/** A packet that was not taken and stays with its sender. `packet` is its place in the upload, from 0. */
export interface Refusal {
  readonly packet: number;
  readonly reason: RefusalReason;
  readonly expected: string;
  readonly got: string;
}
/** A value that will not be stored (it is kept aside); the rest of its reading is. `reading` null: of the packet. */
export interface UploadFault extends FieldFault {
  readonly packet: number;
}

/** What became of an upload, as its sender reads it. Lists are cut after 1,000; totals are not. */
export interface UploadReport {
  readonly batch_id: string;
  readonly received_at: string;
  readonly accepted: { readonly packets: number; readonly readings: number };
  readonly refused_total: number;
  readonly refused: readonly Refusal[];
  readonly faults_total: number;
  readonly faults: readonly UploadFault[];
}

const MAX_LISTED = 1_000;

/** Collects refusals and faults, bounded in memory and work whatever an upload holds. */
export class BoundedList<T> {
  readonly items: T[] = [];
  total = 0;
  /** @param make is asked for the item only while there is room. */
  add(make: () => T): void {
    this.total++;
    if (this.items.length < MAX_LISTED) this.items.push(make());
  }
}
