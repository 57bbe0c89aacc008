import { describe, expect, it } from "vitest";
import { REGISTRATION, type Statement } from "../statement";
import { decide } from "../testing/decide";
import { said, worldOf } from "../testing/said";
import { type Decided, outcomeOf } from "./decide";
import { decisionsOn, rulingOf } from "./ruling-of";

const A = { bike_id: "LI-A", frame_number: "F-1", model: "M1" };
const B = { bike_id: "LI-B", frame_number: "F-2", model: "M1" };
const matters = (decided: Decided) =>
  decided.contradictions.map(({ kind, fingerprint }) => [kind, fingerprint]);
const knowing = (...statements: Statement[]) => decide(worldOf(statements));

describe("a component that is said of two bikes", () => {
  const registered = (values: Parameters<typeof said>[0]) =>
    said(values, { trust: "system", source: REGISTRATION });
  const [ofA, ofB] = [
    registered({ ...A, motor_serial: "MA" }),
    registered({ ...B, motor_serial: "MB" }),
  ] as const;
  const [toldA, toldB] = [
    said({ bike_id: "LI-A", motor_serial: "M7" }),
    said({ bike_id: "LI-B", motor_serial: "M7" }),
  ] as const;
  const motors = (decided: Decided) =>
    ["LI-A", "LI-B"].map((bikeId) => decided.bikes.get(bikeId)?.get("motor_serial")?.value);

  it("by one file is one matter of both, where another is believed of each", () => {
    const decided = knowing(ofA, ofB, toldA, toldB);
    expect(motors(decided)).toEqual(["MA", "MB"]);
    expect(decided.contradictions).toMatchObject([
      {
        kind: "one-component-two-bikes",
        fingerprint: "number motor=M7",
        bikeIds: ["LI-A", "LI-B"],
        sides: [
          { bikeId: "LI-A", value: "M7", believed: false },
          { bikeId: "LI-B", value: "M7", believed: false },
        ],
      },
    ]);
    expect(decided.contradictions).toHaveLength(1);
    expect(outcomeOf(toldA, decided, new Set(["LI-A"]))).toBe("contradicts");
  });

  it("is a matter of the one that has it, and of the one that is told to", () => {
    const decided = knowing(ofA, ofB, said({ bike_id: "LI-A", motor_serial: "MB" }));
    expect(motors(decided)).toEqual(["MA", "MB"]);
    expect(decided.contradictions).toMatchObject([
      { kind: "one-component-two-bikes", sides: [{ bikeId: "LI-B" }, { bikeId: "LI-A", believed: false }] },
    ]);
  });

  it("is given to one by a steward, who is then asked whether it has that or the other", () => {
    const rows = [ofA, ofB, toldA, toldB];
    const [matter] = knowing(...rows).contradictions;
    if (!matter) throw new Error("no contradiction");
    expect(decisionsOn(matter)).toEqual(["split", "merge", "ask-oem"]);
    const ruling = rulingOf(matter, { decision: "split", bikeId: "LI-B" });
    const decided = decide(worldOf(rows, { rulings: [ruling] }));
    expect(motors(decided)).toEqual(["MA", "M7"]);
    expect(matters(decided)).toEqual([["one-bike-two-values", "value LI-B motor_serial"]]);
    const [left] = decided.contradictions;
    if (!left) throw new Error("no contradiction");
    const ended = decide(worldOf(rows, { rulings: [ruling, rulingOf(left, { decision: "keep" })] }));
    expect([motors(ended), matters(ended)]).toEqual([["MA", "M7"], []]);
  });

  it("is nobody else's where it is said of one bike only", () => {
    expect(matters(knowing(ofA, ofB, toldA))).toEqual([["one-bike-two-values", "value LI-A motor_serial"]]);
  });
});
