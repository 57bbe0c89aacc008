import { setImmediate } from "node:timers/promises";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";
import type { BikeState } from "./bike-state";
import type { NewestReadings } from "./newest-readings";
import type { StateIndex } from "./state-index";

const BIKES_AT_ONCE = 50;

interface Surroundings {
  /** Resolves when the writes that are on their way by now are done. */
  written(): Promise<void>;
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  fatal(fault: unknown): void;
}

/**
 * Derives states from the stored series. The state is read first, then everything that was stored before is made to be
 * found, then the newest values are looked for, then it is written where it is still what was read: what is stored
 * meanwhile is merged by whoever stored it, after that.
 */
export class Deriver {
  private readonly waiting = new Set<BikeState>();
  private readonly ends = new Map<BikeState, (() => void)[]>();
  private isRunning = false;

  constructor(
    private readonly index: StateIndex,
    private readonly newest: NewestReadings,
    private readonly gate: StoreGate,
    private readonly around: Surroundings,
  ) {}

  ask(bikes: readonly BikeState[]): void {
    for (const bike of bikes) {
      bike.mustDerive = true;
      this.waiting.add(bike);
    }
    if (this.isRunning || this.waiting.size === 0) return;
    this.isRunning = true;
    this.run().catch((fault: unknown) => this.around.fatal(fault));
  }

  /** Resolves when the bike, where it was asked for, is durable and published as it was derived last. */
  end(bike: BikeState): Promise<void> {
    if (!bike.isOnItsOwn) return Promise.resolve();
    return new Promise((resolve) => {
      const resolves = this.ends.get(bike);
      if (resolves) resolves.push(resolve);
      else this.ends.set(bike, [resolve]);
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      // Bikes that share modules are mostly asked for together.
      await setImmediate();
      const bikes = this.next();
      for (const bike of bikes) {
        this.waiting.delete(bike);
        bike.isDeriving = true;
      }
      await this.around.written();
      await this.derive(bikes);
      for (const bike of bikes) {
        bike.isDeriving = false;
        if (bike.mustDerive) continue;
        for (const resolve of this.ends.get(bike) ?? []) resolve();
        this.ends.delete(bike);
      }
    }
    this.isRunning = false;
  }

  /** Those first of which readings wait: an import of very many swaps must not keep them. */
  private next(): BikeState[] {
    const urgent = (bike: BikeState) => Number(bike.hasArrivals);
    return [...this.waiting].sort((a, b) => urgent(b) - urgent(a)).slice(0, BIKES_AT_ONCE);
  }

  private async derive(bikes: readonly BikeState[]): Promise<void> {
    for (let open = bikes; open.length > 0; ) {
      await this.index.begin(open);
      await this.gate.persist("newest readings", async () => {
        await this.newest.mergeInto(open);
        return DONE;
      });
      const { messages, conflicting } = await this.index.writeOnce(open);
      await this.around.publish(messages);
      open = conflicting.filter(({ mustDerive }) => !mustDerive);
    }
  }
}
