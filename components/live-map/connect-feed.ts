import type { LiveView } from "@/lib/domain/live-view";
import { type FeedMessage, LiveFeed } from "./live-feed";
import { onSessionChange } from "./session-change";
import type { FeedRequest } from "./shared-feed.worker";

/** A page's way to the stream. */
export interface FeedConnection {
  show(view: LiveView): void;
  close(): void;
}

/**
 * Joins the stream that the tabs of this browser share; a browser without shared workers gets one per tab.
 * @param viewer who is signed in on this page.
 * @param viewId of every view that is shown, unlike those of other tabs.
 */
export function connectFeed(
  viewer: string,
  viewId: string,
  hear: (message: FeedMessage) => void,
): FeedConnection {
  if (!("SharedWorker" in window) || !("locks" in navigator)) return ownFeed(viewer, viewId, hear);
  const worker = new SharedWorker(new URL("./shared-feed.worker.ts", import.meta.url), {
    type: "module",
    name: viewer,
  });
  const send = (request: FeedRequest) => worker.port.postMessage(request);
  worker.port.onmessage = ({ data }: MessageEvent<FeedMessage>) => hear(data);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const locked = new Promise<void>((resolve) => {
    void navigator.locks.request(viewId, () => {
      resolve();
      return held;
    });
  });
  return {
    show: (view) => void locked.then(() => send({ type: "show", view })),
    close: () => {
      send({ type: "leave", viewId });
      worker.port.close();
      release();
    },
  };
}

function ownFeed(viewer: string, viewId: string, hear: (message: FeedMessage) => void): FeedConnection {
  const feed = new LiveFeed(viewer);
  const stop = onSessionChange(() => feed.reopen());
  return {
    show: (view) => feed.show(view, hear),
    close: () => {
      stop();
      feed.leave(viewId);
    },
  };
}
