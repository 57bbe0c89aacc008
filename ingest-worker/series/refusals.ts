import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import type { Aside } from "../aside/aside";
import type { Origin } from "../lane/ticket";
import type { SeriesBatch } from "./batch";
import { originOfRow } from "./origin-of-row";

type RefusalReason = Extract<DeadLetterReason, "refused-by-store" | "too-large">;

/** Rows of one batch that its window will never take; each record is kept once, with all of its rows that were refused. */
export class Refusals {
  private readonly faults: Readonly<Record<RefusalReason, Map<Origin, FieldFault[]>>> = {
    "refused-by-store": new Map(),
    "too-large": new Map(),
  };
  count = 0;

  constructor(private readonly batch: SeriesBatch) {}

  add(row: number, reason: RefusalReason, detail: string): void {
    const origin = originOfRow(this.batch, row);
    const time = new Date(this.batch.times[row] ?? Number.NaN).toISOString();
    const expected = `a reading that the store takes: ${origin.bikeId}, ${origin.source}, ${time}`;
    const fault: FieldFault = { reading: null, field: "@timestamp", expected, got: detail };
    const listed = this.faults[reason].get(origin);
    if (listed) listed.push(fault);
    else this.faults[reason].set(origin, [fault]);
    this.count++;
  }

  /** Hands the records over to the dead letters, which hold the batch's tickets. */
  keepIn(aside: Pick<Aside, "deadLetter">): void {
    for (const reason of ["refused-by-store", "too-large"] as const)
      for (const [origin, faults] of this.faults[reason])
        aside.deadLetter(origin, reason, faults, this.batch.tickets);
  }
}
