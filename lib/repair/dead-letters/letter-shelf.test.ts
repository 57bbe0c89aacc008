import { describe, expect, it } from "vitest";
import { deadLetterOf } from "@/ingest-worker/aside/dead-letter";
import { anOrigin } from "@/ingest-worker/testing/an-origin";
import { LetterShelf } from "./letter-shelf";

/** A letter in the bytes that a worker leaves, or what erases it. */
function message(bikeId: string, offset: number, { keptAtMs = offset, isErased = false, got = "101" } = {}) {
  const origin = anOrigin({ key: Buffer.from(bikeId), value: Buffer.from("{}"), bikeId });
  const faults = [{ reading: 2, field: "soc_pct", expected: "less", got }];
  const { key, value, headers } = deadLetterOf(origin, "field", faults);
  return {
    key: Buffer.from(key),
    value: isErased || value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    offset: String(offset),
    timestamp: String(keptAtMs),
    attributes: 0,
  };
}
const bikesOn = (shelf: LetterShelf) => shelf.letters.map(({ bikeId }) => bikeId);

describe("the shelf of dead letters", () => {
  it("has of each key the newest, however often a record comes, and none that was erased", () => {
    const shelf = new LetterShelf();
    for (const record of [
      message("LI-1", 1),
      message("LI-2", 2),
      message("LI-1", 3),
      message("LI-1", 1),
      message("LI-3", 4),
      message("LI-2", 5, { isErased: true }),
    ])
      shelf.add(record);
    expect(bikesOn(shelf)).toEqual(["LI-3", "LI-1"]);
    expect(shelf.letters[1]?.keptAtMs).toBe(3);
    expect(shelf.notBeforeMs).toBeNull();
  });

  it("is what it was when records are read once more from a place on, as after a lost connection", () => {
    const records = [message("LI-1", 1), message("LI-1", 2, { isErased: true }), message("LI-2", 3)];
    const shelf = new LetterShelf();
    for (const record of [...records, ...records]) shelf.add(record);
    expect(bikesOn(shelf)).toEqual(["LI-2"]);
  });

  it("keeps the newest where there are too many, in whichever order they are read, and says since when", () => {
    const shelf = new LetterShelf(10);
    const kept = Array.from({ length: 100 }, (_, at) => (at * 37) % 100);
    for (const [at, keptAtMs] of kept.entries()) shelf.add(message(`LI-${keptAtMs}`, at, { keptAtMs }));
    expect(shelf.letters.map(({ keptAtMs }) => keptAtMs)).toEqual(
      Array.from({ length: 10 }, (_, at) => 99 - at),
    );
    expect(shelf.notBeforeMs).toBe(90);
  });

  it("holds no long texts of who sends, and shows nothing that may tell where somebody was", () => {
    const shelf = new LetterShelf();
    shelf.add(message(`LI-${"9".repeat(900)}`, 1, { got: "47.1,9.5" }));
    const [letter] = shelf.letters;
    expect(letter?.bikeId).toHaveLength(200);
    expect(JSON.stringify(letter)).not.toContain("47.1");
  });
});
