import { type Cell, EMPTY_CELL } from "../cell";
import { checkedRow } from "../check-row";
import { SHEET_LIMITS } from "../limits";
import { damagedFile, tooLarge } from "../refuse";
import type { SheetRow } from "../sheet";
import type { Attributes } from "../xml/read-attributes";
import type { Archive, PartListener } from "./archive";
import { type CellContext, CellReader } from "./cell-reader";

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;

/** Rows of a sheet that have values, in the order of the file. */
export async function* readRows(
  archive: Archive,
  part: string,
  context: CellContext,
): AsyncGenerator<SheetRow> {
  const listener = new RowListener(new CellReader(context));
  for await (const _ of archive.listen(part, listener.forPart())) yield* listener.takeRows();
}

class RowListener {
  private done: SheetRow[] = [];
  private number = 0;
  private column = -1;
  private cells: Cell[] = [];
  private inData = false;
  private inCell = false;

  constructor(private readonly cell: CellReader) {}

  forPart(): PartListener {
    return {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => {
        if (this.inCell) this.cell.text(text);
      },
      close: (name) => this.close(name),
    };
  }

  takeRows(): SheetRow[] {
    const rows = this.done;
    this.done = [];
    return rows;
  }

  private open(name: string, attributes: Attributes): void {
    if (this.inCell) this.cell.open(name);
    else if (name === "sheetData") this.inData = true;
    else if (!this.inData) return;
    else if (name === "row") this.beginRow(attributes);
    else if (name === "c") this.beginCell(attributes);
  }

  private close(name: string): void {
    if (name === "c" && this.inCell) this.endCell();
    else if (this.inCell) this.cell.close(name);
    else if (name === "sheetData") this.inData = false;
    else if (name === "row" && this.inData) this.endRow();
  }

  private beginRow(attributes: Attributes): void {
    const written = attributes.get("r");
    const number = written === undefined ? this.number + 1 : Number(written);
    if (!Number.isInteger(number) || number <= this.number || number > MAX_ROW)
      throw damagedFile("rows out of order");
    this.number = number;
    this.column = -1;
    this.cells = [];
  }

  private beginCell(attributes: Attributes): void {
    const written = attributes.get("r");
    this.column = written === undefined ? this.column + 1 : columnOf(written, this.number);
    this.inCell = true;
    this.cell.begin(attributes);
  }

  private endCell(): void {
    this.inCell = false;
    const cell = this.cell.take();
    if (cell.text === "" && cell.kind !== "formula") return;
    if (this.column >= SHEET_LIMITS.columns)
      throw tooLarge("columns", `${this.column + 1} in row ${this.number}`);
    while (this.cells.length < this.column) this.cells.push(EMPTY_CELL);
    this.cells[this.column] = cell;
  }

  private endRow(): void {
    const row = checkedRow(this.number, this.cells);
    if (row !== null) this.done.push(row);
  }
}

/** 0 for "A7" in row 7. */
function columnOf(reference: string, row: number): number {
  const [, letters = "", digits] = REFERENCE.exec(reference) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  if (column < 1 || column > MAX_COLUMN || Number(digits) !== row)
    throw damagedFile("a cell in the wrong place");
  return column - 1;
}
