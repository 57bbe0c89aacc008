import { describe, expect, it } from "vitest";
import { readAll } from "../testing/read-all";
import { workbook } from "../testing/workbook";
import { writeZip } from "../zip/write-zip";

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const ROW = `<row>${cell("a")}</row>`;
const sheet = (xml: string) => ({ "xl/worksheets/sheet1.xml": xml });
const refusal = (bytes: Uint8Array) =>
  readAll(bytes).then(
    () => "read",
    (fault: unknown) =>
      fault instanceof Error ? `${"code" in fault ? fault.code : ""}: ${fault.message}` : "",
  );

describe("a workbook is refused", () => {
  it.each([
    [
      "with a DOCTYPE",
      workbook("", sheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>')),
      "invalid: .*DOCTYPE",
    ],
    ["with an entity of its own", workbook(`<row>${cell("&xxe;")}</row>`), "invalid: .*reference"],
    ["with tags that do not match", workbook("<row></c>"), "invalid: .*do not match"],
    ["that ends too early", workbook("", sheet("<worksheet><sheetData>")), "invalid: .*too early"],
    ["that is nested without end", workbook("<x>".repeat(100)), "invalid: .*nested"],
    [
      "with a tag without end",
      workbook("", sheet(`<worksheet a="${"x".repeat(200_000)}`)),
      "invalid: .*without an end",
    ],
    [
      "with a shared text that is missing",
      workbook('<row><c t="s"><v>9</v></c></row>'),
      "invalid: .*text is missing",
    ],
    [
      "with links to other files",
      workbook(ROW, { "xl/externalLinks/externalLink1.xml": "<x/>" }),
      "invalid: .*links",
    ],
    [
      "with a part that lies outside",
      workbook(ROW, {
        "xl/_rels/workbook.xml.rels": '<R><Relationship TargetMode="External" Target="http://x"/></R>',
      }),
      "invalid: .*links",
    ],
    ["with a file in it", workbook(ROW, { "xl/embeddings/inner.zip": "x" }), "invalid: .*another file"],
    ["that is another archive", writeZip([{ name: "a.txt", text: "a" }]), "invalid: .*something else"],
    ["that is OpenDocument", writeZip([{ name: "content.xml", text: "a" }]), "invalid: .*save it as .xlsx"],
    ["that is old or has a password", Buffer.from("d0cf11e0a1b11ae1", "hex"), "invalid: .*password"],
    ["with rows out of order", workbook('<row r="2"/><row r="1"/>'), "invalid: .*out of order"],
    ["without values", workbook("<row/>"), "invalid: .*empty file"],
    [
      "with too many columns",
      workbook(`<row>${cell("a").repeat(61)}</row>`),
      "too-large: .*60 columns, got 61 in row 1",
    ],
    ["with too long a text", workbook(`<row>${cell("x".repeat(1_001))}</row>`), "too-large: .*cell A1"],
    ["with too many rows", workbook(`<row>${cell("a")}</row>`.repeat(50_002)), "too-large: .*50,000 rows"],
    [
      "with too many sheets",
      workbook(ROW, {
        "xl/workbook.xml": `<workbook xmlns:r="x">${'<sheet name="a" r:id="r1"/>'.repeat(21)}</workbook>`,
      }),
      "too-large: .*20 sheets",
    ],
  ])("%s", async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(new RegExp(message));
  });

  it("that unpacks to more than its limit, before it is unpacked", async () => {
    const bomb = workbook(ROW, sheet(`<worksheet>${" ".repeat(101 * 1024 * 1024)}</worksheet>`));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(bomb)).toMatch(/too-large: .*100 MB/);
  });

  it("that unpacks to more than it says, as soon as it does", async () => {
    const bytes = Buffer.from(workbook(ROW, sheet(`<worksheet>${" ".repeat(50_000_000)}</worksheet>`)));
    const directory = bytes.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    bytes.writeUInt32LE(100, directory + 24);
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(bytes)).toMatch(/invalid: .*broken part/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  });

  it.each([
    ["encrypted", (bytes: Buffer, _end: number, first: number) => bytes.writeUInt16LE(1, first + 8)],
    ["zip64", (bytes: Buffer, end: number) => bytes.writeUInt32LE(0xffffffff, end + 16)],
    ["divided", (bytes: Buffer, end: number) => bytes.writeUInt16LE(2, end + 4)],
  ])("that is %s", async (word, spoil) => {
    const bytes = Buffer.from(workbook(ROW));
    const end = bytes.length - 22;
    spoil(bytes, end, bytes.readUInt32LE(end + 16));
    expect(await refusal(bytes)).toMatch(new RegExp(`invalid: .*${word}`));
  });
});
