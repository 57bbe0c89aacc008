import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import { BikeState } from "../state/bike-state";
import { NewestReadings } from "../state/newest-readings";
import { StateIndex } from "../state/state-index";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";

const BIKES_AT_ONCE = 50;

interface Surroundings {
  readonly gate: StoreGate;
  readonly publisher: Publisher;
  readonly holds: Holds;
  readonly metrics: Metrics;
}

/**
 * Derives states from what is still stored, each with a greater generation: that wins whole, in the index, in workers that have
 * the bike in memory, and on screens. One that was never stored stays away.
 */
export class DerivedStates {
  private readonly index: StateIndex;
  private readonly newest: NewestReadings;

  constructor(
    es: Elasticsearch,
    private readonly names: Names,
    private readonly around: Surroundings,
  ) {
    // Whose readings a bike's are is not changed here: who finds that out while he writes is one of the workers.
    this.index = new StateIndex(es, names.state, around.gate, around.metrics, () => undefined);
    this.newest = new NewestReadings(es, names);
  }

  /** @returns how many there were. */
  async derive(bikeIds: readonly string[]): Promise<number> {
    let derived = 0;
    for (let from = 0; from < bikeIds.length; from += BIKES_AT_ONCE)
      derived += await this.deriveSome(bikeIds.slice(from, from + BIKES_AT_ONCE));
    return derived;
  }

  private async deriveSome(bikeIds: readonly string[]): Promise<number> {
    const bikes = bikeIds.map((bikeId) => new BikeState(bikeId));
    for (const bike of bikes) bike.mustRaise = true;
    let derived = 0;
    for (let open = bikes; open.length > 0; ) {
      await this.index.begin(open);
      const stored = open.filter(({ version }) => version !== null);
      await this.around.gate.persist("newest readings", async () => {
        await this.newest.mergeInto(stored);
        return DONE;
      });
      const { messages, conflicting } = await this.index.writeOnce(stored);
      const { publisher, holds } = this.around;
      await persistToKafka(() => publisher.publish(this.names.topics.bikeState, messages), holds);
      derived += stored.length - conflicting.length;
      open = conflicting;
    }
    return derived;
  }
}
