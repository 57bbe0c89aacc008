import { describe, expect, it } from "vitest";
import { tableFile } from "./table-file";

describe("the name of a file to be saved", () => {
  const nameOf = (name: string) => tableFile(name, "csv", { header: [], rows: [] }).fileName;

  it.each([
    ["../../etc/passwd", ".._.._etc_passwd.csv"],
    ['a"\r\nset-cookie: b', "a___set-cookie_ b.csv"],
    ["Räder für 中国", "Räder für 中国.csv"],
  ])("of %j has letters, digits and no way out of its folder", (name, expected) => {
    expect(nameOf(name)).toBe(expected);
  });

  it("can be told in a header, wherever it is cut off", () => {
    for (let length = 110; length <= 125; length++) {
      const name = nameOf("a".repeat(length) + "𝔸".repeat(20));
      expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
    }
  });
});
