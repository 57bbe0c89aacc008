import { describe, expect, it } from "vitest";
import { CORRECTION } from "../statement";
import { decide } from "../testing/decide";
import { said, worldOf } from "../testing/said";
import type { KnownBike, Ruling } from "./world";

const A = { bike_id: "LI-A", frame_number: "F-1", model: "M1" };
const B = { bike_id: "LI-B", frame_number: "F-2", model: "M1" };
const held = (rows: ReturnType<typeof said>[], rulings: Ruling[], bikeId = "LI-A") =>
  Object.fromEntries(
    [...(decide(worldOf(rows, { rulings })).bikes.get(bikeId) ?? [])].map(([key, { value }]) => [key, value]),
  );

describe("what was decided", () => {
  it("rests while nobody says the value that was chosen, and stands as soon as somebody does", () => {
    const ruling: Ruling = {
      ...{ kind: "value", bikeId: "LI-A", fact: "frame_number", normal: "F9", among: ["F1", "F9"] },
    };
    expect(held([said(A)], [ruling])).toMatchObject({ frame_number: "F-1" });
    const named = said({ bike_id: "LI-A", frame_number: "F-9" }, { trust: "told" });
    expect(held([said(A), named], [ruling])).toMatchObject({ frame_number: "F-9" });
    // A row without a name tells of the bike that its numbers lead to.
    const unnamed = said({ imei: "1", frame_number: "F-9" }, { trust: "told" });
    expect(held([said({ ...A, imei: "1" }), unnamed], [ruling])).toMatchObject({ frame_number: "F-9" });
    // Another bike's row does not, whatever it shares.
    const other = said({ ...B, imei: "1", frame_number: "F-9" });
    expect(held([said({ ...A, imei: "1" }), other], [ruling])).toMatchObject({ frame_number: "F-1" });
  });

  it("leaves a number with who has it, while nobody says it of the bike that was to have it", () => {
    const ruling: Ruling = {
      ...{ kind: "number", lead: "imei=1", bikeId: "LI-B", among: ["LI-A", "LI-B"] },
    };
    const alone = [said({ ...A, imei: "1" }), said(B)];
    expect(held(alone, [ruling])).toMatchObject({ imei: "1" });
    const both = [...alone, said({ bike_id: "LI-B", imei: "1" })];
    expect([held(both, [ruling]).imei, held(both, [ruling], "LI-B").imei]).toEqual([undefined, "1"]);
  });

  it("leaves a bike to the other OEM, while no file of the one that was to have it makes it", () => {
    const ruling: Ruling = {
      ...{ kind: "owner", bikeId: "LI-A", oemId: "south", among: ["north", "south"] },
    };
    const ownerOf = (...oems: string[]) =>
      decide(
        worldOf(
          oems.map((oemId) => said(A, { oemId })),
          { rulings: [ruling] },
        ),
      ).owners.get("LI-A")?.oemId;
    expect(ownerOf("north")).toBe("north");
    expect(ownerOf("north", "south")).toBe("south");
  });
});

describe("a bike that files made", () => {
  const stored = (more: Partial<KnownBike> = {}) => ({
    bikes: new Map([["LI-A", { isWithdrawn: false, oemId: "oem", isOfFiles: true, ...more }]]),
  });
  const rest = said({ bike_id: "LI-A", imei: "1" });

  it("is none any more where what is left would not make it, and what is left waits", () => {
    const decided = decide(worldOf([rest], stored()));
    expect([decided.owners.size, decided.bikes.size, decided.bikeOf.size]).toEqual([0, 0, 0]);
    expect(decide(worldOf([rest, said(A)], stored())).owners.get("LI-A")?.oemId).toBe("oem");
  });

  it("stays, and is told of, where people have worked with it", () => {
    const corrected = said({ bike_id: "LI-A", imei: "2" }, { source: CORRECTION, trust: "seen" });
    for (const world of [worldOf([rest], stored({ isKept: true })), worldOf([rest, corrected], stored())])
      expect(decide(world).owners.get("LI-A")).toEqual({ oemId: "oem", rivals: [], isLeftAlone: true });
  });

  it("goes to another OEM whose files make it, but where people have worked with it", () => {
    const others = said(A, { oemId: "south" });
    const rulings: Ruling[] = [
      { kind: "value", bikeId: "LI-A", fact: "frame_number", normal: "F1", among: ["F1", "F9"] },
    ];
    const lookedAt = decide(worldOf([rest, others], { ...stored(), rulings }));
    expect(lookedAt.owners.get("LI-A")).toEqual({ oemId: "south", rivals: [] });
    const worked = decide(worldOf([rest, others], stored({ isKept: true }))).owners.get("LI-A");
    expect(worked).toMatchObject({ oemId: "oem", isLeftAlone: true });
  });
});
