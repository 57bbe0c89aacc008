import type { Publication } from "@/lib/range-model/publish-range-model";
import type { Metrics } from "../metrics";

/** Who is told what the lane of figures did. Times are ms since epoch. */
export interface TellsOfFigures {
  computed(blocks: number): void;
  /** A document was written. */
  written(kind: string): void;
  /** A document is too large to be written, ever. */
  refused(): void;
  saidCompleteness(atMs: number): void;
  learned(publication: Publication, atMs: number): void;
}

export const TELLS_NOBODY: TellsOfFigures = {
  computed: () => undefined,
  written: () => undefined,
  refused: () => undefined,
  saidCompleteness: () => undefined,
  learned: () => undefined,
};

/** Metrics of what the process that leads does; another says nothing of when it was done. */
export class FiguresTold implements TellsOfFigures {
  private readonly doneAtMs = new Map<string, number>();

  constructor(
    private readonly metrics: Pick<
      Metrics,
      "figureBlocks" | "figuresWritten" | "figuresRefused" | "reportsAge" | "rangeModel"
    >,
    private readonly now: () => number,
  ) {}

  computed = (blocks: number): void => this.metrics.figureBlocks.inc(blocks);
  written = (kind: string): void => this.metrics.figuresWritten.inc({ kind });
  refused = (): void => this.metrics.figuresRefused.inc();
  saidCompleteness = (atMs: number): void => this.done("completeness", atMs);
  learned = (publication: Publication, atMs: number): void => {
    this.metrics.rangeModel.reset();
    this.metrics.rangeModel.set({ verdict: publication }, 1);
    this.done("range-model", atMs);
  };

  /** Shows how long ago each was done. */
  show(): void {
    for (const [of, atMs] of this.doneAtMs) this.metrics.reportsAge.set({ of }, (this.now() - atMs) / 1_000);
  }

  /** Another process leads. */
  forget(): void {
    this.doneAtMs.clear();
    this.metrics.reportsAge.reset();
    this.metrics.rangeModel.reset();
  }

  private done(of: string, atMs: number): void {
    if (Number.isFinite(atMs)) this.doneAtMs.set(of, atMs);
  }
}
