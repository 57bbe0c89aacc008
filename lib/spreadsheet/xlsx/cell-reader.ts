import { type Cell, EMPTY_CELL, textCell } from "../cell";
import { SHEET_LIMITS } from "../limits";
import { damagedFile } from "../refuse";
import type { Attributes } from "../xml/read-attributes";
import { readEscapes } from "./escaped-text";
import { numberCell } from "./number-cell";
import type { NumberFormat } from "./number-format";
import { RichText } from "./rich-text";

/** What cells refer to. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

const PLAIN: NumberFormat = { kind: "plain" };

/** One cell at a time: `begin`, what is in it, `take`. */
export class CellReader {
  private type = "n";
  private style = 0;
  private isFormula = false;
  private inValue = false;
  private value = "";
  private readonly inline = new RichText();

  constructor(private readonly context: CellContext) {}

  begin(attributes: Attributes): void {
    this.type = attributes.get("t") ?? "n";
    this.style = Number(attributes.get("s") ?? 0);
    this.isFormula = false;
    this.inValue = false;
    this.value = "";
    this.inline.take();
  }

  open(name: string): void {
    if (name === "v") this.inValue = true;
    else if (name === "f") this.isFormula = true;
    else this.inline.open(name);
  }

  text(text: string): void {
    if (!this.inValue) this.inline.text(text);
    else if (this.value.length <= SHEET_LIMITS.cellCharacters * 7) this.value += text;
  }

  close(name: string): void {
    if (name === "v") this.inValue = false;
    else this.inline.close(name);
  }

  take(): Cell {
    const cell = this.plainCell();
    return this.isFormula ? { kind: "formula", text: cell.text } : cell;
  }

  private plainCell(): Cell {
    const { strings, formats, from1904 } = this.context;
    if (this.type === "inlineStr") return textCell(this.inline.take());
    if (this.value === "") return EMPTY_CELL;
    switch (this.type) {
      case "s": {
        const text = strings[Number(this.value)];
        if (text === undefined) throw damagedFile("a cell whose text is missing");
        return textCell(text);
      }
      case "str":
        return textCell(readEscapes(this.value));
      case "b":
        return { kind: "boolean", text: this.value.trim() === "1" ? "TRUE" : "FALSE" };
      case "e":
        return { kind: "error", text: this.value };
      case "d":
        return { kind: "date", text: this.value.trim().replace(/T00:00:00(\.0+)?Z?$/, "") };
      case "n":
        return numberCell(this.value, formats[this.style] ?? PLAIN, from1904);
      default:
        throw damagedFile("a cell of an unknown kind");
    }
  }
}
