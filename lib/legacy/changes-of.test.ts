import { describe, expect, it } from "vitest";
import { inTurns } from "@/lib/in-turns";
import { changesOf } from "./changes-of";
import { NOBODYS_MODEL } from "./store/nobody";
import type { BikeRow, PartRow, Plan } from "./store/plan";
import type { StoredBike, StoredPart } from "./store/stored-bike";

const rowOf = (bike_id: string, more: Partial<BikeRow> = {}): BikeRow => ({
  ...{ bike_id, oem_id: "a", model: "T1", frame_number: "F 1", frame_normal: "F1", fnuci: null },
  ...{ battery_passport: null, imei: null, iccid: null, produced_on: null, firmware: null },
  ...more,
});
const motor = (period: number, serial: string): StoredPart => ({
  ...{ period, serial, normal: serial, slot: "motor", kind: "motor", part: null, reports_as: null },
  ...{ is_open: true, is_told: true, is_first: false, entered_us: 0 },
});
const bikeOf = (bikeId: string, more: Partial<StoredBike> = {}): StoredBike => ({
  ...rowOf(bikeId),
  ...{ is_withdrawn: false, merged_into: null, is_nobodys: false, is_unsaid: false },
  ...{ is_kept: false, is_from_plant: false, parts: [] },
  ...more,
});
const partOf = (bike_id: string, serial: string): PartRow => ({
  ...{ bike_id, oem_id: "a", slot: "motor", kind: "motor", serial, normal: serial, part: null },
});
const NONE: Plan = { added: [], changed: [], moved: [], withdrawn: [], voided: [], placed: [], touched: [] };
const NAMES = new Map([
  ["a", "North"],
  ["b", "South"],
]);
const changes = (bikes: readonly StoredBike[], plan: Partial<Plan>) =>
  inTurns(changesOf(new Map(bikes.map((bike) => [bike.bike_id, bike])), { ...NONE, ...plan }, NAMES));
const lines = ({ named }: Awaited<ReturnType<typeof changes>>) =>
  named.map(({ bikeId, field, was, becomes }) => [bikeId, field, was, becomes]);

describe("what a plan changes", () => {
  it("is nothing where nothing is planned", async () => {
    const { counts, named } = await changes([bikeOf("A")], {});
    expect([Object.values(counts), named]).toEqual([[0, 0, 0, 0, 0, 0], []]);
  });

  it("is told thing by thing, with a component for another as one", async () => {
    const made = await changes([bikeOf("A", { firmware: "4.1", parts: [motor(7, "M1")] })], {
      changed: [rowOf("A", { frame_number: "F 2", frame_normal: "F2" })],
      voided: [motor(7, "M1")],
      placed: [partOf("A", "M2")],
    });
    expect(lines(made)).toEqual([
      ["A", "Frame number", "F 1", "F 2"],
      ["A", "Firmware", "4.1", null],
      ["A", "Motor serial", "M1", "M2"],
    ]);
    expect(made.counts).toMatchObject({ changedBikes: 1, componentsIn: 1, componentsOut: 1 });
  });

  it("is told of new bikes, after those that there were, and one that comes back is new", async () => {
    const back = rowOf("B", { oem_id: "b" });
    const made = await changes(
      [bikeOf("B", { is_unsaid: true, is_withdrawn: true, firmware: "4.1" }), bikeOf("C")],
      {
        added: [rowOf("A")],
        changed: [back, rowOf("C", { imei: "1" })],
        moved: [back],
        placed: [partOf("A", "M1")],
      },
    );
    expect(lines(made)).toEqual([
      ["C", "IMEI", null, "1"],
      ["A", "Organisation", null, "North"],
      ["A", "Model", null, "T1"],
      ["A", "Frame number", null, "F 1"],
      ["A", "Motor serial", null, "M1"],
      ["B", "Organisation", null, "South"],
      ["B", "Model", null, "T1"],
      ["B", "Frame number", null, "F 1"],
    ]);
    expect(made.counts).toMatchObject({ newBikes: 2, changedBikes: 1, movedBikes: 0 });
  });

  it("is told of bikes that move, are nobody's by then, or are withdrawn", async () => {
    const moves = rowOf("A", { oem_id: "b" });
    const nobodys = rowOf("B", {
      ...{ oem_id: "maker", model: NOBODYS_MODEL, frame_number: "?B", frame_normal: "?B" },
    });
    const made = await changes([bikeOf("A"), bikeOf("B"), bikeOf("C", { parts: [motor(1, "M1")] })], {
      changed: [moves, nobodys],
      moved: [moves, nobodys],
      withdrawn: ["C"],
      voided: [motor(1, "M1")],
    });
    expect(lines(made)).toEqual([
      ["A", "Organisation", "North", "South"],
      ["B", "Organisation", "North", "nobody yet"],
      ["B", "Model", "T1", null],
      ["B", "Frame number", "F 1", null],
      ["C", "Registration", "registered", "withdrawn"],
      ["C", "Motor serial", "M1", null],
    ]);
    expect(made.counts).toMatchObject({
      changedBikes: 0,
      movedBikes: 2,
      withdrawnBikes: 1,
      componentsOut: 1,
    });
  });

  it("is counted whole, and told of the first three hundred", async () => {
    const added = Array.from({ length: 400 }, (_, at) => rowOf(`N-${at}`));
    const { counts, named } = await changes([], { added });
    expect([counts.newBikes, named.length]).toEqual([400, 300]);
  });
});
