import { describe, expect, it } from "vitest";
import type { Trust } from "@/lib/domain/master-data";
import { CORRECTION, REGISTRATION, type Statement } from "../statement";
import { decide } from "../testing/decide";
import { said, worldOf } from "../testing/said";
import { type Decided, outcomeOf } from "./decide";
import { pastKey, type Ruling } from "./world";

const A = { bike_id: "LI-A", frame_number: "F-1", model: "M1" };
const B = { bike_id: "LI-B", frame_number: "F-2", model: "M1" };
const held = (decided: Decided, bikeId: string) =>
  Object.fromEntries([...(decided.bikes.get(bikeId) ?? [])].map(([key, { value }]) => [key, value]));
const matters = (decided: Decided) =>
  decided.contradictions.map(({ kind, fingerprint }) => [kind, fingerprint]);
const knowing = (...statements: Statement[]) => decide(worldOf(statements));

describe("a module that was in use", () => {
  const row = said({ ...B, module_serial: "IM-1" });
  const used = (reportsAs: string, sitsIn: string | null) => ({
    used: new Map([["module=IM1", { reportsAs, sitsIn }]]),
    elsewhere: new Map(),
  });
  it.each([
    ["reports as another bike", used("LI-A", null), "LI-A"],
    ["sits in another bike by now, and reports as a third", used("LI-C", "LI-A"), "LI-C"],
    [
      "would come where another reports as the bike",
      { used: new Map(), elsewhere: new Map([["LI-B", { lead: "module=IM2", bikeId: "LI-A" }]]) },
      "LI-A",
    ],
  ])("is put into no bike by old data, which is a matter: it %s", (_how, voices, there) => {
    const decided = decide(worldOf([row], { voices }));
    expect(held(decided, "LI-B")).not.toHaveProperty("module_serial");
    expect(matters(decided)).toEqual([["module-in-use", "module LI-B IM1"]]);
    expect(decided.contradictions[0]?.sides.map(({ bikeId }) => bikeId)).toEqual([there, "LI-B"]);
    expect(outcomeOf(row, decided, new Set())).toBe("contradicts");
    const rulings: Ruling[] = [{ kind: "unfit", bikeId: "LI-B", lead: "module=IM1" }];
    expect(matters(decide(worldOf([row], { voices, rulings })))).toEqual([]);
  });

  it.each([
    ["reports as the bike", used("LI-B", null)],
    ["was moved into the bike by people", used("LI-A", "LI-B")],
  ])("is in the bike where it %s", (_how, voices) => {
    const decided = decide(worldOf([row], { voices }));
    expect(held(decided, "LI-B")).toMatchObject({ module_serial: "IM-1" });
    expect(matters(decided)).toEqual([]);
  });
});

describe("a row", () => {
  it("makes a bike when its telemetry id, frame and model are known, whoever told which", () => {
    const decided = knowing(
      said({ bike_id: "LI-A", frame_number: "F-1" }),
      said({ bike_id: "LI-A", model: "M1" }),
    );
    expect(held(decided, "LI-A")).toEqual({ frame_number: "F-1", model: "M1" });
    expect(knowing(said({ bike_id: "LI-A", frame_number: "F-1" })).bikes.size).toBe(0);
  });

  it("without a name is of the bike that its numbers lead to", () => {
    const row = said({ frame_number: "f 1", motor_serial: "M7-1" });
    const decided = knowing(said(A), row);
    expect(held(decided, "LI-A")).toMatchObject({ motor_serial: "M7-1" });
    expect(outcomeOf(row, decided, new Set(["LI-A"]))).toBe("agrees");
    expect(outcomeOf(said(A), decided, new Set())).toBe("new-bike");
  });

  it("that leads to two bikes is of neither, and a contradiction", () => {
    const row = said({ frame_number: "F-1", imei: "2", motor_serial: "M7-1" });
    const decided = knowing(said(A), said({ ...B, imei: "2" }), row);
    expect(held(decided, "LI-A")).not.toHaveProperty("motor_serial");
    expect(matters(decided)).toEqual([["two-bikes-one-number", "row frame_number=oem/F1 imei=2 motor=M71"]]);
    expect(outcomeOf(row, decided, new Set())).toBe("contradicts");
  });

  it("that leads nowhere waits until something is known", () => {
    const row = said({ imei: "1", motor_serial: "M7-1" });
    expect(outcomeOf(row, knowing(row), new Set())).toBe("waits");
    expect(held(knowing(row, said({ ...A, imei: "1" })), "LI-A")).toMatchObject({ motor_serial: "M7-1" });
  });

  it("does not lead by guesses: only what is said of a bike by name leads to it", () => {
    const decided = knowing(
      said(A),
      said({ frame_number: "F-1", imei: "1" }),
      said({ imei: "1", iccid: "3" }),
    );
    expect(held(decided, "LI-A")).not.toHaveProperty("iccid");
  });

  it("with another telemetry id than the bike that it leads to is a contradiction", () => {
    expect(matters(knowing(said(A), said({ bike_id: "LI-X", frame_number: "F-1" })))).toEqual([
      ["one-bike-two-values", "value LI-A bike_id"],
    ]);
  });
});

describe("a row of another OEM's file", () => {
  it("says nothing of this one's bikes, by name or by number", () => {
    const bikes = new Map([["LI-A", { isWithdrawn: false, oemId: "oem" }]]);
    const foreign = [
      said({ bike_id: "LI-A", iccid: "9" }, { trust: "seen", oemId: "other" }),
      said({ imei: "1", iccid: "8" }, { trust: "seen", oemId: "other" }),
    ];
    const decided = decide(worldOf([said({ ...A, imei: "1" }), ...foreign], { bikes }));
    expect(held(decided, "LI-A")).toEqual({ frame_number: "F-1", model: "M1", imei: "1" });
    expect(decided.contradictions).toEqual([]);
  });

  it("that names this one's bike is of none of its own bikes, whatever its numbers lead to", () => {
    const bikes = new Map([["LI-A", { isWithdrawn: false, oemId: "oem" }]]);
    const row = said({ bike_id: "LI-A", frame_number: "F-2", imei: "1" }, { trust: "seen", oemId: "other" });
    const decided = decide(worldOf([said(A), said(B, { oemId: "other" }), row], { bikes }));
    expect(held(decided, "LI-B")).toEqual({ frame_number: "F-2", model: "M1" });
    expect(decided.contradictions).toEqual([]);
    expect(outcomeOf(row, decided, new Set(["LI-A"]))).toBe("waits");
  });
});

describe("a bike that two OEMs name", () => {
  const of = (oemId: string, trust: Trust = "list", more = {}) => said({ ...A, ...more }, { oemId, trust });
  const owner = (decided: Decided) => decided.owners.get("LI-A")?.oemId;

  it("is the surer one's, and nobody's where they are alike sure", () => {
    expect(owner(knowing(of("b"), of("a", "seen"), of("c", "system")))).toBe("a");
    const tied = knowing(of("b", "seen"), of("a", "seen", { imei: "1" }), of("c"));
    expect([owner(tied), held(tied, "LI-A")]).toEqual([null, {}]);
    expect(tied.contradictions).toMatchObject([
      {
        kind: "one-bike-two-oems",
        fingerprint: "owner LI-A",
        sides: ["a", "b", "c"].map((normal) => ({ normal })),
      },
    ]);
    expect(outcomeOf(of("c"), tied, new Set())).toBe("contradicts");
  });

  it("is not contested by files that could not make it", () => {
    const partly = said({ bike_id: "LI-A", imei: "1" }, { oemId: "b", trust: "seen" });
    const decided = knowing(of("a", "guessed"), partly);
    expect([owner(decided), held(decided, "LI-A"), decided.contradictions]).toEqual([
      "a",
      { frame_number: "F-1", model: "M1" },
      [],
    ]);
    expect(knowing(said({ bike_id: "LI-A", frame_number: "F-1" }), partly).owners.size).toBe(0);
  });

  it("stays with the one that people have worked with it for, and whom a steward named", () => {
    const files = [of("a"), of("b", "seen")];
    const kept = new Map([["LI-A", { isWithdrawn: false, oemId: "a", isKept: true }]]);
    const decided = decide(worldOf(files, { bikes: kept }));
    expect([owner(decided), matters(decided)]).toEqual(["a", [["one-bike-two-oems", "owner LI-A"]]]);
    const ruling = { kind: "owner", bikeId: "LI-A", oemId: "a", among: ["a", "b"] } as const;
    const ruled = decide(worldOf([...files, of("b", "seen", { imei: "1" })], { rulings: [ruling] }));
    expect([owner(ruled), ruled.contradictions]).toEqual(["a", []]);
    const third = decide(worldOf([...files, of("c")], { rulings: [ruling] }));
    expect([owner(third), matters(third)]).toEqual(["a", [["one-bike-two-oems", "owner LI-A"]]]);
  });
});

describe("of two values", () => {
  it("the surer is believed, and that they differ is told", () => {
    const decided = knowing(
      said({ ...A, imei: "1" }),
      said({ bike_id: "LI-A", imei: "2" }, { trust: "seen" }),
    );
    expect(held(decided, "LI-A").imei).toBe("2");
    expect(decided.contradictions).toMatchObject([
      { fingerprint: "value LI-A imei", sides: [{ value: "2", said: [{ trust: "seen" }] }, { value: "1" }] },
    ]);
  });

  it("what was registered here stays where a system says otherwise, and goes where somebody saw", () => {
    const registered = said({ ...A, imei: "9" }, { trust: "system", source: REGISTRATION });
    const other = (trust: "system" | "seen") => said({ bike_id: "LI-A", imei: "1" }, { trust });
    expect(held(knowing(registered, other("system")), "LI-A").imei).toBe("9");
    expect(held(knowing(registered, other("seen")), "LI-A").imei).toBe("1");
  });

  it("of firmware, none is wrong", () => {
    const decided = knowing(
      said({ ...A, firmware: "4.1" }),
      said({ bike_id: "LI-A", firmware: "4.2" }, { trust: "seen" }),
    );
    expect([held(decided, "LI-A").firmware, decided.contradictions]).toEqual(["4.2", []]);
  });

  it("that are written differently only, there are not two", () => {
    expect(knowing(said(A), said({ bike_id: "LI-A", frame_number: "f1" })).contradictions).toEqual([]);
  });
});

describe("a number of two bikes", () => {
  it("is with the one of whom it is said the surest", () => {
    const decided = knowing(said({ ...A, imei: "1" }), said({ ...B, imei: "1" }, { trust: "system" }));
    expect([held(decided, "LI-A").imei, held(decided, "LI-B").imei]).toEqual([undefined, "1"]);
    expect(matters(decided)).toEqual([["two-bikes-one-number", "number imei=1"]]);
  });

  it("is a component's too, and what was taken out counts no more", () => {
    const rows = [said({ ...A, battery_serial: "P1" }), said({ ...B, battery_2_serial: "P1" })];
    expect(matters(knowing(...rows))).toEqual([["one-component-two-bikes", "number battery=P1"]]);
    const decided = decide(worldOf(rows, { past: new Set([pastKey("LI-A", "battery=P1")]) }));
    expect([matters(decided), held(decided, "LI-B").battery_2_serial]).toEqual([[], "P1"]);
  });
});

describe("a steward's ruling", () => {
  const rows = [
    said({ ...A, imei: "1" }),
    said({ ...B, imei: "1" }, { trust: "system" }),
    said({ bike_id: "LI-A", frame_number: "F-9" }, { trust: "seen" }),
  ];
  const ruled = (...rulings: Ruling[]) => decide(worldOf(rows, { rulings }));

  it("on a value ends the matter, and later rows of the same value do not open it again", () => {
    const ruling = {
      kind: "value",
      bikeId: "LI-A",
      fact: "frame_number",
      normal: "F1",
      among: ["F9", "F1"],
    } as const;
    expect(held(ruled(ruling), "LI-A").frame_number).toBe("F-1");
    expect(matters(ruled(ruling))).toEqual([["two-bikes-one-number", "number imei=1"]]);
    const again = said({ bike_id: "LI-A", frame_number: "F-9" }, { trust: "seen", source: "another" });
    expect(matters(decide(worldOf([...rows, again], { rulings: [ruling] })))).toHaveLength(1);
    const third = said({ bike_id: "LI-A", frame_number: "F-8" });
    expect(matters(decide(worldOf([...rows, third], { rulings: [ruling] })))).toHaveLength(2);
  });

  it("on a number takes it from the other", () => {
    const decided = ruled({ kind: "number", lead: "imei=1", bikeId: "LI-A", among: ["LI-A", "LI-B"] });
    expect([held(decided, "LI-A").imei, held(decided, "LI-B").imei]).toEqual(["1", undefined]);
    expect(matters(decided)).toEqual([["one-bike-two-values", "value LI-A frame_number"]]);
  });

  it("that two bikes are one makes all that was said be of that one", () => {
    const bikes = new Map([
      ["LI-A", { isWithdrawn: false }],
      ["LI-B", { isWithdrawn: true }],
    ]);
    const decided = decide(worldOf(rows, { bikes, mergedInto: new Map([["LI-B", "LI-A"]]) }));
    expect([...decided.bikes.keys()]).toEqual(["LI-A"]);
    expect(
      decided.values
        .get("LI-A")
        ?.get("frame_number")
        ?.values.map(({ normal }) => normal),
    ).toEqual(["F9", "F2", "F1"]);
  });

  it("on a row that leads to two bikes gives it to one, or to none", () => {
    const torn = said({ frame_number: "F-1", imei: "2", iccid: "3" });
    const both = [said(A), said({ ...B, imei: "2" }), torn];
    const fingerprint = "row frame_number=oem/F1 iccid=3 imei=2";
    const one = decide(worldOf(both, { rulings: [{ kind: "row", fingerprint, bikeId: "LI-A" }] }));
    expect(held(one, "LI-A").iccid).toBe("3");
    const none = decide(worldOf(both, { rulings: [{ kind: "row", fingerprint, bikeId: null }] }));
    expect([outcomeOf(torn, none, new Set()), none.contradictions]).toEqual(["waits", []]);
  });

  it("and what people gave a bike hold as the latest of them says, against files that are as sure", () => {
    const ruling = {
      kind: "value",
      bikeId: "LI-A",
      fact: "frame_number",
      normal: "F9",
      among: ["F9", "F1", "F5"],
    } as const;
    const given = { kind: "given", bikeId: "LI-A", fact: "frame_number", normal: "F5", lead: null } as const;
    const corrected = said({ bike_id: "LI-A", frame_number: "F-5" }, { trust: "seen", source: CORRECTION });
    const frameAfter = (...rulings: Ruling[]) =>
      held(decide(worldOf([...rows, corrected], { rulings })), "LI-A").frame_number;
    expect(frameAfter(ruling, given)).toBe("F-5");
    expect(frameAfter(given, ruling)).toBe("F-9");
    expect(frameAfter({ ...given, normal: "F9" }, given)).toBe("F-5");
  });

  it("on what was changed here by hand is not needed: it is surer than lists", () => {
    const changed = said({ bike_id: "LI-A", imei: "7" }, { trust: "seen", source: CORRECTION });
    expect(held(knowing(said({ ...A, imei: "1" }), changed), "LI-A").imei).toBe("7");
  });
});
