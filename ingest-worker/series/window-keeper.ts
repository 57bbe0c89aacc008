import { generationName } from "@/lib/domain/generation";
import type { Names } from "@/lib/domain/names";
import type { TimeWindow } from "@/lib/domain/window";
import { BulkFault } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { type Generation, listGenerations } from "@/lib/es/list-generations";
import { createWindow, templateThere } from "@/lib/es/windows";
import type { Erased, Keys } from "../erasure/erased";
import type { Attempted } from "../persist-in-parts";
import type { About, StoreGate } from "../store-gate";
import { AGAIN, DONE, type StoreStep, stepOf } from "../store-step";

/** A block of a sealed window may be lifted for repairs, five minutes after its sealing: who writes knows of that by then. */
const LISTED_FOR_MS = 60_000;

/** The generation of a window that takes readings. */
export interface OpenGeneration {
  readonly window: TimeWindow;
  readonly index: string;
  readonly number: number;
}
type Known = Pick<Generation, "index" | "number" | "sealedAt">;

/**
 * Creates each window's index when it is first met, its next generation when the newest is sealed, and again what was
 * deleted under the worker. Whether one is sealed is what its mark says, by a listing of at most a minute.
 */
export class WindowKeeper {
  private listed = { atMs: Number.NEGATIVE_INFINITY, byWindow: new Map<string, readonly Known[]>() };
  private readonly opening = new Map<string, Promise<OpenGeneration>>();

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly gate: StoreGate,
    private readonly onMade: () => void,
    private readonly erased: Pick<Erased, "isFresh" | "fresh">,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The newest generation of a window, made where there is none that is open. */
  async open(window: TimeWindow): Promise<OpenGeneration> {
    const known = this.isFresh() ? this.openOne(window) : null;
    if (known) return known;
    const pending = this.opening.get(window.name);
    if (pending) return pending;
    const opening = this.make(window).finally(() => this.opening.delete(window.name));
    this.opening.set(window.name, opening);
    return opening;
  }

  /** The generations before this one, all of them sealed; none where they were deleted. */
  async earlierThan({ window, number }: OpenGeneration): Promise<string[]> {
    await this.listIfStale();
    return this.generationsOf(window).flatMap((one) => (one.number < number ? [one.index] : []));
  }

  /**
   * Runs `attempt` at the gate until it is done, each time with all tombstones of these keys known; where it finds that the
   * generation's index is missing, makes it again.
   */
  persist(
    generation: OpenGeneration,
    verb: string,
    keys: Keys,
    attempt: () => Promise<StoreStep>,
    about?: About,
  ): Promise<void> {
    const made = async () => {
      // They may have become old while it waited for its turn.
      if (!this.erased.isFresh(keys)) return AGAIN;
      const step = await attempt().catch(stepOf);
      return step.indexMissing ? this.makeAgain(generation) : step;
    };
    return this.gate.persist(`${verb} ${generation.index}`, made, about, () => this.erased.fresh(keys));
  }

  /**
   * One attempt to write items into a generation. Where that is sealed, before or meanwhile, what is open goes to `moved`:
   * it belongs into the next. A block without the mark stays what it is, a store that is not as it must be.
   */
  async into<T>(
    generation: OpenGeneration,
    items: readonly T[],
    moved: T[],
    attempt: (items: readonly T[]) => Promise<Attempted<T>>,
  ): Promise<Attempted<T>> {
    await this.listIfStale();
    const attempted = this.takesReadings(generation) ? await attempt(items) : { step: DONE, open: items };
    if (attempted.step.isBlocked) await this.list().catch(unlessUnanswered);
    if (this.takesReadings(generation) || attempted.step.kind === "unknown") return attempted;
    moved.push(...attempted.open);
    return { step: DONE, open: [] };
  }

  private generationsOf(window: TimeWindow): readonly Known[] {
    return this.listed.byWindow.get(window.name) ?? [];
  }

  /** What is not listed was made after the listing, or is gone and will be made again. */
  private takesReadings({ window, number }: OpenGeneration): boolean {
    return !this.generationsOf(window).some(
      (one) => one.number > number || (one.number === number && one.sealedAt !== null),
    );
  }

  private openOne(window: TimeWindow): OpenGeneration | null {
    const newest = this.generationsOf(window).at(-1);
    return newest?.sealedAt === null ? { window, index: newest.index, number: newest.number } : null;
  }

  private async make(window: TimeWindow): Promise<OpenGeneration> {
    let made = this.generation(window, 1);
    await this.gate.persist(`window ${made.index}`, async () => {
      await this.listIfStale();
      const known = this.openOne(window);
      made = known ?? this.generation(window, (this.generationsOf(window).at(-1)?.number ?? 0) + 1);
      if (known) return DONE;
      const step = await this.create(made);
      if (step.kind === "done") this.note(made);
      return step;
    });
    return made;
  }

  private generation(window: TimeWindow, number: number): OpenGeneration {
    const index = this.names.windowPrefix + generationName({ window: window.name, number });
    return { window, index, number };
  }

  private async makeAgain(generation: OpenGeneration): Promise<StoreStep> {
    this.listed.atMs = Number.NEGATIVE_INFINITY;
    const made = await this.create(generation);
    return made.kind === "done" ? AGAIN : made;
  }

  private async create({ index, window }: OpenGeneration): Promise<StoreStep> {
    const template = await templateThere(this.es, this.names.windowTemplate);
    if (template.kind !== "done") return template;
    const step = await createWindow(this.es, index, window);
    if (step.kind === "done" && step.isNew) this.onMade();
    return step;
  }

  private note({ window, index, number }: OpenGeneration): void {
    const made = { index, number, sealedAt: null };
    this.listed.byWindow.set(window.name, [...this.generationsOf(window), made]);
  }

  private isFresh(): boolean {
    return this.now() - this.listed.atMs <= LISTED_FOR_MS;
  }

  private async listIfStale(): Promise<void> {
    if (!this.isFresh()) await this.list();
  }

  private async list(): Promise<void> {
    const atMs = this.now();
    const byWindow = await listGenerations(this.es, this.names.windowPrefix);
    if (atMs >= this.listed.atMs) this.listed = { atMs, byWindow };
  }
}

/** What a store that did not answer leaves unknown is asked again at the next attempt. */
function unlessUnanswered(fault: unknown): void {
  if (!(fault instanceof BulkFault)) throw fault;
}
