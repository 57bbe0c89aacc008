import { Restatement } from "@/lib/domain/figures";
import type { FiguresReader } from "./figures-reader";
import type { Span } from "./read-blocks";

const MOST = 200;

/** What became another in the blocks inside the span, the newest first. @throws AppError `unavailable`. */
export const readRestatements = (
  reader: FiguresReader,
  { definition, fromMs, toMs }: Span & { readonly definition: string },
  signal?: AbortSignal,
): Promise<Restatement[]> =>
  reader.ask(
    "report-restatements",
    Restatement,
    {
      filters: [
        { term: { kind: "restatement" } },
        { term: { definition } },
        { range: { from: { gte: fromMs } } },
        { range: { to: { lte: toMs } } },
      ],
      sort: [{ published_at: "desc" }],
      first: MOST,
    },
    signal,
  );
