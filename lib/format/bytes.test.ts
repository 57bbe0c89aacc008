import { expect, it } from "vitest";
import { formatBytes } from "./bytes";
import { THIN_SPACE } from "./number";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [12_345, "12.3 kB"],
  [712_000, "0.7 MB"],
  [25_400_000_000, "25.4 GB"],
  [2e18, "2 000.0 PB"],
])("writes %s bytes as %s", (bytes, text) => {
  expect(formatBytes(bytes).replaceAll(THIN_SPACE, " ")).toBe(text);
});
