import { readBikeRecord } from "@/lib/domain/bike-entity";
import { registrationOf } from "@/lib/domain/registration";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import type { StateKeeper } from "../state/keeper";
import type { Room } from "./lane";
import type { RecordOrigin } from "./origin-of";
import type { Ticket } from "./ticket";

type Placed = Pick<RecordOrigin, "topic" | "partition" | "offset" | "bikeId" | "value">;

/** So many bikes may wait for their states to be written. */
const MAX_WAITING = 10_000;

/** Brings master data into the states of its bikes, where every read asks whose a bike was when. */
export class RegistrationPlacer implements Room {
  private placed: { readonly bikeId: string; readonly ticket: Ticket }[] = [];
  private waiting = 0;
  private readonly resuming: (() => void)[] = [];

  constructor(
    private readonly states: Pick<StateKeeper, "register" | "settled">,
    /** Tells that rides of these bikes may be others, once their states are durable. */
    private readonly mark: (bikeIds: readonly string[]) => Promise<void>,
    private readonly metrics: Metrics,
    private readonly log: Logger,
  ) {}

  get hasRoom(): boolean {
    return this.waiting < MAX_WAITING;
  }

  async room(): Promise<void> {
    this.report();
    while (!this.hasRoom) await new Promise<void>((resolve) => this.resuming.push(resolve));
  }

  place(origin: Placed, ticket: Ticket): void {
    const entity = readBikeRecord(origin.bikeId, origin.value.toString("utf8"));
    this.metrics.registrations.inc({ result: entity ? "taken" : "refused" });
    if (!entity) {
      const { topic, partition, offset } = origin;
      // The topic keeps it until the bike's next version, which is taken as if this one had never been.
      this.log.warn({ topic, partition, offset }, "master data cannot be read and changes nothing");
      return;
    }
    this.states.register(entity.bike_id, registrationOf(entity));
    ticket.hold();
    this.placed.push({ bikeId: entity.bike_id, ticket });
    this.waiting++;
  }

  /** Lets what was placed since the last call go when its states are durable. */
  report(): void {
    const { placed } = this;
    if (placed.length === 0) return;
    this.placed = [];
    const bikeIds = placed.map(({ bikeId }) => bikeId);
    void this.states
      .settled(bikeIds)
      .then(() => this.mark([...new Set(bikeIds)]))
      .then(() => {
        this.waiting -= placed.length;
        for (const { ticket } of placed) ticket.release();
        for (const resume of this.resuming.splice(0)) resume();
      });
  }
}
