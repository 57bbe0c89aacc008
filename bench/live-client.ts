import { type ClientRequest, get, type IncomingMessage } from "node:http";
import { decodeBikes, decodeCluster, type LiveEvent } from "@/lib/domain/live-events";
import { formatLiveView, type LiveView } from "@/lib/domain/live-view";

/** An event that a client has parsed. */
export interface Heard {
  /** The server's clock in it, ms since epoch. */
  readonly atMs: number;
  readonly parsedAtMs: number;
  readonly whole: boolean;
}

/** A browser's side of the feed: one connection, opened anew for another view. */
export class LiveClient {
  private request: ClientRequest | null = null;

  constructor(
    private readonly server: { readonly port: number } | { readonly socketPath: string },
    /** Whose bikes it sees; null for all. */
    private readonly fleetId: string | null,
    private readonly hear: (heard: Heard) => void,
  ) {}

  show(views: readonly LiveView[]): void {
    this.open(views, (response) => this.read(response));
  }

  /** Opens a stream and takes nothing of it. */
  freeze(views: readonly LiveView[]): void {
    this.open(views, (response) => response.pause());
  }

  close(): void {
    this.request?.destroy();
    this.request = null;
  }

  private open(views: readonly LiveView[], take: (response: IncomingMessage) => void): void {
    this.close();
    const query = new URLSearchParams(this.fleetId === null ? {} : { fleet: this.fleetId });
    for (const view of views) query.append("view", formatLiveView(view));
    const ignore = () => undefined;
    this.request = get({ ...this.server, path: `/live?${query}`, agent: false }, (response) =>
      take(response.on("error", ignore)),
    ).on("error", ignore);
  }

  private read(response: IncomingMessage): void {
    let rest = "";
    response.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) this.parse(line.slice(6));
    });
  }

  private parse(text: string): void {
    const event: LiveEvent = JSON.parse(text);
    if (event.type === "bikes") decodeBikes(event.bikes, event.at);
    else if (event.type === "clusters") event.cells.map(decodeCluster);
    else return;
    this.hear({ atMs: event.at, parsedAtMs: Date.now(), whole: event.whole });
  }
}
