import { STATUSES } from "@/lib/domain/bike-status";
import type { LiveView } from "@/lib/domain/live-view";
import type { FeedMessage } from "../live-feed";
import { LiveStore } from "../live-store";

/** What a map shows whose left edge is there. */
export const shown = (west: number): Omit<LiveView, "id"> => ({
  bounds: { west, south: 47, east: 10, north: 48 },
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
});

/** A store, and each connection that it has made. */
export function aStore() {
  const feeds: { viewer: string; viewId: string; views: LiveView[]; isClosed: boolean }[] = [];
  let tell: (message: FeedMessage) => void = () => undefined;
  const store = new LiveStore("somebody", (viewer, viewId, hear) => {
    const feed = { viewer, viewId, views: [] as LiveView[], isClosed: false };
    feeds.push(feed);
    tell = hear;
    return {
      show: (view) => void feed.views.push(view),
      close: () => {
        feed.isClosed = true;
      },
    };
  });
  return { store, feeds, hear: (message: FeedMessage) => tell(message) };
}

export function anOpenStore() {
  const made = aStore();
  made.store.open();
  return made;
}
