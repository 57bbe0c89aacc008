import { pause } from "@/lib/retry";
import type { SentPacket } from "../sent-packet";
import type { Send } from "./send";
import type { Tally } from "./tally";

export interface UploadOptions {
  /** Uploads under way at a time. */
  readonly atOnce: number;
  /** What waits for longer leaves in an upload that is not full. */
  readonly waitMs: number;
  /** With more waiting there is no room. */
  readonly roomReadings: number;
}

const PACKETS_PER_UPLOAD = 100;
const READINGS_PER_UPLOAD = 2_000;
const AGAIN_MS = 5_000;

/** Packets on their way out, in the order in which they came. Nothing is dropped: what is not taken is sent again. */
export class Uploads {
  #waiting: SentPacket[] = [];
  #waitingReadings = 0;
  #waitingSinceMs = 0;
  #isOver = false;
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    readonly send: Send,
    readonly tally: Tally,
    readonly options: UploadOptions,
  ) {}

  get waitingReadings(): number {
    return this.#waitingReadings;
  }

  add(packets: readonly SentPacket[], nowMs: number): void {
    if (this.#waiting.length === 0) this.#waitingSinceMs = nowMs;
    for (const packet of packets) {
      this.#waiting.push(packet);
      this.#waitingReadings += packet.readings.length;
    }
  }

  /** Starts the uploads that are full or have waited long enough; to be called every moment. */
  pump(nowMs: number): void {
    while (this.#underWay.size < this.options.atOnce && this.#waiting.length > 0) {
      const isFull =
        this.#waiting.length >= PACKETS_PER_UPLOAD || this.#waitingReadings >= READINGS_PER_UPLOAD;
      if (!isFull && nowMs - this.#waitingSinceMs < this.options.waitMs) return;
      const packets = this.#next();
      this.#waitingSinceMs = nowMs;
      const upload = this.#deliver(packets).finally(() => {
        this.#underWay.delete(upload);
        this.pump(Date.now());
      });
      this.#underWay.add(upload);
    }
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (!this.#isOver && this.#waitingReadings > this.options.roomReadings && this.#underWay.size > 0)
      await Promise.race(this.#underWay);
  }

  /** Sends all that waits, or gives it up after a time. */
  async close(withinMs: number): Promise<void> {
    const overdue = pause(withinMs).then(() => {
      this.#isOver = true;
    });
    while (!this.#isOver && (this.#waiting.length > 0 || this.#underWay.size > 0)) {
      this.pump(Number.POSITIVE_INFINITY);
      await Promise.race([...this.#underWay, overdue]);
    }
    this.#isOver = true;
  }

  #next(): SentPacket[] {
    let [count, readings] = [0, 0];
    for (const packet of this.#waiting) {
      const isTooMuch = count > 0 && readings + packet.readings.length > READINGS_PER_UPLOAD;
      if (count === PACKETS_PER_UPLOAD || isTooMuch) break;
      count++;
      readings += packet.readings.length;
    }
    this.#waitingReadings -= readings;
    return this.#waiting.splice(0, count);
  }

  async #deliver(packets: readonly SentPacket[]): Promise<void> {
    while (!this.#isOver) {
      try {
        this.tally.took(await this.send(packets), Date.now());
        return;
      } catch (fault) {
        this.tally.failed(fault instanceof Error ? fault.message : String(fault));
        await pause(AGAIN_MS);
      }
    }
  }
}
