import { describe, expect, it } from "vitest";
import { decodePacketText } from "@/lib/domain/decode-packet";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { readRoads } from "../roads/read-roads";
import type { SentPacket } from "../sent-packet";
import { townOf } from "../twin/plan";
import type { Twin } from "../twin/twin";
import { Fleet, type FleetOptions } from "./fleet";
import { Snapshot } from "./snapshot";

const START = Date.UTC(2026, 10, 25, 6);
const HOUR_MS = 3_600_000;
const MANNER = { everyS: 5, readingsPerPacket: 10, faultFactor: 5 };
const usual: FleetOptions = {
  seed: 7,
  bikes: 12,
  prefix: "LI-",
  town: townOf(readRoads()),
  phoneShare: 0.3,
  isLively: true,
  startMs: START,
};

function sent(fleet: Fleet, fromMs: number, toMs: number): SentPacket[] {
  const packets: SentPacket[] = [];
  for (let atMs = fromMs + 60_000; atMs <= toMs; atMs += 60_000)
    for (const some of fleet.advanceTo(atMs)) packets.push(...some);
  return packets;
}
const packetsOf = (seed: number): SentPacket[] =>
  sent(new Fleet({ ...usual, seed }, MANNER), START, START + HOUR_MS);
const isRiding = ({ activity }: Twin): boolean => activity.kind === "riding";

describe("a fleet of twins", () => {
  it("says nothing in a whole day that the contract does not allow, and rides", () => {
    const fleet = new Fleet({ ...usual, bikes: 25 }, { ...MANNER, everyS: 60 });
    const faults: unknown[] = [];
    let [readings, moving] = [0, 0];
    for (const packet of sent(fleet, START, START + 24 * HOUR_MS)) {
      const decoded = decodePacketText(JSON.stringify(packet));
      if (decoded.kind !== "packet") throw new Error(`refused: ${JSON.stringify(packet)}`);
      faults.push(...decoded.faults);
      readings += packet.readings.length;
      moving += packet.readings.filter(({ speed_kmh }) => Number(speed_kmh) > 5).length;
    }
    expect(faults).toEqual([]);
    expect(readings).toBeGreaterThan(25_000);
    expect(moving).toBeGreaterThan(readings / 3);
  });

  it("is the same for the same seed, and another for another", () => {
    const [one, again, other] = [7, 7, 8].map((seed) => JSON.stringify(packetsOf(seed)));
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it("has more than half of its bikes on the road at any hour when it is lively, and rides end within it", () => {
    const fleet = new Fleet({ ...usual, bikes: 60 }, { ...MANNER, everyS: 60 });
    for (let hour = 0; hour < 8; hour++) {
      expect(fleet.twins.filter(isRiding).length).toBeGreaterThan(30);
      sent(fleet, START + hour * HOUR_MS, START + (hour + 1) * HOUR_MS);
    }
    const longStops = fleet.twins.filter(
      ({ activity, atMs }) => activity.kind === "standing" && activity.leavesMs - atMs > 200_000,
    );
    expect(longStops.length).toBeGreaterThan(3);
  });

  it("sleeps at night when it is not", () => {
    const startMs = Date.UTC(2026, 5, 16, 0);
    const fleet = new Fleet({ ...usual, bikes: 300, isLively: false, startMs }, MANNER);
    sent(fleet, startMs, startMs + HOUR_MS);
    expect(fleet.twins.filter(isRiding).length).toBeLessThan(10);
    sent(fleet, startMs + HOUR_MS, startMs + 5.5 * HOUR_MS);
    expect(fleet.twins.filter(isRiding).length).toBeGreaterThan(20);
  });

  it("sends each source's readings in the order of their times, however late they leave", () => {
    const newest = new Map<string, number>();
    const disordered: string[] = [];
    let late = 0;
    const fleet = new Fleet({ ...usual, bikes: 20, phoneShare: 0.5 }, MANNER);
    for (let atMs = START; atMs < START + 4 * HOUR_MS; atMs += 60_000)
      for (const packets of fleet.advanceTo(atMs))
        for (const { bike_id, source, readings } of packets)
          for (const { t } of readings) {
            const sender = `${bike_id} ${source}`;
            if (Number(t) <= (newest.get(sender) ?? 0)) disordered.push(sender);
            newest.set(sender, Number(t));
            if (atMs - Number(t) > 15 * 60_000) late++;
          }
    expect(disordered).toEqual([]);
    expect(late).toBeGreaterThan(1_000);
  });

  it("goes on after a restart where it ended", () => {
    const fleet = new Fleet(usual, MANNER);
    sent(fleet, START, START + HOUR_MS);
    const earlier = Snapshot.parse(JSON.parse(JSON.stringify(fleet.snapshot(true))));
    const restarted = new Fleet({ ...usual, startMs: START + HOUR_MS, earlier }, MANNER);
    for (const one of [fleet, restarted]) sent(one, START + HOUR_MS, START + 2 * HOUR_MS);
    expect(restarted.snapshot(true)).toEqual(fleet.snapshot(true));
  });

  it("delivers after a restart what its bikes could not send before", () => {
    const options = { ...usual, bikes: 12, phoneShare: 0.6 };
    const manner = { ...MANNER, everyS: 20 };
    const [stopMs, endMs] = [START + 2 * HOUR_MS, START + 7 * HOUR_MS];
    const fleet = new Fleet(options, manner);
    sent(fleet, START, stopMs);
    const kept = new Map(
      fleet.mailboxes.flatMap((mailbox) =>
        SOURCES.map((source) => [`${mailbox.bikeId} ${source}`, [...mailbox.waiting(source)]] as const),
      ),
    );
    const unsent = (bikeId: string, source: Source) => [...(kept.get(`${bikeId} ${source}`) ?? [])];
    const again = { ...options, startMs: stopMs, earlier: fleet.snapshot(true), unsent };
    const [went, came] = [fleet, new Fleet(again, manner)].map((one) => sent(one, stopMs, endMs));
    const late = came?.flatMap(({ readings }) => readings.filter(({ t }) => Number(t) < stopMs)) ?? [];
    expect(late.length).toBeGreaterThan(100);
    expect(came).toEqual(went);
  });

  it("has bikes of the range that it is told", () => {
    const fleet = new Fleet({ ...usual, prefix: "LI-X", bikes: 2 }, MANNER);
    expect(fleet.twins.map(({ plan }) => plan.bikeId)).toEqual(["LI-X000001", "LI-X000002"]);
    const packets = sent(fleet, START, START + HOUR_MS);
    expect(new Set(packets.map(({ bike_id }) => bike_id))).toEqual(new Set(["LI-X000001", "LI-X000002"]));
  });

  it("grows and shrinks, and what rested comes back without a step twice", () => {
    const fleet = new Fleet(usual, MANNER);
    sent(fleet, START, START + HOUR_MS);
    fleet.resize(4);
    const few = sent(fleet, START + HOUR_MS, START + HOUR_MS + 120_000);
    expect(new Set(few.map(({ bike_id }) => bike_id)).size).toBeLessThanOrEqual(4);
    fleet.resize(14);
    const all = sent(fleet, START + HOUR_MS + 120_000, START + 2 * HOUR_MS);
    expect(new Set(all.map(({ bike_id }) => bike_id)).size).toBeGreaterThan(10);
    const identities = all.flatMap(({ bike_id, source, readings }) =>
      readings.map(({ t }) => `${bike_id} ${source} ${t}`),
    );
    expect(new Set(identities).size).toBe(identities.length);
  });
});
