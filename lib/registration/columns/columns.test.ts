import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMNS, columnOf, isColumnKey } from "./columns";
import { matchColumns } from "./match-columns";
import { normalLabel } from "./normal-label";
import { template } from "./template";

const keysOf = (header: readonly string[], remembered: [string, "imei" | "bike_id" | null][] = []) =>
  matchColumns(header, new Map(remembered.map(([name, key]) => [normalLabel(name), key]))).columns.map(
    ({ key }) => key,
  );

describe("columns", () => {
  it("have no name in common", () => {
    const owners = new Map<string, string>();
    for (const { key, label, aliases } of COLUMNS)
      for (const name of [key, label, ...aliases].map(normalLabel)) {
        expect(`${name}: ${owners.get(name) ?? key}`).toBe(`${name}: ${key}`);
        owners.set(name, key);
      }
  });

  it("that are required are six", () => {
    const required = COLUMNS.filter((column) => column.required).map(({ key }) => key);
    expect(required).toEqual([
      "bike_id",
      "frame_number",
      "model",
      "produced_on",
      "motor_serial",
      "battery_serial",
    ]);
    expect(required.every((key) => columnOf(key).example !== "")).toBe(true);
  });

  it("are told from other words", () => expect(["imei", "toString"].map(isColumnKey)).toEqual([true, false]));
});

describe("matchColumns", () => {
  it("knows its own template", () => {
    const { columns, missing, ambiguous } = matchColumns(template().header);
    expect(columns.map(({ key }) => key)).toEqual(COLUMNS.map(({ key }) => key));
    expect([missing, ambiguous]).toEqual([[], []]);
  });

  it.each([
    ["FRAME_NUMBER", "frame_number"],
    [" Rahmen-Nr. ", "frame_number"],
    ["N° de cadre", "frame_number"],
    ["Numero di telaio", "frame_number"],
    ["Produktionsdatum", "produced_on"],
    ["Numéro de série du moteur", "motor_serial"],
    ["Motor-Seriennummer", "motor_serial"],
    ["Motornummer", "motor_serial"],
    ["S/N Battery", "battery_serial"],
    ["Akku 2 Seriennummer", "battery_2_serial"],
    ["Matricola della batteria", "battery_serial"],
    ["Akkukapazität (Wh)", "battery_wh"],
    ["Modèle", "model"],
    ["Colour", null],
    ["", null],
  ])("reads %j", (name, key) => expect(keysOf([name])).toEqual([key]));

  it("follows what was remembered before anything else", () => {
    expect(
      keysOf(
        ["Zähler", "IMEI"],
        [
          ["zaehler", null],
          ["Zähler", "imei"],
        ],
      ),
    ).toEqual(["imei", null]);
    expect(matchColumns(["Colour"], new Map([["colour", null]])).columns).toMatchObject([
      { key: null, how: "remembered" },
    ]);
  });

  it("gives a key to the column with the surer name, and tells the other what it may be", () => {
    const { columns } = matchColumns(["Rahmennummer", "Frame number"]);
    expect(columns).toMatchObject([
      { key: null, how: null, mayBe: ["frame_number"] },
      { key: "frame_number", how: "label" },
    ]);
  });

  it("gives a key to nobody where two have an equal claim", () => {
    const { columns, missing, ambiguous } = matchColumns(["Rahmennummer", "Cadre"]);
    expect(columns.map(({ key }) => key)).toEqual([null, null]);
    expect(ambiguous).toEqual([{ key: "frame_number", indexes: [0, 1] }]);
    expect(missing).toContain("frame_number");
  });

  it("names what an unclear name may mean", () => {
    expect(matchColumns(["Serial number"]).columns).toMatchObject([
      { key: null, mayBe: ["frame_number", "motor_serial", "battery_serial"] },
    ]);
  });

  it("never gives one key to two columns", () => {
    const names = COLUMNS.flatMap(({ key, label, aliases }) => [key, label, ...aliases.slice(0, 4)]);
    const header = fc.array(fc.oneof(fc.constantFrom(...names), fc.string()), { maxLength: 40 });
    fc.assert(
      fc.property(header, (drawn) => {
        const keys = keysOf(drawn).filter((key) => key !== null);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
