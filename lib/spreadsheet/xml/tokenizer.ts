import { damagedFile, invalidFile } from "../refuse";
import { decodeEntities } from "./decode-entities";
import { endOfTag, MAX_MARKUP_CHARACTERS } from "./end-of-tag";
import { type Attributes, readAttributes } from "./read-attributes";

/** Names come without the prefix of their namespace. */
export interface XmlListener {
  open(name: string, attributes: Attributes): void;
  /** May come in several pieces. */
  text(text: string): void;
  close(name: string): void;
}

const MAX_DEPTH = 64;
const LONGEST_REFERENCE = 12;
const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/;

/** Reads XML in pieces, strictly: no DOCTYPE, so no entities of its own and nothing from outside. */
export class XmlTokenizer {
  private rest = "";
  private started = false;
  private readonly openNames: string[] = [];

  constructor(private readonly listener: XmlListener) {}

  push(chunk: string): void {
    const whole = this.rest + chunk;
    const held = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    const text = held.includes("\r") ? held.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : held;
    const done = this.readAll(text);
    this.rest = text.slice(done) + whole.slice(held.length);
    if (this.rest.length > MAX_MARKUP_CHARACTERS) throw damagedFile("a tag without an end");
  }

  /** To be called after the last piece. */
  end(): void {
    if (this.openNames.length > 0 || !this.started || this.rest.trim() !== "")
      throw damagedFile("a part that ends too early");
  }

  private readAll(text: string): number {
    let at = 0;
    while (at < text.length) {
      const start = text.indexOf("<", at);
      if (start !== at) {
        const end = start === -1 ? endOfWholeText(text, at) : start;
        if (end > at) this.readText(decodeEntities(text.slice(at, end)));
        if (start === -1) return end;
      }
      const next = this.readMarkup(text, start);
      if (next === -1) return start;
      at = next;
    }
    return at;
  }

  private readText(text: string): void {
    if (this.openNames.length > 0) this.listener.text(text);
    else if (text.trim() !== "") throw damagedFile("text outside of its root");
  }

  /** @returns where the markup ends; -1 while its end has not come. */
  private readMarkup(text: string, start: number): number {
    const second = text.charCodeAt(start + 1);
    if (second === SLASH) return this.readClose(text, start);
    if (second === QUESTION) return endAfter(text, "?>", start);
    if (second === EXCLAMATION) return this.readDeclaration(text, start);
    const end = endOfTag(text, start + 1);
    if (end !== -1) this.readOpen(text.slice(start + 1, end - 1));
    return end;
  }

  private readDeclaration(text: string, start: number): number {
    if (text.startsWith("<!--", start)) return endAfter(text, "-->", start + 4);
    if (text.startsWith("<![CDATA[", start)) {
      const end = endAfter(text, "]]>", start);
      if (end !== -1) this.readText(text.slice(start + 9, end - 3));
      return end;
    }
    if (text.length - start < 9) return -1;
    throw invalidFile("a workbook that stands alone", "one with a DOCTYPE, which could point elsewhere");
  }

  private readClose(text: string, start: number): number {
    const end = endAfter(text, ">", start);
    if (end === -1) return -1;
    const name = text.slice(start + 2, end - 1).trimEnd();
    if (this.openNames.pop() !== name) throw damagedFile("tags that do not match");
    this.listener.close(withoutPrefix(name));
    return end;
  }

  private readOpen(tag: string): void {
    const isClosed = tag.endsWith("/");
    const name = NAME.exec(tag)?.[0];
    if (name === undefined) throw damagedFile("a tag without a name");
    if (this.openNames.length === 0 && this.started) throw damagedFile("two roots");
    if (this.openNames.length >= MAX_DEPTH) throw damagedFile("tags nested too deep");
    this.started = true;
    const local = withoutPrefix(name);
    this.listener.open(local, readAttributes(tag.slice(name.length, isClosed ? -1 : undefined)));
    if (isClosed) this.listener.close(local);
    else this.openNames.push(name);
  }
}

const SLASH = 47;
const QUESTION = 63;
const EXCLAMATION = 33;

const withoutPrefix = (name: string): string => name.slice(name.indexOf(":") + 1);

function endAfter(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? -1 : at + what.length;
}

/** A reference at the very end may go on in the next piece. */
function endOfWholeText(text: string, from: number): number {
  const reference = text.lastIndexOf("&");
  const isOpen =
    reference >= from && text.length - reference < LONGEST_REFERENCE && text.indexOf(";", reference) === -1;
  return isOpen ? reference : text.length;
}
