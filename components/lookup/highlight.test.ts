import { expect, it } from "vitest";
import { highlight } from "./highlight";

it.each([
  ["WTU 120-457", "wtu120457", "[WTU 120-457]"],
  ["WTU 120-457", "wtu12", "[WTU 12]0-457"],
  ["WTU 120-457", "0457", "WTU 12[0-457]"],
  ["WTU 120-457", "12O4S7", "WTU [120-457]"],
  ["WTU 120-457", "wtu130457", "[WTU 1]2[0-457]"],
  ["WTU 120-457", "wtu12457", "[WTU 12]0-[457]"],
  ["WTU 120-457", "wtu1200457", "[WTU 120]-[457]"],
  ["WTU 120-457", "wtu210457", "[WTU] 12[0-457]"],
  ["WTU 120-457", "xyz", "WTU 120-457"],
])("marks of %s what was typed as %s", (value, typed, expected) => {
  const pieces = highlight(value, typed);
  expect(
    pieces
      .map(({ text, isMatched }) => (isMatched ? `[${text}]` : text))
      .join("")
      .replace("][", ""),
  ).toBe(expected);
  expect(pieces.map(({ text }) => text).join("")).toBe(value);
});
