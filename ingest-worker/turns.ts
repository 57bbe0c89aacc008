import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs } from "@/lib/retry";
import type { Holds } from "./holds";
import { Pause } from "./pause";

/** What is done turn by turn, and what is to wait for. */
export interface TurnByTurn {
  /** "figures wait" */
  readonly waiting: string;
  /** @returns whether to go on at once; else there is a rest. */
  turn(): Promise<boolean>;
  readonly restMs: number;
  readonly longestBackoffMs: number;
  /** Of a fault that passes: the store that does not answer, and why; throws what no rule covers. */
  passing(fault: unknown): { readonly store: Parameters<Holds["begin"]>[0]; readonly why: string };
  /** After each fault that passes, before it is waited. */
  onPassing?(): Promise<void>;
}

/** Takes turns for as long as it is not stopped; waits, and takes the same turn again, where a store does not answer. */
export class Turns {
  private readonly pause = new Pause();
  private running: Promise<void> = Promise.resolve();
  private endHold: (() => void) | null = null;
  private hasToStop = false;

  constructor(
    private readonly work: TurnByTurn,
    private readonly holds: Holds,
    private readonly log: Logger,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  get isStopping(): boolean {
    return this.hasToStop;
  }

  start(): void {
    this.running = this.run().catch(this.fatal);
  }

  /** Ends a rest: there is something to do. */
  wake(): void {
    this.pause.end();
  }

  /** Ends once the turn that is being taken is over. */
  async stop(): Promise<void> {
    this.hasToStop = true;
    this.pause.end();
    await this.running;
  }

  private async run(): Promise<void> {
    const { work } = this;
    for (let faults = 0; !this.isStopping; ) {
      try {
        const goesOn = await work.turn();
        this.endHold?.();
        this.endHold = null;
        faults = 0;
        if (!goesOn) await this.pause.last(work.restMs);
      } catch (fault) {
        const { store, why } = work.passing(fault);
        if (!this.endHold) this.log.warn({ fault: describeFault(fault) }, work.waiting);
        this.endHold ??= this.holds.begin(store, `${work.waiting}: ${why}`);
        await work.onPassing?.();
        await this.pause.last(backoffMs(++faults, Math.random(), 100, work.longestBackoffMs));
      }
    }
  }
}
