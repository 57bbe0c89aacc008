import { AppError } from "@/lib/errors";
import { damagedFile } from "../refuse";
import type { Attributes } from "../xml/read-attributes";
import { XmlTokenizer } from "../xml/tokenizer";
import { readDirectory, type ZipEntry } from "../zip/read-directory";
import { UnpackingBudget, unpackEntry } from "../zip/unpack-entry";

/** What somebody wants to know of a part; what is left out is passed over. */
export interface PartListener {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const ignore = (): void => {};

/** The parts of a workbook; all that is read of them counts against one budget. */
export class Archive {
  private readonly entries: ReadonlyMap<string, ZipEntry>;
  private readonly budget = new UnpackingBudget();

  constructor(private readonly bytes: Buffer) {
    this.entries = readDirectory(bytes);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  /** Tells the listener of a part's XML; yields after each piece, so that a listener's harvest can be taken. */
  async *listen(name: string, listener: PartListener): AsyncGenerator<void> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw damagedFile(`a missing part (${name})`);
    const { open = ignore, text = ignore, close = ignore } = listener;
    const tokenizer = new XmlTokenizer({ open, text, close });
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for await (const chunk of unpackEntry(this.bytes, entry, this.budget)) {
      tokenizer.push(decode(decoder, chunk));
      yield;
    }
    tokenizer.push(decode(decoder, null));
    tokenizer.end();
    yield;
  }

  /** Goes through a whole part. */
  async read(name: string, listener: PartListener): Promise<void> {
    for await (const _ of this.listen(name, listener));
  }
}

function decode(decoder: TextDecoder, chunk: Buffer | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw cause instanceof AppError ? cause : damagedFile("text that is not UTF-8");
  }
}
