import { Evidence } from "@/lib/domain/figures";
import type { FiguresReader } from "./figures-reader";

const MOST = 2_000;

/** What computing these blocks again gave, the newest first. @throws AppError `unavailable`. */
export const readEvidence = (
  reader: FiguresReader,
  { definition, blocks }: { readonly definition: string; readonly blocks: readonly string[] },
  signal?: AbortSignal,
): Promise<Evidence[]> =>
  reader.ask(
    "report-evidence",
    Evidence,
    {
      filters: [{ term: { kind: "evidence" } }, { term: { definition } }, { terms: { block: blocks } }],
      sort: [{ computed_at: "desc" }],
      first: MOST,
    },
    signal,
  );
