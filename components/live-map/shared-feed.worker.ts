import type { LiveView } from "@/lib/domain/live-view";
import { LiveFeed } from "./live-feed";
import { onSessionChange } from "./session-change";

/** What a page asks of the worker that holds the stream of all tabs. */
export type FeedRequest =
  | { readonly type: "show"; readonly view: LiveView }
  | { readonly type: "leave"; readonly viewId: string };

/** The name says whose pages it serves. */
const feed = new LiveFeed(self.name);
onSessionChange(() => feed.reopen());

function serve(port: MessagePort): void {
  const watched = new Set<string>();
  port.onmessage = ({ data }: MessageEvent<FeedRequest>) => {
    if (data.type === "leave") {
      feed.leave(data.viewId);
      return;
    }
    const { id } = data.view;
    feed.show(data.view, (message) => port.postMessage(message));
    if (watched.has(id)) return;
    watched.add(id);
    // The page holds this lock for as long as it lives, however it ends.
    void navigator.locks.request(id, () => feed.leave(id));
  };
}

addEventListener("connect", (event) => {
  const [port] = event instanceof MessageEvent ? event.ports : [];
  if (port) serve(port);
});
