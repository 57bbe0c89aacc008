import { HEADER } from "@/lib/domain/packet";
import type { KafkaMessage } from "@/lib/kafka/consumer";
import type { Origin } from "./ticket";

/** The text of a header, decoded once for a run of records that carry the same: all of an upload do. */
class RepeatedHeader<T> {
  private bytes: Buffer = Buffer.alloc(0);

  constructor(
    private readonly decode: (text: string) => T,
    private value: T,
  ) {}

  of(header: Buffer): T {
    if (!header.equals(this.bytes)) {
      this.bytes = header;
      this.value = this.decode(header.toString("utf8"));
    }
    return this.value;
  }
}

const receivedAt = new RepeatedHeader(Number, Number.NaN);
const client = new RepeatedHeader((text) => text, "");

/** A record as the lanes see it; `receivedAtMs` is NaN where the edge's stamp is missing. */
export function originOf(topic: string, partition: number, message: KafkaMessage): Origin {
  const headers = message.headers ?? {};
  const stamp = headers[HEADER.receivedAt];
  const sender = headers[HEADER.ingestClient];
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value ?? Buffer.alloc(0),
    headers,
    bikeId: message.key?.toString("latin1") ?? "",
    source: "app",
    receivedAtMs: Buffer.isBuffer(stamp) ? receivedAt.of(stamp) : Number.NaN,
    client: Buffer.isBuffer(sender) ? client.of(sender) : "",
  };
}
