import { describe, expect, it } from "vitest";
import { readAll, readTexts } from "../testing/read-all";
import { writeCsv } from "./write-csv";

const HEADER = "Frame;Größe";
const ROWS = [
  ["Frame", "Größe"],
  ["AR26-1", "é"],
];
const file = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const utf16be = (text: string) => file(`\ufeff${text}`, "utf16le").swap16();

describe("reading CSV", () => {
  it.each([
    ["utf-8", file(`${HEADER}\nAR26-1;é\n`)],
    ["utf-8", file(`\ufeff${HEADER}\r\nAR26-1;é`)],
    ["utf-16le", file(`\ufeff${HEADER}\nAR26-1;é`, "utf16le")],
    ["utf-16be", utf16be(`${HEADER}\nAR26-1;é`)],
    ["windows-1252", file(`${HEADER}\nAR26-1;é`, "latin1")],
  ])("knows %s", async (encoding, bytes) => {
    const read = await readAll(bytes);
    expect(read).toMatchObject({ kind: "csv", encoding });
    expect(await readTexts(bytes)).toEqual(ROWS);
    expect(read.warnings.length).toBe(encoding === "windows-1252" ? 1 : 0);
  });

  it("has a mark in place of what is no character", async () => {
    expect(await readTexts(file("\ufeffFrame;x\nAR\0-1;é", "utf16le"))).toEqual([
      ["Frame", "x"],
      ["AR\ufffd-1", "é"],
    ]);
  });

  it.each([",", ";", "\t", "|"])("finds the delimiter %j by the header", async (delimiter) => {
    const bytes = file(
      `"a,;|b"${delimiter}c${delimiter}d\n1${delimiter}2,5;|x${delimiter}3`.replace("2,5;|x", "2"),
    );
    expect(await readTexts(bytes)).toEqual([
      ["a,;|b", "c", "d"],
      ["1", "2", "3"],
    ]);
  });

  it("takes the delimiter that the first line tells, and does not count that line", async () => {
    const { header, rows } = await readAll(file("sep=;\r\na,b;c\r\n1;2\r\n"));
    expect(header).toEqual(["a,b", "c"]);
    expect(rows).toMatchObject([{ number: 2 }]);
  });

  it("numbers rows as a spreadsheet shows them", async () => {
    const { rows } = await readAll(file('a,b\n\n"x\ny",1\n,\n3,4\n'));
    expect(rows.map(({ number, cells }) => [number, cells[0]?.text])).toEqual([
      [3, "x\ny"],
      [5, "3"],
    ]);
  });

  it("keeps the cells of rows that are too long or too short", async () => {
    expect(await readTexts(file("a,b\n1\n1,2,3\n"))).toEqual([["a", "b"], ["1"], ["1", "2", "3"]]);
  });

  it("takes a quote inside of a value for what it is", async () => {
    expect(await readTexts(file('a,b\n27" wheel,2\n'))).toEqual([
      ["a", "b"],
      ['27" wheel', "2"],
    ]);
  });

  it.each([
    ["", "empty file"],
    ["\n\n;;\n", "empty file"],
    ['a,b\n"1,2\n3,4', "an open one in row 2"],
    ["a\0b", "no text"],
    ["%PDF-1.7", "a PDF"],
  ])("refuses %j", async (text, message) => {
    await expect(readAll(file(text))).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ["rows", `a\n${"1\n".repeat(50_001)}`, "50,000 rows"],
    ["columns", `a\n${"1,".repeat(61)}1\n`, "60 columns"],
    ["characters", `a\n${"x".repeat(1_001)}\n`, "1,000 characters in a cell, got more in cell A2"],
    ["an endless quote", `a\n"${"x\n".repeat(100_000)}`, "more in row 2"],
    ["bytes", " ".repeat(10 * 1024 * 1024 + 1), "10 MB"],
  ])("refuses too many %s", async (_, text, message) => {
    await expect(readAll(file(text))).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining(message),
    });
  });
});

describe("writing CSV", () => {
  it("leaves nothing in a cell that a spreadsheet would run", () => {
    const bytes = writeCsv({
      header: ["a", "b"],
      rows: [
        ["=HYPERLINK(1)", "-1"],
        ["+1", "@a"],
        ["\tx", "a=b"],
      ],
    });
    expect(Buffer.from(bytes).toString()).toBe(
      "\ufeffa,b\r\n'=HYPERLINK(1),'-1\r\n'+1,'@a\r\n\"'\tx\",a=b\r\n",
    );
  });

  it("writes no zero byte, which would make the file one that is no text", async () => {
    expect(await readTexts(writeCsv({ header: ["a"], rows: [["x\0y"]] }))).toEqual([["a"], ["x\ufffdy"]]);
  });

  it.each([",", ";", "\t", "|"])("leaves no cell that runs where lists are parted by %j", (delimiter) => {
    const run = "=1+cmd|' /C calc'!A0";
    const signs = [",", ";", "\t", "|", "\n", "\r"].map((sign) => `a${sign}${run}${sign}+2${sign}b`);
    const written = Buffer.from(
      writeCsv({ header: ["x", "y"], rows: [signs, [run, `"${delimiter}-3`]] }),
    ).toString();
    const cells = written.slice(1).split(new RegExp(`[\\r\\n${delimiter}]`));
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
  });
});
