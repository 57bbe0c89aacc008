import type { Source } from "@/lib/domain/packet";
import type { SentPacket, SentReading } from "../sent-packet";
import type { Step } from "../twin/step";

const LARGEST_PACKET = 100;

/**
 * What a bike's module and its rider's phone have recorded and not sent yet. The module sends small packets while it
 * has network, and all it kept in one go when it is back; the phone sends when the app is opened.
 */
export class Mailbox {
  #module: SentReading[];
  #phone: SentReading[];

  /** @param kept what an earlier run could not send. */
  constructor(
    readonly bikeId: string,
    kept: (source: Source) => SentReading[] = () => [],
  ) {
    this.#module = kept("iot");
    this.#phone = kept("app");
  }

  /** The readings that wait, oldest first; the list grows until it is sent, and then there is another. */
  waiting(source: Source): readonly SentReading[] {
    return source === "iot" ? this.#module : this.#phone;
  }

  /** The packets that leave after a step, each source's readings in the order in which they were recorded. */
  take(step: Step, readingsPerPacket: number): SentPacket[] {
    const packets: SentPacket[] = [];
    if (step.module) this.#module.push(step.module);
    if (step.phone) this.#phone.push(step.phone);
    const isFull = this.#module.length >= readingsPerPacket || step.twin.activity.kind === "standing";
    if (step.canModuleSend && isFull && this.#module.length > 0) {
      packets.push(...this.#packed("iot", this.#module));
      this.#module = [];
    }
    if (step.canPhoneSend && this.#phone.length > 0) {
      packets.push(...this.#packed("app", this.#phone));
      this.#phone = [];
    }
    return packets;
  }

  #packed(source: Source, readings: readonly SentReading[]): SentPacket[] {
    return Array.from({ length: Math.ceil(readings.length / LARGEST_PACKET) }, (_, at) => ({
      v: 1,
      bike_id: this.bikeId,
      source,
      readings: readings.slice(at * LARGEST_PACKET, (at + 1) * LARGEST_PACKET),
    }));
  }
}
