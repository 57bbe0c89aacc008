import { FigureBlock } from "@/lib/domain/figures";
import type { FiguresReader } from "./figures-reader";

/** Ms since epoch, the end exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is published of a definition for the days, weeks and quarters that lie wholly inside the span. @throws AppError `unavailable`. */
export const readBlocks = (
  reader: FiguresReader,
  { definition, fromMs, toMs }: Span & { readonly definition: string },
  signal?: AbortSignal,
): Promise<FigureBlock[]> =>
  reader.ask(
    "report-blocks",
    FigureBlock,
    {
      filters: [
        { term: { kind: "block" } },
        { term: { definition } },
        { range: { from: { gte: fromMs } } },
        { range: { to: { lte: toMs } } },
      ],
    },
    signal,
  );
