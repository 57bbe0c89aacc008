import type { EndEvent, LiveEvent } from "@/lib/domain/live-events";
import { formatLiveView, type LiveView } from "@/lib/domain/live-view";
import { readEvents } from "./read-events";

/** Without a word for so long the stream counts as stalled; there is a pulse each second. */
const STALLED_AFTER_MS = 4_000;
/** Views that change together are asked for together. */
const GATHER_MS = 30;
const SHORTEST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 10_000;
/** Signed out, or no longer with a role for it: asking again would not help. */
const REFUSALS = new Set([401, 403]);

export type Connection = "connecting" | "live" | "stalled" | "ended";
export type FeedMessage =
  | Exclude<LiveEvent, EndEvent>
  | { readonly type: "connection"; readonly connection: Connection };
type Hear = (message: FeedMessage) => void;

/** One stream for all views that are shown, opened anew when they change and when it falls silent. */
export class LiveFeed {
  private readonly watchers = new Map<string, { readonly view: LiveView; readonly hear: Hear }>();
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private current = new AbortController();

  /** Tells `hear` of a view from now on, in place of the view that had the same id. */
  show(view: LiveView, hear: Hear): void {
    this.watchers.set(view.id, { view, hear });
    this.reopen();
  }

  leave(viewId: string): void {
    if (this.watchers.delete(viewId)) this.reopen();
  }

  private reopen(): void {
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => {
      this.current.abort();
      this.current = new AbortController();
      if (this.watchers.size > 0) void this.follow(this.current.signal);
    }, GATHER_MS);
  }

  private async follow(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const heard = await this.listen(signal);
      if (signal.aborted || heard === "ended") return;
      if (heard === "something") failures = 0;
      this.tellAll("stalled");
      const longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** failures);
      await new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
    }
  }

  /** Listens to one stream until it is over. */
  private async listen(signal: AbortSignal): Promise<"nothing" | "something" | "ended"> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), STALLED_AFTER_MS);
    let heard: "nothing" | "something" = "nothing";
    try {
      const answer = await fetch(this.address(), {
        cache: "no-store",
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (REFUSALS.has(answer.status)) return this.end();
      if (!answer.ok || !answer.body) return heard;
      for await (const event of readEvents(answer.body)) {
        if (signal.aborted) break;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), STALLED_AFTER_MS);
        heard = "something";
        if (event.type === "end") return this.end();
        this.watchers.get(event.view)?.hear(event);
      }
    } catch {
      // A lost connection is what the caller tells of.
    } finally {
      clearTimeout(timer);
    }
    return heard;
  }

  private address(): string {
    const query = new URLSearchParams();
    for (const { view } of this.watchers.values()) query.append("view", formatLiveView(view));
    return `/api/live?${query}`;
  }

  private end(): "ended" {
    this.tellAll("ended");
    return "ended";
  }

  private tellAll(connection: Connection): void {
    for (const { hear } of this.watchers.values()) hear({ type: "connection", connection });
  }
}
