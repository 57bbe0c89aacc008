import type { LiveEvent } from "@/lib/domain/live-events";
import type { LiveView } from "@/lib/domain/live-view";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { GridChanges } from "./changes";
import type { FleetGrid } from "./fleet-grid";
import { ShownView } from "./shown-view";

/** Bytes that may wait for a client; with more it is slow and gets no deltas until they have left. */
const ROOM_BYTES = 65_536;
/** A client that has taken nothing for so long is gone. */
const FROZEN_MS = 60_000;
/** What browsers wait before they open a lost stream again. */
const RETRY_MS = 1_000;

type Controller = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
/** What waits for the client is dropped. Servers take a fault of this name for a client that has left. */
const frozen = () => new DOMException("The client has taken nothing for a minute.", "AbortError");

const utf8 = new TextEncoder();
const asText = (event: LiveEvent): Uint8Array<ArrayBuffer> =>
  utf8.encode(`data: ${JSON.stringify(event)}\n\n`);

/** One client's events, as `text/event-stream`. A slow one misses deltas and is told everything anew. */
export class LiveStream {
  /** What the response sends. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Once nothing is sent any more, whoever ended it. */
  readonly closed: Promise<void>;
  private resolveClosed: () => void = () => undefined;
  private controller: Controller | null = null;
  private shown: readonly ShownView[];
  /** Views that must be told everything. */
  private readonly behind = new Set<ShownView>();
  /** Everything is being told, view by view, as the client takes it. */
  private isCatchingUp = false;

  constructor(
    private readonly grid: FleetGrid,
    private visible: VisibleFleets,
    private readonly views: readonly LiveView[],
    /** When its client was last seen to take what it is sent; at first the present time. */
    private drainedAtMs: number,
  ) {
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve;
    });
    this.shown = this.shownTo(visible);
    this.miss();
    this.body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.controller = controller;
          controller.enqueue(utf8.encode(`retry: ${RETRY_MS}\n\n`));
        },
        pull: () => {
          if (this.isCatchingUp) this.catchUp(Date.now());
        },
        cancel: () => this.close(),
      },
      { highWaterMark: ROOM_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    );
  }

  /** Sends what has changed since the call before; everything, where the client has missed something. */
  tell(changes: GridChanges, nowMs: number): void {
    if (!this.hasRoom(nowMs)) {
      this.miss();
      return;
    }
    for (const view of this.shown) {
      if (this.behind.has(view)) continue;
      const event = view.changed(changes, nowMs);
      if (event) this.send(event);
    }
    this.catchUp(nowMs);
  }

  /**
   * Sends everything to a client that has missed something, as all have at the start: a view as soon as there is room
   * again, so that no more waits for a client than one of its views.
   */
  catchUp(nowMs: number): void {
    this.isCatchingUp = true;
    for (const view of this.behind) {
      if (!this.hasRoom(nowMs)) return;
      this.behind.delete(view);
      this.send(view.whole(nowMs));
    }
    this.isCatchingUp = false;
  }

  /** In place of `tell` where there is nothing to go by. */
  miss(): void {
    this.isCatchingUp = false;
    for (const view of this.shown) {
      this.behind.add(view);
      view.forget();
    }
  }

  pulse(nowMs: number, ready: boolean): void {
    if ((ready && this.behind.size > 0) || !this.hasRoom(nowMs)) return;
    for (const view of this.shown) this.send(view.pulse(nowMs, ready));
  }

  /** From now on for a viewer of other fleets. */
  see(visible: VisibleFleets): void {
    if (JSON.stringify(visible) === JSON.stringify(this.visible)) return;
    this.visible = visible;
    this.shown = this.shownTo(visible);
    this.behind.clear();
    this.miss();
  }

  /** Ends the stream for good: the client must not come back. */
  end(): void {
    this.send({ type: "end" });
    this.close();
  }

  /** Ends the stream; the client may come back. */
  close(): void {
    this.finish((controller) => controller.close());
  }

  private finish(how: (controller: Controller) => void): void {
    if (!this.controller) return;
    const { controller } = this;
    this.controller = null;
    try {
      how(controller);
    } catch {
      // The client closed it before.
    }
    this.resolveClosed();
  }

  private shownTo(visible: VisibleFleets): ShownView[] {
    return this.views.map((view) => new ShownView(this.grid, visible, view));
  }

  private hasRoom(nowMs: number): boolean {
    if ((this.controller?.desiredSize ?? 0) > 0) {
      this.drainedAtMs = nowMs;
      return true;
    }
    if (nowMs - this.drainedAtMs > FROZEN_MS) this.finish((controller) => controller.error(frozen()));
    return false;
  }

  private send(event: LiveEvent): void {
    this.controller?.enqueue(asText(event));
  }
}
