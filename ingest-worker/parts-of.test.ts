import { describe, expect, it } from "vitest";
import { partsOf } from "./parts-of";

const bytesOf = (bytes: number) => bytes;

describe("partsOf", () => {
  it.each([
    ["nothing", [], []],
    ["what fits", [3, 3, 4], [[3, 3, 4]]],
    ["what does not fit", [3, 3, 5, 6], [[3, 3], [5], [6]]],
    ["an item that is larger than a part", [1, 11, 1], [[1], [11], [1]]],
    ["many small items", [1, 1, 1, 1, 1], [[1, 1, 1, 1], [1]]],
  ])("cuts %s in order", (_name, items, parts) => {
    expect(partsOf(items, bytesOf, 10, 4)).toEqual(parts);
  });
});
