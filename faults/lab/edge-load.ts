import { setTimeout as sleep } from "node:timers/promises";
import type { EdgeSender } from "./edge-sender";
import { NumberedReadings, packetOf } from "./readings";
import { FLEET, type Sent, type SentReading } from "./sent";

export interface EdgeLoadOptions {
  readonly senders: number;
  /** Each upload has one packet of each bike of its sender. */
  readonly bikesPerSender: number;
  readonly readingsPerPacket: number;
  /** Between an answer and the sender's next upload. */
  readonly pauseMs: number;
  /** Blanks at the end of each packet, so that an upload is large and its readings are few. */
  readonly paddingBytes: number;
  /** How often each upload is sent at the same time, over as many connections. */
  readonly timesAtOnce: number;
  /** How often each upload is sent once more, later. */
  readonly timesLater: number;
}

type Packets = readonly (readonly SentReading[])[];

export const USUAL_EDGE_LOAD: EdgeLoadOptions = {
  senders: 8,
  bikesPerSender: 4,
  readingsPerPacket: 5,
  pauseMs: 100,
  paddingBytes: 0,
  timesAtOnce: 1,
  timesLater: 0,
};

/** Clients that send numbered readings through the edge, each one upload after the other, until it is taken. */
export class EdgeLoad {
  /** What went otherwise than promised, in words. */
  readonly faults: string[] = [];
  private readonly numbered = new NumberedReadings();
  private readonly earlier: string[] = [];
  private uploads = 0;
  private isOver = false;
  private running: Promise<unknown> = Promise.resolve();

  /** @param sent notes what was answered 202. */
  constructor(
    readonly senders: readonly EdgeSender[],
    private readonly sent: Sent,
    private readonly options: EdgeLoadOptions,
  ) {}

  start(): void {
    this.running = Promise.all(this.senders.map((sender, at) => this.run(sender, at)));
  }

  /** Resolves when everything that was begun is taken. */
  async finish(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Packets of one bike each, as an upload has them. */
  lines = (packets: Packets): string => packets.map((readings) => this.line(readings)).join("\n");

  /**
   * Sends packets until they are taken, and notes their readings.
   * @param blanks that follow the packets and mean nothing.
   */
  async send(sender: EdgeSender, packets: Packets, blanks = 0): Promise<void> {
    const lines = this.lines(packets) + " ".repeat(blanks);
    await Promise.all(Array.from({ length: this.options.timesAtOnce }, () => sender.sendUntilTaken(lines)));
    for (const reading of packets.flat()) this.sent.add(reading);
    if (this.options.timesLater > 0) this.earlier.push(lines);
  }

  /** Readings of bikes beside the load's own, that nobody has sent yet. */
  next = (bikeId: string, count = 5): SentReading[] => this.numbered.next(bikeId, count, false);

  private async run(sender: EdgeSender, at: number): Promise<void> {
    const { bikesPerSender, readingsPerPacket, pauseMs, timesLater } = this.options;
    try {
      while (!this.isOver) {
        const isLate = this.uploads++ % 4 === 3;
        const packets = Array.from({ length: bikesPerSender }, (_, bike) =>
          this.numbered.next(bikeOf(at * bikesPerSender + bike), readingsPerPacket, isLate),
        );
        await this.send(sender, packets);
        for (let time = 0; time < timesLater; time++)
          await sender.sendUntilTaken(this.earlier[(this.uploads * 7 + time) % this.earlier.length] ?? "");
        await sleep(pauseMs);
      }
    } catch (fault) {
      this.faults.push(String(fault));
    }
  }

  private line(readings: readonly SentReading[]): string {
    const packet = packetOf(readings);
    return packet.slice(0, -1) + " ".repeat(this.options.paddingBytes) + packet.slice(-1);
  }
}

const bikeOf = (number: number): string => `${FLEET}${String(number).padStart(4, "0")}`;
