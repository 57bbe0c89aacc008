import { expect, it } from "vitest";
import { localPath } from "./local-path";

it.each([
  ["/bikes/LI-000123?from=2023-07-06&x=1", "/bikes/LI-000123?from=2023-07-06&x=1"],
  [undefined, "/"],
  ["", "/"],
  ["bikes", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/x", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("leads from %s to %s after signing in", (path, expected) => expect(localPath(path)).toBe(expected));
