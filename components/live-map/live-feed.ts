import type { EndEvent, LiveEvent } from "@/lib/domain/live-events";
import { formatLiveView, type LiveView, MAX_VIEWS } from "@/lib/domain/live-view";
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

interface Watcher {
  readonly view: LiveView;
  readonly hear: Hear;
}
type Watchers = ReadonlyMap<string, Watcher>;

/** One stream for all views that are shown, opened anew when they change and when it falls silent. */
export class LiveFeed {
  private readonly watchers = new Map<string, Watcher>();
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private current = new AbortController();

  /**
   * @param viewer whose pages it serves; somebody else who signs in meanwhile gets none of it.
   * @param ask fetches an address.
   */
  constructor(
    private readonly viewer: string,
    private readonly ask: (address: string, signal: AbortSignal) => Promise<Response> = (address, signal) =>
      fetch(address, { cache: "no-store", signal }),
  ) {}

  /** Tells `hear` of a view from now on, in place of the view that had the same id. */
  show(view: LiveView, hear: Hear): void {
    this.watchers.set(view.id, { view, hear });
    this.reopen();
  }

  leave(viewId: string): void {
    if (this.watchers.delete(viewId)) this.reopen();
  }

  /** Asks anew, as whoever is signed in by now. */
  reopen(): void {
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => {
      this.current.abort();
      this.current = new AbortController();
      const { signal } = this.current;
      const all = [...this.watchers];
      for (let first = 0; first < all.length; first += MAX_VIEWS)
        void this.follow(new Map(all.slice(first, first + MAX_VIEWS)), signal);
    }, GATHER_MS);
  }

  private async follow(watchers: Watchers, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const heard = await this.listen(watchers, signal);
      if (signal.aborted || heard === "ended") return;
      if (heard === "something") failures = 0;
      tell(watchers, "stalled");
      const longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** failures);
      await new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
    }
  }

  /** Listens to one stream until it is over. */
  private async listen(watchers: Watchers, signal: AbortSignal): Promise<"nothing" | "something" | "ended"> {
    const over = new AbortController();
    let timer = setTimeout(() => over.abort(), STALLED_AFTER_MS);
    let heard: "nothing" | "something" = "nothing";
    try {
      const answer = await this.ask(this.address(watchers), AbortSignal.any([signal, over.signal]));
      if (signal.aborted) return heard;
      if (REFUSALS.has(answer.status)) return end(watchers);
      if (!answer.ok || !answer.body) return heard;
      for await (const event of readEvents(answer.body)) {
        if (signal.aborted) break;
        clearTimeout(timer);
        timer = setTimeout(() => over.abort(), STALLED_AFTER_MS);
        heard = "something";
        if (event.type === "end") return end(watchers);
        watchers.get(event.view)?.hear(event);
      }
    } catch {
      // A lost connection is what the caller tells of.
    } finally {
      clearTimeout(timer);
      over.abort();
    }
    return heard;
  }

  private address(watchers: Watchers): string {
    const query = new URLSearchParams({ for: this.viewer });
    for (const { view } of watchers.values()) query.append("view", formatLiveView(view));
    return `/api/live?${query}`;
  }
}

function tell(watchers: Watchers, connection: Connection): void {
  for (const { hear } of watchers.values()) hear({ type: "connection", connection });
}

function end(watchers: Watchers): "ended" {
  tell(watchers, "ended");
  return "ended";
}
