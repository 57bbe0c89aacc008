import type { Status } from "@/lib/domain/bike-status";
import type { PulseEvent } from "@/lib/domain/live-events";
import { formatLiveView, type LiveView } from "@/lib/domain/live-view";
import { connectFeed, type FeedConnection } from "./connect-feed";
import type { Connection, FeedMessage } from "./live-feed";
import { LiveModel, type ShownBike } from "./live-model";
import { WayTime } from "./way-time";

/** The map is moved in small steps: what it shows is asked for when it rests. */
const REST_MS = 120;

export interface LiveStatus {
  readonly connection: Connection;
  readonly pulse: PulseEvent | null;
  /** From the edge's stamp of a reading to the screen, ms; null where nothing came lately. */
  readonly freshnessMs: number | null;
  /** When the server was heard last, by its own clock, ms since epoch. */
  readonly heardAtMs: number | null;
  /** For how long it has told of no readings, ms. */
  readonly quietMs: number;
}

export const NOTHING_HEARD: LiveStatus = {
  connection: "connecting",
  pulse: null,
  freshnessMs: null,
  heardAtMs: null,
  quietMs: 0,
};

/** One map's view of the stream: keeps what it shows, and says how fresh that is. */
export class LiveStore {
  model = new LiveModel();
  /** Raised with everything that changes. */
  version = 0;
  status = NOTHING_HEARD;
  /** The statuses of what is shown, which may not be those any more that were asked for last. */
  shownStatuses: readonly Status[] = [];
  private readonly listeners = new Set<() => void>();
  private feed: FeedConnection | null = null;
  /** Another each time that it is opened: what is left of an earlier one may still be on its way out. */
  private viewId = "";
  private view: Omit<LiveView, "id"> | null = null;
  /** The view that was asked for last, as text. */
  private asked = "";
  private readonly way = new WayTime();
  /** By the server's clock, when it told of readings last or began to tell. */
  private lastReadingsAtMs: number | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** @param viewer who is signed in on this page. */
  constructor(
    private readonly viewer: string,
    private readonly connect: typeof connectFeed = connectFeed,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows another part of the map, once it rests. */
  show(view: Omit<LiveView, "id">): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.ask(), this.asked ? REST_MS : 0);
    this.view = view;
  }

  /** Listens while the page can be seen; to be called again to go on. */
  open(): void {
    if (this.feed) return;
    this.viewId = crypto.randomUUID();
    this.feed = this.connect(this.viewer, this.viewId, (message) => this.hear(message));
    this.ask();
  }

  close(): void {
    clearTimeout(this.rest);
    this.feed?.close();
    this.feed = null;
  }

  private ask(): void {
    clearTimeout(this.rest);
    if (!this.view || !this.feed) return;
    const view = { ...this.view, id: this.viewId };
    const asked = formatLiveView(view);
    if (asked === this.asked) return;
    this.asked = asked;
    this.feed.show(view);
  }

  private hear(message: FeedMessage): void {
    if (message.type === "connection") {
      this.way.forget();
      this.lastReadingsAtMs = null;
      // Who may not see the fleet any more keeps nothing of it on the screen.
      if (message.connection === "ended") this.model = new LiveModel();
      this.tell({ ...this.status, connection: message.connection, freshnessMs: null, quietMs: 0 });
      return;
    }
    const onTheWayMs = this.way.took(message.at, Date.now());
    if (message.type === "pulse") {
      const freshnessMs = message.ageMs === null ? null : message.ageMs + onTheWayMs;
      if (message.readingsPerSecond > 0) this.lastReadingsAtMs = message.at;
      this.lastReadingsAtMs ??= message.at;
      const quietMs = message.at - this.lastReadingsAtMs;
      const isCutOff = !message.ready && this.model.mode !== "none";
      const connection = isCutOff ? "stalled" : "live";
      const heardAtMs = isCutOff ? this.status.heardAtMs : message.at;
      this.tell({
        connection,
        pulse: message,
        freshnessMs: isCutOff ? null : freshnessMs,
        heardAtMs,
        quietMs,
      });
    } else {
      if (message.whole) this.shownStatuses = this.view?.statuses ?? [];
      const moved = this.model.apply(message, performance.now());
      // Statuses that change with time alone say nothing about what is being heard: only a pulse does.
      const isStalled = this.status.connection === "stalled";
      const heardAtMs = isStalled ? this.status.heardAtMs : message.at;
      this.tell({ ...this.status, connection: isStalled ? "stalled" : "live", heardAtMs });
      if (moved.length > 0) announce(moved);
    }
  }

  private tell(status: LiveStatus): void {
    this.status = status;
    this.version++;
    for (const listener of this.listeners) listener();
  }
}

/** Tells the page which bikes have moved, once they are on their way to the screen. */
function announce(moved: readonly ShownBike[]): void {
  window.dispatchEvent(new CustomEvent("slipstream:moved", { detail: moved }));
}
