import type { BulkAnswer } from "@/lib/es/bulk";
import type { Attributes, Span } from "@/lib/trace/span";
import type { SeriesBatch } from "./batch";
import type { Placing } from "./row-joiner";

/** The step of one bulk: it follows from the first record of its batch that is traced, and is linked to the others. */
export function startBulkSpan({ batch, generation }: Placing, readings: number): Span | null {
  if (batch.spans.size === 0) return null;
  const [first, ...links] = batch.spans;
  const attributes = {
    "db.system.name": "elasticsearch",
    "db.operation.name": "bulk",
    "db.collection.name": generation.index,
    "slipstream.window": batch.window.name,
    "slipstream.readings": readings,
  };
  return first?.child({ name: "bulk", kind: "client", links, attributes }) ?? null;
}

/** How many readings were answered with what. */
export function answersIn(answer: BulkAnswer, readings: number): Attributes {
  if (answer.allDone) return { "slipstream.answer.done": readings };
  const counts: Record<string, number> = {};
  for (const { kind } of answer.items) {
    const name = `slipstream.answer.${kind}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Has the states that traced readings of a bulk changed be written as a step that follows from it. */
export function leadToStates(span: Span, batch: SeriesBatch, rows: readonly number[]): void {
  for (const row of rows) {
    const bike = batch.bikes[row];
    if (bike?.dirty && batch.origins[row]?.span) bike.span = span;
  }
}
