import { describe, expect, it } from "vitest";
import { type Candidate, rank } from "./rank";

const candidate = (bikeId: string, value: string, more: Partial<Candidate> = {}): Candidate => ({
  bikeId,
  registeredAtMs: 0,
  model: "Cityline",
  oem: "Nordrad",
  fleet: null,
  withdrawn: false,
  kind: "frame_number",
  value,
  past: false,
  ...more,
});
const order = (text: string, ...candidates: Candidate[]) =>
  rank(text, candidates).map(({ bikeId, matched }) => `${bikeId} ${matched.how}`);

describe("the right bike comes first", () => {
  it("exact, then the beginning, look-alikes, a part, one slip, whatever order they are found in", () => {
    const found = [
      candidate("TYPO", "WTX12045"),
      candidate("PART", "99WTU12045"),
      candidate("ALIKE", "WTU1204S"),
      candidate("PREFIX", "WTU12045-7"),
      candidate("EXACT", "wtu 120-45"),
    ];
    const expected = ["EXACT exact", "PREFIX prefix", "ALIKE look-alike", "PART part", "TYPO typo"];
    expect(order("WTU12045", ...found)).toEqual(expected);
    expect(order("WTU12045", ...found.toReversed())).toEqual(expected);
  });

  it.each<[string, string, Candidate, Candidate]>([
    ["has the number now", "M-77", candidate("A", "M77"), candidate("B", "M77", { past: true })],
    ["has more of its number named", "M-77", candidate("A", "M77-1"), candidate("B", "M77-123")],
    ["ends with the part", "4711", candidate("A", "XX-4711"), candidate("B", "X-4711-X")],
    ["is mistaken by look-alikes only", "B1O0", candidate("A", "8100"), candidate("B", "8100-2")],
    ["is named by its own number", "M-77", candidate("A", "M77"), candidate("B", "M77", { kind: "motor" })],
    ["was registered later", "M-77", candidate("A", "M77", { registeredAtMs: 2 }), candidate("B", "M77")],
  ])("of equals the one that %s", (_why, text, first, second) => {
    expect(rank(text, [second, first]).map((hit) => hit.bikeId)).toEqual(["A", "B"]);
    expect(rank(text, [first, second]).map((hit) => hit.bikeId)).toEqual(["A", "B"]);
  });

  it("once, by the number that fits best", () => {
    const twice = [candidate("A", "M771", { kind: "motor" }), candidate("A", "M77")];
    expect(rank("M77", twice)).toMatchObject([
      { bikeId: "A", matched: { kind: "frame_number", how: "exact" } },
    ]);
  });

  it("among ten at most", () => {
    const many = Array.from({ length: 30 }, (_, at) => candidate(`B${at}`, `M77-${at}`));
    expect(rank("M77", many)).toHaveLength(10);
  });
});

describe("a number fits", () => {
  it.each([
    ["wtu 120.45/7", "WTU120457", "exact"],
    ["WTU12", "WTU120457", "prefix"],
    ["WTUI2", "WTU120457", "look-alike"],
    ["WTU12O4S7", "WTU120457", "look-alike"],
    ["20457", "WTU120457", "part"],
    ["2O4S7", "WTU120457", "part"],
    ["WTU130457", "WTU120457", "typo"],
    ["WTU12457", "WTU120457", "typo"],
    ["WTU1200457", "WTU120457", "typo"],
    ["WTU210457", "WTU120457", "typo"],
    ["WTU13O4S7", "WTU120457", "typo"],
  ])("%s for %s: %s", (text, value, how) => {
    expect(order(text, candidate("A", value))).toEqual([`A ${how}`]);
  });

  it.each([
    ["WTU130467", "WTU120457", "two slips"],
    ["WTU1204", "XTU120457", "a part with a slip"],
    ["AB", "XABX", "a part too short to tell"],
    ["ABCD", "ABCX", "a slip in too short a text"],
    ["- /", "WTU120457", "nothing but signs"],
  ])("not %s for %s: %s", (text, value) => {
    expect(order(text, candidate("A", value))).toEqual([]);
  });
});
