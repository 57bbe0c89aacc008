import { SHEET_LIMITS } from "../limits";
import { readEscapes } from "./escaped-text";

/** Gathers the text of runs; what is longer than a cell may be is kept just long enough to be refused. */
export class RichText {
  private gathered = "";
  private inText = false;
  /** How an East Asian text is pronounced is no part of it. */
  private phonetic = 0;

  open(name: string): void {
    if (name === "t") this.inText = true;
    else if (name === "rPh") this.phonetic += 1;
  }

  text(text: string): void {
    if (!this.inText || this.phonetic > 0) return;
    if (this.gathered.length <= MAX_KEPT) this.gathered += text;
  }

  close(name: string): void {
    if (name === "t") this.inText = false;
    else if (name === "rPh") this.phonetic -= 1;
  }

  take(): string {
    const text = readEscapes(this.gathered).slice(0, SHEET_LIMITS.cellCharacters + 1);
    this.gathered = "";
    return text;
  }
}

/** An escape takes seven characters for one. */
const MAX_KEPT = SHEET_LIMITS.cellCharacters * 7;
