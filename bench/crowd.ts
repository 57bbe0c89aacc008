import { randomOf } from "@/simulator/random";
import type { CityFleet } from "./fleet-of-cities";
import { type Heard, LiveClient } from "./live-client";
import type { LiveProcess } from "./live-process";
import { MovingView } from "./moving-view";

/** Everybody moves the map every 2 to 8 seconds. */
const REST_MS = { least: 2_000, most: 8_000 };
/** Shown by those who take nothing: more than the system keeps for them. */
const LONDON = { lat: 51.51, lon: -0.13 };
const FROZEN_ZOOMS = [10, 10.5, 11];

/** Clients that look around, and what they hear. */
export class Crowd {
  private heard: Heard[] = [];
  /** From asking for a view to having parsed all of it, ms. */
  private viewMs: number[] = [];
  private awake = new Set<LiveClient>();
  private readonly random = randomOf(11);
  private readonly clients: LiveClient[] = [];
  private readonly moves = new Map<LiveClient, NodeJS.Timeout>();

  constructor(
    private readonly live: LiveProcess,
    private readonly fleet: CityFleet,
    private readonly bikes: number,
  ) {}

  add(count: number): void {
    for (let added = 0; added < count; added++) {
      let openedMs = 0;
      const client = new LiveClient({ port: this.live.port }, this.viewer(added), (heard) => {
        this.heard.push(heard);
        this.awake.add(client);
        if (openedMs > 0) this.viewMs.push(heard.parsedAtMs - openedMs);
        openedMs = 0;
      });
      this.clients.push(client);
      const view = new MovingView(this.random, this.fleet.place(this.random.whole(0, this.bikes - 1)));
      const move = () => {
        openedMs = Date.now();
        client.show([view.next()]);
        this.moves.set(client, setTimeout(move, this.random.between(REST_MS.least, REST_MS.most)));
      };
      this.moves.set(client, setTimeout(move, this.random.between(0, REST_MS.most)));
    }
  }

  remove(count: number): void {
    for (const client of this.clients.splice(0, count)) {
      clearTimeout(this.moves.get(client));
      client.close();
    }
  }

  /** Adds clients that open a stream and take nothing of it. */
  freeze(count: number): void {
    for (let frozen = 0; frozen < count; frozen++) {
      const client = new LiveClient({ socketPath: this.live.path }, null, () => undefined);
      this.clients.push(client);
      const view = new MovingView(this.random, LONDON);
      client.freeze(FROZEN_ZOOMS.map((zoom, at) => ({ ...view.at(zoom), id: `v${at}` })));
    }
  }

  /** What was heard since the call before. */
  take() {
    const { heard, viewMs, awake } = this;
    this.heard = [];
    this.viewMs = [];
    this.awake = new Set();
    return { heard, viewMs, awake: awake.size };
  }

  close(): void {
    this.remove(this.clients.length);
  }

  /** Every other one sees all bikes, the others those of one fleet. */
  private viewer(client: number): string | null {
    return client % 2 === 0 ? null : this.random.pick(this.fleet.fleetIds);
  }
}
