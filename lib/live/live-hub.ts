import type { LiveView } from "@/lib/domain/live-view";
import { AppError } from "@/lib/errors";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import type { GridChanges } from "./changes";
import type { FleetFollower } from "./fleet-follower";
import type { FleetGrid } from "./fleet-grid";
import { LiveStream } from "./live-stream";

const TICK_MS = 250;
const TICKS_PER_PULSE = 4;
/** Uploads and pages wait no longer than this for the streams. */
const LONGEST_STRETCH_MS = 2;

/** Windows of all browsers of one user; and what one process holds. */
const MOST_PER_VIEWER = 24;
const MOST_STREAMS = 4_000;

/** What all streams are told of at once. */
interface Tick {
  readonly nowMs: number;
  readonly changes: GridChanges;
  readonly isPulse: boolean;
  readonly isReady: boolean;
  readonly isConnected: boolean;
}

/** The fleet in memory and everybody who watches it: tells all streams every 250 ms what has changed. */
export class LiveHub {
  private readonly streams = new Set<LiveStream>();
  /** How many each viewer has. */
  private readonly ofViewers = new Map<string, number>();
  /** Those that have not been told anything yet. */
  private readonly opened: LiveStream[] = [];
  private readonly ticking: Promise<void>;
  private isStopped = false;
  private wasReady = false;

  constructor(
    readonly grid: FleetGrid,
    private readonly follower: FleetFollower,
    private readonly log: Logger,
  ) {
    this.ticking = this.tickOn();
  }

  /** Streams that are open. */
  get streamCount(): number {
    return this.streams.size;
  }

  /** Whether what the grid knows is all there is, and is being kept so. */
  get isCurrent(): boolean {
    const { isReady, isConnected } = this.status();
    return isReady && isConnected;
  }

  status(): ReturnType<FleetFollower["status"]> {
    return this.follower.status();
  }

  /**
   * @param viewer who may have so many streams at once only.
   * @throws AppError `rate-limited`.
   */
  open(visible: VisibleFleets, views: readonly LiveView[], viewer: string): LiveStream {
    const own = this.ofViewers.get(viewer) ?? 0;
    if (own >= MOST_PER_VIEWER || this.streams.size >= MOST_STREAMS)
      throw new AppError("rate-limited", `Expected at most ${MOST_PER_VIEWER} live streams of one user.`, {
        retryAfterSeconds: 5,
      });
    const stream = new LiveStream(this.grid, visible, views, Date.now());
    this.streams.add(stream);
    this.ofViewers.set(viewer, own + 1);
    stream.closed.then(() => this.forget(stream, viewer));
    if (this.isStopped) stream.close();
    else if (this.opened.push(stream) === 1) setImmediate(() => this.tellOpened());
    return stream;
  }

  private forget(stream: LiveStream, viewer: string): void {
    this.streams.delete(stream);
    const left = (this.ofViewers.get(viewer) ?? 1) - 1;
    if (left > 0) this.ofViewers.set(viewer, left);
    else this.ofViewers.delete(viewer);
  }

  /** Closes all streams; their clients will ask elsewhere. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const stream of this.streams) stream.close();
    await this.ticking;
    await this.follower.stop();
  }

  /** When many clients come at once, they wait for each other, and nobody else waits for them. */
  private tellOpened(): void {
    const nowMs = Date.now();
    const begunMs = performance.now();
    const { isReady } = this.status();
    while (this.opened.length > 0 && performance.now() - begunMs < LONGEST_STRETCH_MS) {
      const stream = this.opened.shift();
      if (stream && isReady) this.attempt(stream, () => stream.catchUp(nowMs));
    }
    if (this.opened.length > 0) setImmediate(() => this.tellOpened());
  }

  private async tickOn(): Promise<void> {
    for (let tick = 1; !this.isStopped; tick++) {
      const startedMs = performance.now();
      await this.tick(tick % TICKS_PER_PULSE === 0).catch((fault: unknown) => this.lose(fault));
      const restMs = TICK_MS - (performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, Math.max(restMs, 1)));
    }
  }

  private async tick(isPulse: boolean): Promise<void> {
    const nowMs = Date.now();
    const changes = this.grid.takeChanges();
    const { isReady, isConnected } = this.follower.status();
    this.grid.sendArrivals(nowMs);
    if (isPulse) this.grid.turnPulse(nowMs);
    if (!this.wasReady) this.grid.forgetArrivals();
    this.wasReady = isReady;
    const tick = { nowMs, changes, isPulse, isReady, isConnected };
    let begunMs = performance.now();
    for (const stream of [...this.streams]) {
      this.attempt(stream, () => this.tell(stream, tick));
      if (performance.now() - begunMs < LONGEST_STRETCH_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      begunMs = performance.now();
    }
  }

  /** Whatever was to be told is lost: everybody is told everything with the next tick. */
  private lose(fault: unknown): void {
    this.log.error({ fault: describeFault(fault) }, "live streams were not told of changes");
    for (const stream of this.streams) stream.miss();
  }

  private tell(stream: LiveStream, { nowMs, changes, isPulse, isReady, isConnected }: Tick): void {
    if (isReady) stream.tell(changes, nowMs);
    else stream.miss();
    if (isPulse) stream.pulse(nowMs, isReady && isConnected);
  }

  /** A stream that cannot be told is closed, and no other than that. */
  private attempt(stream: LiveStream, tell: () => void): void {
    try {
      tell();
    } catch (fault) {
      this.log.error({ fault: describeFault(fault) }, "a live stream could not be told and is closed");
      stream.close();
    }
  }
}
