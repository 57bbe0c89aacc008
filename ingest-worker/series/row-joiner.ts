import type { Elasticsearch } from "@/lib/es/client";
import type { Aside } from "../aside/aside";
import { idsOfBatch } from "../log/ids-of-batch";
import { partsOf } from "../parts-of";
import { type Attempted, persistInParts } from "../persist-in-parts";
import { DONE, type StoreStep, worse } from "../store-step";
import type { SeriesBatch } from "./batch";
import { apart, type Conflict, type JoinPlan, planJoins, type Replacement, replaceStored } from "./conflicts";
import type { Resolved } from "./fold";
import { keysOfRows, originOfRow } from "./origin-of-row";
import type { Refusals } from "./refusals";
import type { OpenGeneration, WindowKeeper } from "./window-keeper";

const CONFLICTS_PER_REQUEST = 1_000;
const MAX_BYTES = 2_500_000;

/** A batch on its way into its window, and what of it the window refuses. */
export interface Placing {
  readonly batch: SeriesBatch;
  readonly refusals: Refusals;
  /** Where its rows are written now. */
  generation: OpenGeneration;
  /** Some of its rows were refused, and the breaker let none of them become a dead letter. */
  isHeld: boolean;
}

/** Joins rows that met a stored reading of their identity into that. */
export class RowJoiner {
  /** @param onJoined is told of each row when what the window holds then is durable. */
  constructor(
    private readonly es: Elasticsearch,
    private readonly windows: WindowKeeper,
    private readonly aside: Pick<Aside, "collisions">,
    private readonly onJoined: (batch: SeriesBatch, resolved: Resolved) => void,
  ) {}

  /** Returns the conflicts whose stored reading is gone, and the rows whose generation was sealed before they could be joined. */
  async join(
    placing: Placing,
    conflicts: readonly Conflict[],
  ): Promise<{ gone: Conflict[]; moved: number[] }> {
    const gone: Conflict[] = [];
    const moved: number[] = [];
    let open = conflicts;
    while (open.length > 0) {
      const plans = await this.plan(placing, open.slice(0, CONFLICTS_PER_REQUEST));
      open = open.slice(CONFLICTS_PER_REQUEST);
      for (const plan of plans) {
        await this.keepLost(placing.batch, plan);
        for (const resolved of plan.resolved) this.onJoined(placing.batch, resolved);
        gone.push(...plan.absent);
        const replaced = await this.replace(placing, plan.replacements);
        moved.push(...replaced.moved.flatMap(({ conflicts: rows }) => rows.map(({ row }) => row)));
        open = [...replaced.open, ...open];
      }
    }
    return { gone, moved };
  }

  /** More than one plan where the store takes no larger question. */
  private async plan(placing: Placing, conflicts: readonly Conflict[]): Promise<JoinPlan[]> {
    const { index } = placing.generation;
    const plans: JoinPlan[] = [];
    const tooLarge = await persistInParts(conflicts, this.persist(placing, "read"), async (open) => {
      plans.push(await planJoins(this.es, index, open));
      return { step: DONE, open: [] };
    });
    for (const { row } of tooLarge) refuseAsTooLarge(placing, row);
    return plans;
  }

  private async keepLost(batch: SeriesBatch, { lost }: JoinPlan): Promise<void> {
    if (lost.length === 0) return;
    await this.aside.collisions(
      lost.map(({ row, reading }) => ({ origin: originOfRow(batch, row), reading })),
    );
  }

  /** Returns what is to be read again, and what met a sealed generation. */
  private async replace(placing: Placing, replacements: readonly Replacement[]) {
    const open: Conflict[] = [];
    const moved: Replacement[] = [];
    for (const part of partsOf(replacements, ({ lines }) => Buffer.byteLength(lines), MAX_BYTES)) {
      const tooLarge = await persistInParts(part, this.persist(placing, "join"), (items) =>
        this.windows.into(placing.generation, items, moved, (these) => this.attempt(placing, these, open)),
      );
      for (const replacement of tooLarge)
        this.refuse(replacement, open, (row) => refuseAsTooLarge(placing, row));
    }
    return { open, moved };
  }

  private async attempt(
    { batch, refusals, generation: { index } }: Placing,
    replacements: readonly Replacement[],
    toBeReadAgain: Conflict[],
  ): Promise<Attempted<Replacement>> {
    const { done, open: met, refused } = await replaceStored(this.es, index, replacements);
    for (const { resolved } of done) for (const one of resolved) this.onJoined(batch, one);
    toBeReadAgain.push(...met);
    const open: Replacement[] = [];
    let step = DONE;
    for (const { replacement, item } of refused) {
      if (item.kind === "permanent")
        this.refuse(replacement, toBeReadAgain, (row) =>
          refusals.add(row, "refused-by-store", `${item.type}: ${item.reason}`),
        );
      else {
        open.push(replacement);
        step = worse(step, item);
      }
    }
    return { step, open };
  }

  /** What was joined before it was refused may be refused for one row's sake only. */
  private refuse(
    replacement: Replacement,
    toBeReadAgain: Conflict[],
    refuseRow: (row: number) => void,
  ): void {
    const [first, ...more] = replacement.conflicts;
    if (more.length > 0) toBeReadAgain.push(...apart(replacement));
    else if (first) refuseRow(first.row);
  }

  private persist({ batch, generation }: Placing, verb: string) {
    return (attempt: () => Promise<StoreStep>) =>
      this.windows.persist(generation, verb, keysOfRows(batch), attempt, () => idsOfBatch(batch));
  }
}

const refuseAsTooLarge = ({ refusals }: Placing, row: number): void =>
  refusals.add(row, "too-large", "joined, it is larger than the store takes");
