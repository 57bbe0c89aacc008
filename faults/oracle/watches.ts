import { createLog } from "@/lib/log";
import type { Trial } from "../lab/trial";
import { commitsSince, goneBack } from "./commits";
import { DurableOffsets } from "./durable-offsets";
import { readingsLanes } from "./lanes";
import { readStates, StateWatch } from "./state-watch";
import { Watch } from "./watch";

const STATES_EVERY_MS = 250;
const OFFSETS_EVERY_MS = 1_000;
const log = createLog("faults", "silent");

/** Everything that somebody looks at all the while. */
export class Watches {
  private readonly states = new StateWatch();
  private readonly offsets: DurableOffsets;
  private readonly watches: Readonly<Record<"states" | "durability", Watch>>;
  private readonly startedMs = Date.now();
  private looksBefore: ReadonlyMap<string, number> = new Map();

  constructor(private readonly trial: Trial) {
    const { es, names, kafka, admin } = trial;
    this.offsets = new DurableOffsets(kafka, admin, es, names, log);
    this.watches = {
      states: new Watch(() => this.lookAtStates(), STATES_EVERY_MS),
      durability: new Watch(() => this.offsets.look(), OFFSETS_EVERY_MS),
    };
  }

  /** The fault is about to be made: only looks from now on tell of it. */
  begin(): void {
    this.looksBefore = new Map(Object.entries(this.watches).map(([what, { looks }]) => [what, looks]));
  }

  /** What nobody could look at since the fault was begun, in words. */
  async unseen(): Promise<string[]> {
    await Promise.all(Object.values(this.watches).map((watch) => watch.hasLooked()));
    const unseen = Object.entries(this.watches).filter(
      ([what, { looks }]) => looks === (this.looksBefore.get(what) ?? looks),
    );
    return unseen.map(([what]) => `nobody could look at ${what} while it ran`);
  }

  /** Looks at everything once more, when all that was sent has been read. */
  async lookAtLast(): Promise<void> {
    await this.offsets.untilAllIsRead();
    await Promise.all([this.lookAtStates(), this.offsets.look()]);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.watches).map((watch) => watch.stop()));
    await this.offsets.stop();
  }

  /** Values of states that went back in time, in words. */
  get regressions(): readonly string[] {
    return this.states.faults;
  }

  /** Commits that went back or ahead, in words. @param excused readings that are dead letters instead, or gone. */
  async commitFaults(excused: ReadonlySet<string>): Promise<readonly string[]> {
    const topics = readingsLanes(this.trial.names).map(({ topic }) => topic);
    const commits = await commitsSince(this.trial.kafka, topics, this.startedMs, log);
    return [...goneBack(commits), ...this.offsets.faults(excused)];
  }

  private async lookAtStates(): Promise<void> {
    this.states.note(await readStates(this.trial.es, this.trial.names));
  }
}
