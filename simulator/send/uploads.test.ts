import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SentPacket } from "../sent-packet";
import type { Send } from "./send";
import { Tally } from "./tally";
import { Uploads } from "./uploads";

const packetsFrom = (first: number, count: number, readings = 1): SentPacket[] =>
  Array.from({ length: count }, (_, at) => ({
    v: 1,
    bike_id: `LI-${first + at}`,
    source: "iot",
    readings: Array.from({ length: readings }, (_reading, second) => ({ t: second })),
  }));
const countOf = (packets: readonly SentPacket[]) =>
  packets.reduce((sum, { readings }) => sum + readings.length, 0);

beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
afterEach(() => vi.useRealTimers());

/** Uploads into a list; `fails` says which attempts do not come through. */
function open(options = {}, fails: (attempt: number) => boolean = () => false) {
  const taken: (readonly SentPacket[])[] = [];
  let attempts = 0;
  const send: Send = async (packets) => {
    if (fails(++attempts)) throw new Error("the service is away");
    taken.push(packets);
    return { readings: countOf(packets), refusedPackets: 0, faults: 0 };
  };
  const tally = new Tally();
  const uploads = new Uploads(send, tally, { atOnce: 2, waitMs: 250, roomReadings: 1_000, ...options });
  return { taken, tally, uploads };
}
const ids = (uploads: readonly (readonly SentPacket[])[]) => uploads.flat().map(({ bike_id }) => bike_id);

describe("uploads", () => {
  it("leave when they hold a hundred packets, or have waited long enough", async () => {
    const { uploads, taken } = open();
    uploads.add(packetsFrom(0, 130), 1_000);
    uploads.pump(1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(taken.map((packets) => packets.length)).toEqual([100]);
    uploads.pump(1_250);
    await vi.advanceTimersByTimeAsync(0);
    expect(taken.map((packets) => packets.length)).toEqual([100, 30]);
  });

  it("hold no more readings than the edge likes at once", async () => {
    const { uploads, taken } = open();
    uploads.add(packetsFrom(0, 70, 100), 0);
    await Promise.all([uploads.close(1_000), vi.advanceTimersByTimeAsync(1_000)]);
    expect(taken.map(countOf)).toEqual([2_000, 2_000, 2_000, 1_000]);
    expect(ids(taken)).toEqual(packetsFrom(0, 70).map(({ bike_id }) => bike_id));
  });

  it("lose nothing to a service that is away for a while, and say why they wait", async () => {
    const { uploads, taken, tally } = open({ atOnce: 1 }, (attempt) => attempt <= 3);
    uploads.add(packetsFrom(0, 250), 0);
    uploads.pump(0);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(tally.failure).toBe("the service is away");
    await Promise.all([uploads.close(60_000), vi.advanceTimersByTimeAsync(60_000)]);
    expect(ids(taken)).toEqual(packetsFrom(0, 250).map(({ bike_id }) => bike_id));
    expect(tally.failure).toBeNull();
    expect(tally.total.readings).toBe(250);
  });

  it("have no room while too much waits", async () => {
    const { uploads } = open({ roomReadings: 50, atOnce: 1 }, (attempt) => attempt <= 1);
    uploads.add(packetsFrom(0, 300), 0);
    uploads.pump(0);
    let hasRoom = false;
    const waiting = uploads.room().then(() => {
      hasRoom = true;
    });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(hasRoom).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    await waiting;
    expect(uploads.waitingReadings).toBeLessThanOrEqual(50);
  });

  it("give up in time when they are closed and nobody takes them", async () => {
    const { uploads, taken } = open({}, () => true);
    uploads.add(packetsFrom(0, 10), 0);
    await Promise.all([uploads.close(3_000), vi.advanceTimersByTimeAsync(3_000)]);
    expect(taken).toEqual([]);
  });
});
