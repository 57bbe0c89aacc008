import { DEAD_LETTER } from "@/lib/domain/dead-letter";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Logger } from "@/lib/log";
import { LineLimit } from "@/lib/log/line-limit";
import type { QuarantineEntry } from "../aside/quarantine-entry";
import type { Origin } from "../lane/ticket";
import { idsOfHeaders } from "./ids-of-headers";

/** Something put aside: why, and whence. */
interface PutAside {
  readonly reason: string;
  readonly headers: Origin["headers"];
  /** Topic, partition and offset of its record. */
  readonly record: string;
}

/**
 * Lines about what was put aside, once it is durable: one for each upload and reason, and of one client and reason some
 * each minute. What it was is in the dead letter or the quarantine, not in the log.
 */
export class AsideLines {
  constructor(
    private readonly log: Pick<Logger, "warn" | "info">,
    private readonly limit = new LineLimit(),
  ) {}

  deadLetters(letters: readonly OutgoingMessage[]): void {
    const found = letters.map(({ headers = {} }) => ({
      reason: headers[DEAD_LETTER.reason] ?? "",
      headers,
      record: headers[DEAD_LETTER.origin] ?? "",
    }));
    this.tell(found, (line) => this.log.warn(line, "kept as dead letters"));
  }

  quarantined(entries: readonly QuarantineEntry[]): void {
    const found = entries.map(({ reason, origin: { headers, topic, partition, offset } }) => ({
      reason,
      headers,
      record: `${topic}/${partition}/${offset}`,
    }));
    this.tell(found, (line) => this.log.info(line, "put into quarantine"));
  }

  private tell(found: readonly PutAside[], line: (fields: object) => void): void {
    const groups = new Map<string, { readonly first: PutAside; count: number }>();
    for (const one of found) {
      const key = JSON.stringify([one.reason, idsOfHeaders(one.headers)]);
      const group = groups.get(key);
      if (group) group.count++;
      else groups.set(key, { first: one, count: 1 });
    }
    for (const { first, count } of groups.values()) {
      const ids = idsOfHeaders(first.headers);
      const leftOut = this.limit.pass(`${ids.client} ${first.reason}`);
      if (leftOut === null) continue;
      const { reason, record } = first;
      line({ ...ids, reason, count, firstRecord: record, ...(leftOut > 0 ? { leftOut } : {}) });
    }
  }
}
