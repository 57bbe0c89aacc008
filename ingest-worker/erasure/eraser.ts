import type { ErasureSession, OpenErasure, StepRow } from "@/lib/db/erasure-session";
import {
  ERASED_STREAMS,
  ERASURE_STEPS,
  type ErasureStep,
  type StreamCounts,
  type StreamResult,
} from "@/lib/domain/erasure-steps";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs } from "@/lib/retry";
import type { Holds } from "../holds";
import { Turns } from "../turns";
import { type AtStep, type Erasing, STEPS, survey } from "./erasing-steps";
import { isDatabaseFault, StepFailed, whatFailed } from "./step-failed";
import { stonesNow } from "./stones-now";

const LOOK_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;
/** Between two attempts at a step that fails, ms: from seconds to minutes. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [2_000, 300_000];

/** Steps that bring to nothing what a later look found. */
const AGAIN = ["letters", "quarantine", "readings", "state", "rides", "attributions", "projection"] as const;

/**
 * Brings erasures to their end, step by step. Each step is a row: whoever goes on after a kill begins with the first that has
 * not ended, and every one of them can be done again. One that fails is tried again later and later, and keeps no other from
 * going on. Of all processes that erase one leads.
 */
export class Eraser {
  private readonly turns: Turns;
  private readonly notBefore = new Map<string, number>();
  /** How often something of an erasure was found again, one time after the other. */
  private readonly again = new Map<string, number>();
  private readonly endHolds = new Map<string, () => void>();
  private readonly session: ErasureSession;

  constructor(
    private readonly work: Erasing,
    private readonly holds: Holds,
    fatal: (fault: unknown) => void,
  ) {
    this.session = work.session;
    const turns = {
      waiting: "an erasure waits",
      turn: () => this.goOn(),
      restMs: LOOK_EVERY_MS,
      longestBackoffMs: LONGEST_BACKOFF_MS,
      passing,
    };
    this.turns = new Turns(turns, holds, work.log, fatal);
  }

  start(): void {
    this.turns.start();
  }

  /** Ends after the step that is being done. */
  async stop(): Promise<void> {
    await this.turns.stop();
    for (const end of this.endHolds.values()) end();
    await this.session.close();
  }

  /** As far as all that are open can go now. */
  private async goOn(): Promise<false> {
    if (await this.session.lead())
      for (const erasure of await this.session.open())
        if (!this.turns.isStopping && this.mayGoOn(erasure))
          await this.advance(erasure).then(
            () => this.endHold(erasure),
            (fault: unknown) => this.fail(erasure, fault),
          );
    return false;
  }

  /** Keeps what failed, and waits longer each time. Where that cannot be kept, none goes on. */
  private async fail(erasure: OpenErasure, fault: unknown): Promise<void> {
    if (!(fault instanceof StepFailed)) throw fault;
    const { step, failures, cause } = fault;
    const { store, why } = whatFailed(cause);
    await this.session.fail(erasure.id, step, why);
    this.work.log.error(
      { erasure: erasure.id, step, failures: failures + 1, fault: describeFault(cause) },
      "a step of an erasure failed",
    );
    if (!this.endHolds.has(erasure.id))
      this.endHolds.set(erasure.id, this.holds.begin(store, `an erasure waits at ${step}: ${why}`));
    this.wait(erasure, backoffMs(failures + 1, Math.random(), FIRST_PAUSE_MS, LONGEST_PAUSE_MS));
  }

  private endHold({ id }: OpenErasure): void {
    this.endHolds.get(id)?.();
    this.endHolds.delete(id);
  }

  /** Goes on with an erasure as far as it can. @throws StepFailed. */
  private async advance(erasure: OpenErasure): Promise<void> {
    for (const step of ERASURE_STEPS) {
      const steps = await this.session.steps(erasure.id);
      const known = steps.get(step);
      if (this.turns.isStopping) return;
      if (known !== undefined && known.endedMs !== null) continue;
      if (known === undefined) await this.session.begin(erasure.id, step);
      const at = await this.at(erasure, step, steps);
      if (step === "recheck") return this.taking(step, steps, () => this.recheck(at));
      const came = await this.taking(step, steps, () => STEPS[step](this.work, at));
      if (came.kind === "waits") return this.wait(erasure, came.forMs);
      await this.session.end(erasure.id, step, came.counts);
      this.work.log.info({ erasure: erasure.id, step, ...came.counts }, "a step of an erasure is done");
    }
    const at = await this.at(erasure, "recheck", await this.session.steps(erasure.id));
    await this.taking("recheck", at.steps, () => this.recheck(at));
  }

  private async at(
    erasure: OpenErasure,
    step: ErasureStep,
    steps: ReadonlyMap<string, StepRow>,
  ): Promise<AtStep> {
    return { ...erasure, stones: await this.taking(step, steps, () => stonesNow(this.work, erasure)), steps };
  }

  private async taking<T>(
    step: ErasureStep,
    steps: ReadonlyMap<string, StepRow>,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      throw new StepFailed(step, steps.get(step)?.failures ?? 0, fault);
    }
  }

  private mayGoOn({ id }: OpenErasure): boolean {
    return this.work.elapsedMs() >= (this.notBefore.get(id) ?? Number.NEGATIVE_INFINITY);
  }

  private wait({ id }: OpenErasure, forMs: number): void {
    this.notBefore.set(id, this.work.elapsedMs() + forMs);
  }

  /**
   * Looks for everything once more, when no request can be on its way any more that was sent without the tombstones; removes
   * what is found, and gives the receipt when nothing is.
   */
  private async recheck(at: AtStep): Promise<void> {
    const left = this.work.recheckAfterMs - (at.steps.get("publish")?.agoMs ?? 0);
    if (left > 0) return this.wait(at, left);
    const found = await survey(this.work, at);
    if (Object.values(found).some((count) => count > 0)) {
      this.work.log.warn(
        { erasure: at.id, ...found },
        "something of what was erased is there: removed again",
      );
      const times = (this.again.get(at.id) ?? 0) + 1;
      this.again.set(at.id, times);
      const pauseMs = backoffMs(times, Math.random(), LOOK_EVERY_MS, LONGEST_PAUSE_MS);
      for (const step of AGAIN) {
        const came = await STEPS[step](this.work, at);
        if (came.kind === "waits") return this.wait(at, Math.max(came.forMs, pauseMs));
      }
      return this.wait(at, pauseMs);
    }
    // A process that was killed after it removed readings had not marked their rides.
    const marked = this.work.marked.has(at.id) ? null : await STEPS.rides(this.work, at);
    if (marked?.kind === "waits") return this.wait(at, marked.forMs);
    this.again.delete(at.id);
    this.work.marked.delete(at.id);
    const isLater = at.isErased && at.steps.get("recheck")?.endedMs !== null;
    await this.session.end(at.id, "recheck", found);
    const kind = at.isErased ? "checked" : "erased";
    const steps = await this.session.steps(at.id);
    const before = isLater ? found : heldBefore(steps);
    await this.session.addReceipt(at.id, { kind, streams: resultOf(before, found), steps: timesOf(steps) });
    this.work.log.info({ erasure: at.id, kind }, "nothing of what was erased is there");
  }
}

/** What was counted first, and what purges removed: whose a consented ride is only they can tell, while there is a key. */
function heldBefore(steps: ReadonlyMap<string, StepRow>): Readonly<Record<string, number>> {
  const [counted, purged] = [steps.get("survey")?.counts, steps.get("projection")?.counts];
  const stream = "consented-rides";
  return { ...counted, [stream]: (counted?.[stream] ?? 0) + (purged?.[stream] ?? 0) };
}

function resultOf(before: Readonly<Record<string, number>>, after: StreamCounts): StreamResult[] {
  return ERASED_STREAMS.map((stream) => ({ stream, before: before[stream] ?? 0, after: after[stream] }));
}

const timesOf = (steps: ReadonlyMap<string, StepRow>) =>
  [...steps.values()]
    .sort((a, b) => a.begunMs - b.begunMs)
    .flatMap(({ step, begunMs, endedMs }) => (endedMs === null ? [] : [{ step, begunMs, endedMs }]));

/** What passes for all of them: the database does not answer. */
function passing(fault: unknown) {
  if (!isDatabaseFault(fault)) throw fault;
  return { store: "database" as const, why: fault.message };
}
