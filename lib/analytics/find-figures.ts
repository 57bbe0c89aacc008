import type { Evidence, FigureBlock, Restatement } from "@/lib/domain/figures";
import type { AskedQuestion } from "@/lib/reports/asked-question";
import { previousOf } from "./day-range";
import type { FiguresReader } from "./figures-reader";
import { readBlocks } from "./read-blocks";
import { readEvidence } from "./read-evidence";
import { readRestatements } from "./read-restatements";
import { blocksInside } from "./report/blocks-inside";
import { spanOf } from "./report/tell-report";

export interface FoundFigures {
  /** Of the range, and of the one before where that is compared. */
  readonly blocks: readonly FigureBlock[];
  /** Of the range, the newest first. */
  readonly restatements: readonly Restatement[];
  readonly evidence: readonly Evidence[];
}

/**
 * What is published that answers a question; none is answered that is not kept.
 * @param zone of the reports. @throws AppError `unavailable`, `too-large`.
 */
export async function findFigures(
  reader: FiguresReader,
  { definition, from, to, compares }: AskedQuestion,
  zone: string,
  signal?: AbortSignal,
): Promise<FoundFigures> {
  const range = { from, to };
  const span = spanOf(range, { zone });
  const fromMs = compares ? spanOf(previousOf(range), { zone }).fromMs : span.fromMs;
  const [blocks, restatements] = await Promise.all([
    readBlocks(reader, { definition, fromMs, toMs: span.toMs }, signal),
    readRestatements(reader, { definition, ...span }, signal),
  ]);
  const inside = blocksInside(blocks, span).map(({ block }) => block);
  const evidence =
    inside.length === 0 ? [] : await readEvidence(reader, { definition, blocks: inside }, signal);
  return { blocks, restatements, evidence };
}
