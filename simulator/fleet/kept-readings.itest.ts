import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Mailbox } from "../send/mailbox";
import type { SentReading } from "../sent-packet";
import { KeptReadings } from "./kept-readings";

const parent = mkdtempSync(join(tmpdir(), "kept-readings-"));
const folder = join(parent, "unsent");
const LAST = Number.POSITIVE_INFINITY;
beforeEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(parent, { recursive: true }));

const readingsFrom = (firstMs: number, count: number): SentReading[] =>
  Array.from({ length: count }, (_, at) => ({ t: firstMs + at * 1_000, speed_kmh: at, error_codes: ["E1"] }));
/** A bike whose module has this list waiting, its phone nothing. */
const waiting = (list: readonly SentReading[], bikeId = "LI-000001"): Mailbox[] => {
  const mailbox: Pick<Mailbox, "bikeId" | "waiting"> = {
    bikeId,
    waiting: (source) => (source === "iot" ? list : []),
  };
  return [mailbox as Mailbox];
};
const readAgain = (source: "iot" | "app" = "iot") => new KeptReadings(folder).read("LI-000001", source);

describe("readings that could not be sent", () => {
  it("are there for the next run, oldest first, however often they were kept", () => {
    const kept = new KeptReadings(folder);
    const list = readingsFrom(1_000, 3);
    kept.keep(waiting(list), LAST);
    list.push(...readingsFrom(4_000, 2));
    kept.keep(waiting(list), LAST);
    kept.keep(waiting(list), LAST);
    expect(readAgain()).toEqual(readingsFrom(1_000, 3).concat(readingsFrom(4_000, 2)));
    expect(readAgain("app")).toEqual([]);
  });

  it("are kept on by the run that read them", () => {
    new KeptReadings(folder).keep(waiting(readingsFrom(1_000, 2)), LAST);
    const kept = new KeptReadings(folder);
    const list = kept.read("LI-000001", "iot");
    list.push(...readingsFrom(9_000, 1));
    kept.keep(waiting(list), LAST);
    expect(readAgain().map(({ t }) => t)).toEqual([1_000, 2_000, 9_000]);
  });

  it("are gone when they have been sent, and those that come after begin anew", () => {
    const kept = new KeptReadings(folder);
    kept.keep(waiting(readingsFrom(1_000, 3)), LAST);
    kept.keep(waiting(readingsFrom(8_000, 1)), LAST);
    expect(readAgain()).toEqual(readingsFrom(8_000, 1));
    kept.keep(waiting([]), LAST);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("cost nothing while they wait for a moment only", () => {
    const kept = new KeptReadings(folder);
    kept.keep(waiting(readingsFrom(5_000, 3)), 4_999);
    expect(existsSync(folder)).toBe(false);
    kept.keep(waiting(readingsFrom(5_000, 3)), 5_000);
    expect(readAgain()).toHaveLength(3);
  });

  it("survive a line that was cut short, whatever follows it", () => {
    const kept = new KeptReadings(folder);
    const list = readingsFrom(1_000, 2);
    kept.keep(waiting(list), LAST);
    appendFileSync(join(folder, "LI-000001.iot"), '\n{"t":3000,"spe');
    list.push(...readingsFrom(4_000, 1));
    kept.keep(waiting(list), LAST);
    expect(readAgain().map(({ t }) => t)).toEqual([1_000, 2_000, 4_000]);
  });

  it("are no more than half a day's", () => {
    new KeptReadings(folder).keep(waiting(readingsFrom(0, 50_010)), LAST);
    expect(readAgain()).toHaveLength(50_000);
  });

  it("of another fleet are forgotten", () => {
    const kept = new KeptReadings(folder);
    kept.keep(waiting(readingsFrom(1_000, 3)), LAST);
    kept.forget();
    expect(readAgain()).toEqual([]);
    kept.keep(waiting(readingsFrom(8_000, 1)), LAST);
    expect(readAgain()).toHaveLength(1);
  });
});
