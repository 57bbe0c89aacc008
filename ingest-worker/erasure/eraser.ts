import type { ErasureSession, OpenErasure, StepRow } from "@/lib/db/erasure-session";
import {
  ERASED_STREAMS,
  ERASURE_STEPS,
  type StreamCounts,
  type StreamResult,
} from "@/lib/domain/erasure-steps";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { asBulkFault } from "@/lib/es/request-fault";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs } from "@/lib/retry";
import type { Holds } from "../holds";
import { Pause } from "../outbox/pause";
import { type AtStep, type Erasing, STEPS, survey } from "./erasing-steps";

const LOOK_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;

/** Steps that bring to nothing what a later look found. */
const AGAIN = ["letters", "quarantine", "readings", "state", "rides", "attributions", "projection"] as const;

/**
 * Brings erasures to their end, step by step. Each step is a row: whoever goes on after a kill begins with the first that has
 * not ended, and every one of them can be done again. Of all processes that erase one leads.
 */
export class Eraser {
  private readonly pause = new Pause();
  private readonly notBefore = new Map<string, number>();
  private readonly session: ErasureSession;
  private running: Promise<void> = Promise.resolve();
  private endHold: (() => void) | null = null;
  private isStopping = false;

  constructor(
    private readonly work: Erasing,
    private readonly holds: Holds,
    private readonly fatal: (fault: unknown) => void,
  ) {
    this.session = work.session;
  }

  start(): void {
    this.running = this.run().catch(this.fatal);
  }

  /** Ends after the step that is being done. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.pause.end();
    await this.running;
    await this.session.close();
  }

  private async run(): Promise<void> {
    for (let faults = 0; !this.isStopping; ) {
      try {
        if (await this.session.lead())
          for (const erasure of await this.session.open())
            if (!this.isStopping && this.mayGoOn(erasure)) await this.advance(erasure);
        this.endHold?.();
        this.endHold = null;
        faults = 0;
        await this.pause.last(LOOK_EVERY_MS);
      } catch (cause) {
        const fault = passing(cause);
        this.work.log.warn({ fault: describeFault(fault) }, "an erasure waits");
        this.endHold ??= this.holds.begin(storeOf(fault), `an erasure waits: ${fault.message}`);
        await this.pause.last(backoffMs(++faults, Math.random(), 200, LONGEST_BACKOFF_MS));
      }
    }
  }

  /** Goes on with an erasure as far as it can. */
  private async advance(erasure: OpenErasure): Promise<void> {
    const stones = await this.session.stonesOf(erasure.id);
    for (const step of ERASURE_STEPS) {
      const steps = await this.session.steps(erasure.id);
      const known = steps.get(step);
      if (this.isStopping) return;
      if (known !== undefined && known.endedMs !== null) continue;
      if (known === undefined) await this.session.begin(erasure.id, step);
      const at: AtStep = { ...erasure, stones, steps };
      if (step === "recheck") return this.recheck(at);
      const came = await STEPS[step](this.work, at);
      if (came.kind === "waits") return this.wait(erasure, came.forMs);
      await this.session.end(erasure.id, step, came.counts);
      this.work.log.info({ erasure: erasure.id, step, ...came.counts }, "a step of an erasure is done");
    }
    await this.recheck({ ...erasure, stones, steps: await this.session.steps(erasure.id) });
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
      for (const step of AGAIN) {
        const came = await STEPS[step](this.work, at);
        if (came.kind === "waits") return this.wait(at, came.forMs);
      }
      return;
    }
    const isLater = at.isErased && at.steps.get("recheck")?.endedMs !== null;
    await this.session.end(at.id, "recheck", found);
    const kind = at.isErased ? "checked" : "erased";
    const steps = await this.session.steps(at.id);
    const before = isLater ? found : steps.get("survey")?.counts;
    await this.session.addReceipt(at.id, { kind, streams: resultOf(before, found), steps: timesOf(steps) });
    this.work.log.info({ erasure: at.id, kind }, "nothing of what was erased is there");
  }
}

function resultOf(before: Readonly<Record<string, number>> | undefined, after: StreamCounts): StreamResult[] {
  return ERASED_STREAMS.map((stream) => ({ stream, before: before?.[stream] ?? 0, after: after[stream] }));
}

const timesOf = (steps: ReadonlyMap<string, StepRow>) =>
  [...steps.values()]
    .sort((a, b) => a.begunMs - b.begunMs)
    .flatMap(({ step, begunMs, endedMs }) => (endedMs === null ? [] : [{ step, begunMs, endedMs }]));

type Passing = AppError | BulkFault;

/** What may go better another time; anything else is thrown, and the process begins with the same step again. */
function passing(fault: unknown): Passing {
  return fault instanceof AppError || fault instanceof BulkFault ? fault : asBulkFault("erasure", fault);
}

function storeOf(fault: Passing): "database" | "elasticsearch" | "kafka" {
  if (fault instanceof BulkFault) return "elasticsearch";
  return fault.message.startsWith("the database") ? "database" : "kafka";
}
