import type { Receipt } from "./send";

const SECONDS = 10;

/** What was handed over, and at which rate of late. */
export class Tally {
  #total = { readings: 0, refusedPackets: 0, faults: 0 };
  #perSecond: { second: number; readings: number }[] = [];
  #failure: string | null = null;

  constructor(readonly onFailure: (message: string) => void = () => undefined) {}

  get total(): Receipt {
    return this.#total;
  }
  /** Why the last upload failed, until one succeeds. */
  get failure(): string | null {
    return this.#failure;
  }

  took(receipt: Receipt, nowMs: number): void {
    const { readings, refusedPackets, faults } = this.#total;
    this.#failure = null;
    this.#total = {
      readings: readings + receipt.readings,
      refusedPackets: refusedPackets + receipt.refusedPackets,
      faults: faults + receipt.faults,
    };
    const second = Math.floor(nowMs / 1_000);
    const newest = this.#perSecond.at(-1);
    if (newest?.second === second) newest.readings += receipt.readings;
    else this.#perSecond = [...this.#perSecond.slice(-SECONDS), { second, readings: receipt.readings }];
  }

  failed(message: string): void {
    if (message !== this.#failure) this.onFailure(message);
    this.#failure = message;
  }

  /** Readings per second over the last ten whole seconds. */
  rate(nowMs: number): number {
    const now = Math.floor(nowMs / 1_000);
    const recent = this.#perSecond.filter(({ second }) => second < now && second >= now - SECONDS);
    return recent.reduce((sum, { readings }) => sum + readings, 0) / SECONDS;
  }
}
