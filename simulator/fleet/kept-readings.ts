import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { SOURCES, type Source } from "@/lib/domain/packet";
import type { Mailbox } from "../send/mailbox";
import type { SentReading } from "../sent-packet";

/** Of one sender: more than half a day at one reading a second. */
const MOST_READINGS = 50_000;

const Reading = z.looseObject({ t: z.number() });

/**
 * What bikes could not send yet, in a folder: one file for each sender that waits, lines of JSON. Each reading is written
 * once, and the file goes when its readings are sent. A file that is kept too long does no harm: readings that come
 * twice count once.
 */
export class KeptReadings {
  /** By file, the list whose first readings it holds. */
  readonly #held = new Map<string, { readonly list: readonly SentReading[]; readonly count: number }>();

  constructor(readonly folder: string) {}

  /** Writes what has waited since `sinceMs`, and removes what has been sent. */
  keep(mailboxes: readonly Mailbox[], sinceMs: number): void {
    for (const mailbox of mailboxes)
      for (const source of SOURCES)
        this.#keep(this.#fileOf(mailbox.bikeId, source), mailbox.waiting(source), sinceMs);
  }

  /** What a sender had waiting; the list that is returned is the one to be kept on. A line that was cut short is none. */
  read(bikeId: string, source: Source): SentReading[] {
    const file = this.#fileOf(bikeId, source);
    const list = linesIn(file).flatMap((line) => Reading.safeParse(jsonIn(line)).data ?? []);
    if (list.length > 0) this.#held.set(file, { list, count: list.length });
    return list;
  }

  /** Removes all, which is of another fleet. */
  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.#held.clear();
  }

  #keep(file: string, list: readonly SentReading[], sinceMs: number): void {
    const held = this.#held.get(file);
    if (held && held.list !== list) {
      rmSync(file, { force: true });
      this.#held.delete(file);
    }
    const count = held?.list === list ? held.count : 0;
    const fresh = list.slice(count, MOST_READINGS);
    if (fresh.length === 0 || (count === 0 && Number(list[0]?.t) > sinceMs)) return;
    if (this.#held.size === 0) mkdirSync(this.folder, { recursive: true });
    appendFileSync(file, fresh.map((reading) => `\n${JSON.stringify(reading)}`).join(""));
    this.#held.set(file, { list, count: count + fresh.length });
  }

  #fileOf(bikeId: string, source: Source): string {
    return join(this.folder, `${bikeId}.${source}`);
  }
}

function linesIn(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").slice(1);
  } catch {
    return [];
  }
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
