import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { type Cell, textCell } from "../cell";
import { checkedRow } from "../check-row";
import { SHEET_LIMITS } from "../limits";
import { invalidFile, tooLarge } from "../refuse";
import type { Sheet, SheetRow } from "../sheet";
import { decodeText, encodingOf } from "./decode-text";
import { findDelimiter } from "./find-delimiter";

const MAX_RECORD_CHARACTERS = SHEET_LIMITS.columns * (SHEET_LIMITS.cellCharacters + 10);
const HEAD_BYTES = 64 * 1024;
const Fields = z.array(z.string());
const Progress = z.object({ records: z.number() });

/** Cells are texts; rows are counted as a spreadsheet does, so a line break inside of quotes is none. */
export function openCsv(bytes: Buffer): {
  rows: AsyncGenerator<SheetRow>;
  encoding: Sheet["encoding"];
  warnings: string[];
} {
  const encoding = encodingOf(bytes);
  const guessed = "The file is not in UTF-8: read as Windows-1252. Look at letters such as ü and é";
  return {
    rows: readRows(bytes, encoding),
    encoding,
    warnings: encoding === "windows-1252" ? [guessed] : [],
  };
}

async function* readRows(bytes: Buffer, encoding: Sheet["encoding"]): AsyncGenerator<SheetRow> {
  const [head = ""] = decodeText(bytes.subarray(0, HEAD_BYTES), encoding);
  const { delimiter, toldInFirstLine } = findDelimiter(head);
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_RECORD_CHARACTERS,
    from_line: toldInFirstLine ? 2 : 1,
  });
  const source = Readable.from(decodeText(bytes, encoding));
  source.on("error", (fault) => parser.destroy(fault));
  source.pipe(parser);
  let number = 0;
  try {
    for await (const record of parser) {
      number += 1;
      const row = checkedRow(number, Fields.parse(record).map(cellOf));
      if (row !== null) yield row;
    }
  } catch (fault) {
    throw fault instanceof CsvError ? refusalOf(fault) : fault;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** An apostrophe at the start, or where a cell would begin elsewhere, says that what follows is text; it is no part of it. */
const cellOf = (field: string): Cell =>
  textCell((field.startsWith("'") ? field.slice(1) : field).replace(PROTECTED_WITHIN, ""));
const PROTECTED_WITHIN = /(?<=[;,\t|\r\n])'(?="*[=+\-@'])/g;

function refusalOf(fault: CsvError) {
  const row = Progress.safeParse(fault).data;
  const where = row === undefined ? "" : ` in row ${row.records + 1}`;
  if (fault.code === "CSV_MAX_RECORD_SIZE")
    return tooLarge("cellCharacters", `more${where}, or quotes that do not end`);
  return invalidFile("quotes that end", `an open one${where}`);
}
