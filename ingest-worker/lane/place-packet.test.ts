import { describe, expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { signedKey, type Tombstone } from "@/lib/domain/tombstone";
import { windowOf } from "@/lib/domain/window";
import { recordOfMessage } from "@/lib/kafka/fetched-record";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { Aside } from "../aside/aside";
import { Breaker } from "../breaker";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { SeriesBatch } from "../series/batch";
import { BikeState } from "../state/bike-state";
import { originOf } from "./origin-of";
import { PacketPlacer } from "./place-packet";
import { Ticket } from "./ticket";

const NOW_MS = 1_795_161_600_000;
const edge = { [HEADER.receivedAt]: String(NOW_MS), [HEADER.ingestClient]: "tests" };

/** A placer, what it gave to the batcher, and the dead letters that it made. */
function placing(tombstones: readonly Tombstone[] = [], key = "LI-1") {
  const placed: { bikeId: string; latenessSeconds: number }[] = [];
  const letters: OutgoingMessage[] = [];
  const metrics = createMetrics();
  const batch = new SeriesBatch(windowOf(NOW_MS));
  const aside = new Aside(
    { store: async () => [] },
    async (sent) => void letters.push(...sent),
    () => NOW_MS,
    (fault) => {
      throw fault;
    },
  );
  const placer = new PacketPlacer(
    "telemetry",
    {
      batchFor: () => batch,
      add: (_batch, _rows, _row, { bikeId }, _ticket, _bike, _client, latenessSeconds) =>
        placed.push({ bikeId, latenessSeconds }),
    },
    { bike: (bikeId) => new BikeState(bikeId) },
    aside,
    new Breaker("decoding", new Holds(metrics), () => NOW_MS),
    0,
    metrics,
    { of: (asked) => (asked === key ? tombstones : []) },
  );
  const place = async (value: string, headers: Record<string, string>, key = "LI-1") => {
    const record = recordOfMessage({
      key: Buffer.from(key),
      value: Buffer.from(value),
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
      offset: "0",
      attributes: 0,
      timestamp: "0",
    });
    placer.place(originOf("tests", 0, record), new Ticket(() => undefined));
    placer.report();
    await new Promise(setImmediate);
  };
  const reasons = () => letters.map(({ headers }) => headers?.["dead-letter-reason"]);
  const deadLettered = async () =>
    (await metrics.readings.get()).values.find(({ labels }) => labels.outcome === "dead-lettered")?.value;
  return { place, placed, letters, reasons, deadLettered, metrics };
}

const packet = (readings: number, more = "") =>
  JSON.stringify({
    v: 1,
    bike_id: "LI-1",
    source: "iot",
    readings: Array.from({ length: readings }, (_, at) => ({ t: NOW_MS + at, soc_pct: 50 })),
  }).replace(/}$/, `${more}}`);

describe("placing a packet", () => {
  it.each(["Infinity", "1e999", "", "-1", "1e3"])(
    "keeps a record as a dead letter whose stamp is %j, and does not count it as late",
    async (stamp) => {
      const { place, placed, reasons, letters } = placing();
      await place(packet(1), { ...edge, [HEADER.receivedAt]: stamp });
      expect(placed).toEqual([]);
      expect(reasons()).toEqual(["no-arrival"]);
      const [fault] = JSON.parse(letters[0]?.headers?.["dead-letter-faults"] ?? "");
      expect(fault).toMatchObject({ field: "received-at", got: stamp });
    },
  );

  it("takes a client of 256 characters, and keeps a record with a longer one as a dead letter", async () => {
    const { place, placed, reasons } = placing();
    await place(packet(1), { ...edge, [HEADER.ingestClient]: "ü".repeat(256) });
    expect(placed).toHaveLength(1);
    await place(packet(1), { ...edge, [HEADER.ingestClient]: "x".repeat(257) });
    expect(placed).toHaveLength(1);
    expect(reasons()).toEqual(["malformed-client"]);
  });

  it("counts the greatest lateness that a stamp can bring in the last class", async () => {
    const { place, metrics } = placing();
    await place(packet(1), { ...edge, [HEADER.receivedAt]: "9".repeat(15) });
    const { values } = await metrics.lateness.get();
    expect(values.map(({ labels, value }) => [labels.class, value])).toEqual([["more", 1]]);
  });

  it.each([
    ["scanned", packet(20)],
    ["decoded", packet(20, ',"extra":1')],
  ])("counts every reading of a %s packet under a foreign key as dead-lettered", async (_decoder, value) => {
    const { place, deadLettered } = placing();
    await place(value, edge, "LI-2");
    expect(await deadLettered()).toBe(20);
  });
});

describe("placing what was erased", () => {
  const TOMBSTONES = [{ from: NOW_MS, to: NOW_MS + 2, rider: "ada" }];
  const erasedOf = async ({ metrics }: ReturnType<typeof placing>) =>
    (await metrics.readings.get()).values.find(({ labels }) => labels.outcome === "erased")?.value;

  it.each([
    ["scanned", packet(5)],
    ["decoded", packet(5, ',"extra":1')],
  ])(
    "lets go of the readings of a %s packet that are under a tombstone, and of no others",
    async (_how, value) => {
      const made = placing(TOMBSTONES);
      await made.place(value, edge);
      expect(made.placed).toHaveLength(3);
      expect(await erasedOf(made)).toBe(2);
    },
  );

  it("takes what another rider signed", async () => {
    const made = placing(TOMBSTONES);
    await made.place(packet(5), { ...edge, [HEADER.rider]: "bob" });
    expect(made.placed).toHaveLength(5);
    await made.place(packet(5), { ...edge, [HEADER.rider]: "ada" });
    expect(made.placed).toHaveLength(8);
  });

  it("takes nothing that a rider signed who was erased, of whichever bike and whatever it is, but what came after", async () => {
    const made = placing([{ ...{ from: null, to: NOW_MS + 2 }, rider: "ada" }], signedKey("ada"));
    const signed = { ...edge, [HEADER.rider]: "ada" };
    await made.place(packet(5), signed);
    expect(made.placed).toHaveLength(3);
    await made.place(packet(1).replace('"v":1', '"v":9'), signed);
    await made.place(packet(2, ',"extra":1').replaceAll("soc_pct", "tyre_kpa"), signed);
    expect(made.reasons()).toEqual([]);
    expect(await erasedOf(made)).toBe(2 + 1 + 2);
    await made.place(packet(5), edge);
    await made.place(packet(5), { ...edge, [HEADER.rider]: "bob" });
    expect(made.placed).toHaveLength(13);
  });

  it("makes no dead letter of what cannot be decoded, by the times in it or else by its arrival", async () => {
    const made = placing(TOMBSTONES);
    await made.place(packet(1).replace('"v":1', '"v":9'), edge);
    await made.place("{", edge);
    await made.place(packet(3, ',"extra":1').replaceAll("soc_pct", "tyre_kpa"), edge);
    expect(made.reasons()).toEqual([]);
    await made.place("{", { ...edge, [HEADER.receivedAt]: String(NOW_MS + 2) });
    expect(made.reasons()).toEqual(["undecodable"]);
  });
});
