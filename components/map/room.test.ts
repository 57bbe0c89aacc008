import { describe, expect, it } from "vitest";
import { roomLeft } from "./room";

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const WIDE = box(64, 0, 1280, 900);
const NARROW = box(0, 0, 390, 788);

describe("the room that is left of a map", () => {
  it("is all but its edges where nothing lies on it", () => {
    expect(roomLeft(WIDE, [])).toEqual({ left: 24, top: 24, right: 56, bottom: 56 });
    expect(roomLeft(WIDE, [box(100, 100, 100, 300)])).toEqual(roomLeft(WIDE, []));
  });

  it("lies between a panel and a drawer", () => {
    const room = roomLeft(WIDE, [box(76, 12, 332, 360), box(948, 12, 1268, 480)]);
    expect(room).toEqual({ left: 280, top: 24, right: 344, bottom: 56 });
  });

  it("lies below a panel and above a sheet where they take the whole width", () => {
    const room = roomLeft(NARROW, [box(12, 12, 378, 100), box(0, 331, 390, 788)]);
    expect(room).toEqual({ left: 24, top: 112, right: 56, bottom: 513 });
  });

  it("is never nothing", () => {
    const low = box(64, 0, 844, 390);
    for (const covers of [
      [box(76, 12, 332, 380), box(400, 12, 832, 380)],
      [box(70, 12, 840, 300), box(64, 200, 844, 390)],
    ]) {
      const { left, top, right, bottom } = roomLeft(low, covers);
      expect(780 - left - right).toBeGreaterThanOrEqual(119);
      expect(390 - top - bottom).toBeGreaterThanOrEqual(119);
    }
  });
});
