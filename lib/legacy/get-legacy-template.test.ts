import { describe, expect, it } from "vitest";
import { matchColumns } from "@/lib/registration/columns/match-columns";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { FACTS } from "./fact";
import { getLegacyTemplate } from "./get-legacy-template";
import { personOf, steward } from "./testing/legacy-suite";

describe("the template of old data", () => {
  it.each(["csv", "xlsx"] as const)(
    "as %s has a column for each fact, and nothing that would be taken in",
    async (format) => {
      const { fileName, bytes } = getLegacyTemplate(steward, format);
      const sheet = await openSheet({ name: fileName, bytes });
      const { columns } = matchColumns(sheet.header);
      expect(columns.map(({ key }) => key)).toEqual(FACTS.map(({ key }) => key));
      const rows = [];
      for await (const row of sheet.rows) rows.push(row);
      expect(rows).toEqual([]);
    },
  );

  it("is for stewards", () => {
    expect(() => getLegacyTemplate(personOf("oem"), "csv")).toThrow("Expected role steward");
  });
});
