import {
  addMarks,
  type MarksOf,
  removeMarks,
  takeMarks,
  waitingSeconds,
} from "@/lib/consent/projection/projection-marks";
import type { Database } from "@/lib/db/client";
import type { RestatementCause } from "@/lib/domain/figures";
import { pause } from "@/lib/retry";
import type { Metrics } from "../metrics";
import type { Attempts } from "./attempts";
import type { Batch, BikesBehind } from "./bikes-behind";
import type { ChangedRides } from "./changed-rides";
import type { ChangedInterval } from "./days-of-change";
import type { ChangedBike, Projector } from "./projector";
import type { Purger } from "./purger";
import type { PurgesInTurn } from "./purges-in-turn";
import type { WholeProjector } from "./whole-projector";

const LOOK_EVERY_MS = 200;
const CHECK_EVERY_MS = 1_000;
const MEASURE_EVERY_MS = 2_000;
const WHOLE_EVERY_MS = 2_000;
/** Their riders are held meanwhile: a purge waits for no more than these. */
const BIKES_AT_ONCE = 50;
const MARKS_AT_ONCE = 50;
/** A ride that overlaps a mark may begin so long before it: none is longer than a day, which may have 25 hours. */
const LONGEST_RIDE_MS = 25 * 3_600_000;

export interface ProjectionParts {
  readonly db: Database;
  readonly attempts: Attempts;
  /** Before all others. */
  readonly purging: Attempts;
  readonly changed: ChangedRides;
  readonly behind: BikesBehind;
  readonly projector: Projector;
  readonly purger: Purger;
  readonly purges: PurgesInTurn;
  readonly whole: WholeProjector;
}

/** Projects bikes whose rides changed or count otherwise, and purges riders who withdrew, each in a row of its own. */
export class ProjectionLane {
  private isStopping = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: ProjectionParts,
    private readonly metrics: Metrics,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  start(): void {
    const rows = [
      this.repeat(LOOK_EVERY_MS, () => this.projectChanged()),
      this.repeat(LOOK_EVERY_MS, () => this.projectMarked()),
      this.repeat(LOOK_EVERY_MS, () => this.purge()),
      this.repeat(CHECK_EVERY_MS, () => this.check()),
      this.repeat(WHOLE_EVERY_MS, () => this.projectWhole()),
      this.repeat(MEASURE_EVERY_MS, () => this.measure()),
    ];
    this.running = Promise.all(rows.map((row) => row.catch(this.fatal)));
  }

  /** Ends once what is under way is done; what waits is left to whoever is next. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  /** @param turn says whether there is more to do at once. */
  private async repeat(everyMs: number, turn: () => Promise<boolean>): Promise<void> {
    while (!this.isStopping) if (!(await turn())) await pause(everyMs);
  }

  private async projectChanged(): Promise<boolean> {
    const { attempts, behind, changed, db, projector } = this.parts;
    const { bikes, done } = changed.take(BIKES_AT_ONCE);
    if (bikes.length === 0) return false;
    const apart = new Set(behind.all());
    const together = bikes.filter(({ bikeId }) => !apart.has(bikeId));
    const isInTime = await attempts.inTime("projection", () => projector.project(together));
    // The records of a bike that takes long must not keep those behind them from being committed: it waits as a mark.
    const left = isInTime ? bikes.filter(({ bikeId }) => apart.has(bikeId)) : bikes;
    await attempts.persist("projection", () => addMarks(db, left.flatMap(marksOf)));
    done();
    this.metrics.projectedBikes.inc(bikes.length - left.length);
    return true;
  }

  private async projectMarked(): Promise<boolean> {
    const { behind } = this.parts;
    const batch = await this.projectMarks({ but: behind.all() });
    const projected = await behind.goOn(
      batch,
      async (bikeId) => (await this.projectMarks({ only: bikeId })).isInTime,
    );
    this.metrics.projectedBikes.inc(projected.size);
    return projected.size > 0;
  }

  /** Marks are taken, worked on and removed in one transaction: they survive whoever is interrupted. */
  private async projectMarks(of: MarksOf): Promise<Batch> {
    const { attempts, db, projector } = this.parts;
    let bikeIds: readonly string[] = [];
    const isInTime = await attempts.inTime("projection", () =>
      db.transaction(async (held) => {
        const marks = await takeMarks(held, MARKS_AT_ONCE, of);
        const bikes = bikesOf(marks);
        bikeIds = bikes.map(({ bikeId }) => bikeId);
        if (bikes.length === 0) return;
        await projector.projectWithin(held, bikes);
        await removeMarks(
          held,
          marks.map(({ id }) => id),
        );
      }),
    );
    return { bikeIds, isInTime };
  }

  /** One step on the way through all bikes, in turn with what is told of. */
  private async projectWhole(): Promise<boolean> {
    const { attempts, whole } = this.parts;
    let made: number | null = null;
    await attempts.persist("projection of all bikes", async () => {
      made = await whole.step();
    });
    this.metrics.projectedBikes.inc(made ?? 0);
    return made !== null;
  }

  private async purge(): Promise<boolean> {
    const { purging, purges } = this.parts;
    let done = 0;
    await purging.persist("purge", async () => {
      done += await purges.turn();
    });
    return done > 0;
  }

  private async check(): Promise<boolean> {
    let made = false;
    await this.parts.attempts.persist("check of a purge", async () => {
      made = (await this.parts.purger.check()) !== null;
    });
    return made;
  }

  private async measure(): Promise<boolean> {
    await this.parts.attempts.persist("measuring", async () => {
      const { marks, purges } = await waitingSeconds(this.parts.db);
      this.metrics.projectionAge.set(marks);
      this.metrics.purgeAge.set(purges);
    });
    return false;
  }
}

const marksOf = ({ bikeId, intervals, causes }: ChangedBike) =>
  causes.flatMap((cause) => intervals.map((interval) => ({ bikeId, cause, ...interval })));

interface Mark extends ChangedInterval {
  readonly bikeId: string;
  readonly cause: RestatementCause;
}

function bikesOf(marks: readonly Mark[]): ChangedBike[] {
  const byBike = new Map<string, { intervals: ChangedInterval[]; causes: Set<RestatementCause> }>();
  for (const { bikeId, fromMs, toMs, cause } of marks) {
    const own = byBike.get(bikeId) ?? { intervals: [], causes: new Set() };
    byBike.set(bikeId, own);
    own.intervals.push({ fromMs: fromMs === null ? null : fromMs - LONGEST_RIDE_MS, toMs });
    own.causes.add(cause);
  }
  return [...byBike].map(([bikeId, { intervals, causes }]) => ({ bikeId, intervals, causes: [...causes] }));
}
