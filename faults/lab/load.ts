import { setTimeout as sleep } from "node:timers/promises";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import { NumberedReadings, otherwise, packetOf } from "./readings";
import { FLEET, Sent, type SentReading } from "./sent";

const TICK_MS = 50;
const AHEAD_MS = 30 * 60_000;
/** Longer than any broker is away. */
const GIVES_UP_AFTER_MS = 180_000;
const CLIENTS = 4;

export interface LoadOptions {
  readonly bikes: number;
  readonly readingsPerSecond: number;
  readonly readingsPerPacket: number;
  /** What the edge's clock is off by, ms. */
  readonly edgeAheadMs: number;
  /**
   * Readings that are no packet, have no time or one that has not come, are repeated or differ from what their identity
   * had; none for false.
   */
  readonly mixed: boolean;
}

export const USUAL_LOAD: LoadOptions = {
  bikes: 40,
  readingsPerSecond: 1_000,
  readingsPerPacket: 5,
  edgeAheadMs: 0,
  mixed: true,
};

/**
 * A fleet that sends, in numbered readings, as the edge puts them into Kafka: mostly live, a quarter months late, some
 * twice, some of them with other values, a few by clocks that are ahead and a few that nobody can read. A third of
 * the packets do not say where the bike was. Sends each record until the broker has it.
 */
export class Load {
  readonly sent = new Sent();
  private packets = 0;
  private records = 0;
  private readonly numbered = new NumberedReadings();
  private readonly earlier: SentReading[][] = [];
  private isOver = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly publisher: Publisher,
    private readonly names: Names,
    private readonly options: LoadOptions,
    private readonly givesUpAfterMs = GIVES_UP_AFTER_MS,
  ) {}

  start(): void {
    this.running = this.run();
    // Told when it is asked to finish.
    this.running.catch(() => undefined);
  }

  /** Resolves when everything that was begun is acknowledged. @throws Error when the broker stays away. */
  async finish(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Sends records beside the fleet until the broker has them. @throws Error when it stays away. */
  async publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    for (const startedMs = performance.now(); performance.now() - startedMs < this.givesUpAfterMs; ) {
      try {
        return await this.publisher.publish(topic, messages);
      } catch (fault) {
        if (!(fault instanceof AppError) || fault.code !== "unavailable") throw fault;
        await sleep(100);
      }
    }
    throw new Error(`the broker acknowledged nothing of ${topic} for ${this.givesUpAfterMs / 1_000} s`);
  }

  /** Sends readings as one packet, live or late, and notes them. */
  async send(readings: readonly SentReading[], isLate: boolean): Promise<void> {
    const [first] = readings;
    if (!first) return;
    await this.publish(this.topic(isLate), [{ ...this.record(first.bikeId), value: packetOf(readings) }]);
    for (const reading of readings) this.sent.add(reading);
  }

  /** Sends packets of one reading each that no window takes: so late that its lateness is no number of the mapping. */
  async sendRefused(packets: number): Promise<void> {
    for (let at = 0; at < packets; at++) {
      const { key, headers } = this.record(`REFUSED-${String(at % 30).padStart(4, "0")}`);
      const reading = { bikeId: key, timeMs: Date.now() + at, speedKmh: 1, odometerM: at };
      const stamped = { ...headers, [HEADER.receivedAt]: "9".repeat(15) };
      await this.publish(this.topic(false), [{ key, headers: stamped, value: packetOf([reading]) }]);
    }
  }

  /** Sends records that are no packets. */
  async sendBroken(records: number): Promise<void> {
    for (let at = 0; at < records; at++) {
      const value = `{"v":1,"beside":${at}`;
      await this.publish(this.topic(false), [{ ...this.record(`${FLEET}0000`), value }]);
      this.sent.broken.add(value);
    }
  }

  private async run(): Promise<void> {
    const perTick = this.options.readingsPerSecond / (1_000 / TICK_MS) / this.options.readingsPerPacket;
    let owed = 0;
    for (let next = performance.now(); !this.isOver; next += TICK_MS) {
      // After a wait for the broker it goes on at its pace: nobody sends twice as fast for that.
      next = Math.max(next, performance.now() - 1_000);
      owed += perTick;
      const packets = Math.floor(owed);
      owed -= packets;
      await this.tick(packets);
      await sleep(Math.max(0, next - performance.now()));
    }
  }

  private async tick(packets: number): Promise<void> {
    const live: OutgoingMessage[] = [];
    const late: OutgoingMessage[] = [];
    const noted: (() => void)[] = [];
    for (let at = 0; at < packets; at++) {
      const number = this.packets++;
      const bike = number % this.options.bikes;
      // By the rounds of a bike: each of them sends live and late, with a place and without.
      const round = Math.floor(number / this.options.bikes);
      const isLate = (bike + round) % 4 === 3;
      const readings = this.next(bike, number, isLate, round % 3 !== 1);
      const record = this.record(readings[0]?.bikeId ?? "");
      (isLate ? late : live).push({ ...record, value: packetOf(readings) });
      noted.push(() => readings.forEach((reading) => void this.sent.add(reading)));
      if (this.options.mixed) this.mix(number, record, live, late, noted);
    }
    if (live.length > 0) await this.publish(this.topic(false), live);
    if (late.length > 0) await this.publish(this.topic(true), late);
    for (const note of noted) note();
  }

  private next(bike: number, number: number, isLate: boolean, isPlaced: boolean): SentReading[] {
    if (this.options.mixed && number % 9 === 8) {
      const earlier = this.earlier[number % this.earlier.length];
      // Every other repetition says something else of the same instants.
      if (earlier) return number % 2 === 0 ? earlier : earlier.map((one) => otherwise(one, number % 5));
    }
    const bikeId = `${FLEET}${String(bike).padStart(4, "0")}`;
    const placed = this.numbered.next(bikeId, this.options.readingsPerPacket, isLate);
    const readings = isPlaced ? placed : placed.map((reading) => ({ ...reading, place: null }));
    if (number % 3 === 0) this.earlier.push(readings);
    return readings;
  }

  private mix(
    number: number,
    record: Pick<OutgoingMessage, "key" | "headers">,
    live: OutgoingMessage[],
    late: OutgoingMessage[],
    noted: (() => void)[],
  ): void {
    if (number % 60 === 30) {
      const value = `{"v":1,"number":${number}`;
      live.push({ ...record, value });
      noted.push(() => this.sent.broken.add(value));
    }
    if (number % 60 === 45) {
      const text = `{"t":null,"odometer_m":${number}}`;
      late.push({
        ...record,
        value: `{"v":1,"bike_id":"${record.key}","source":"iot","readings":[${text}]}`,
      });
      noted.push(() => {
        this.sent.total++;
        this.sent.timeless.add(text);
      });
    }
    if (number % 60 === 15) {
      const timeMs = Date.now() + this.options.edgeAheadMs + AHEAD_MS;
      const reading = { bikeId: record.key, timeMs, speedKmh: 90, odometerM: 1_000_000 + number };
      late.push({ ...record, value: packetOf([reading]) });
      noted.push(() => this.sent.addAhead(reading));
    }
  }

  private topic(isLate: boolean): string {
    return isLate ? this.names.topics.telemetryLate : this.names.topics.telemetry;
  }

  private record(bikeId: string): { key: string; headers: Record<string, string> } {
    const receivedAt = String(Date.now() + this.options.edgeAheadMs);
    const client = `lab-${this.records++ % CLIENTS}`;
    return { key: bikeId, headers: { [HEADER.receivedAt]: receivedAt, [HEADER.ingestClient]: client } };
  }
}
