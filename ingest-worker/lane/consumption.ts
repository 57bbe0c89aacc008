import { HEADER } from "@/lib/domain/packet";
import { parseTraceparent } from "@/lib/domain/trace-context";
import type { FetchedRecord } from "@/lib/kafka/consumer";
import type { Span, Tracer } from "@/lib/trace/span";

/** Place of the flags in a traceparent, and their bit that says that the trace is recorded. */
const FLAGS_AT = 54;
const SAMPLED = 1;
const NO_SPAN = { span: null, headers: null, partition: -1, first: "", last: "", records: 0 };

/** Neighbours of one upload that are taken over together. */
interface Run {
  readonly span: Span | null;
  readonly headers: FetchedRecord["headers"] | null;
  readonly partition: number;
  readonly first: string;
  last: string;
  records: number;
}

/** The step of taking records over, in the traces that are recorded: one for neighbours that came in one upload. */
export class Consumption {
  private run: Run = NO_SPAN;

  constructor(
    private readonly tracer: Tracer,
    private readonly lane: string,
    private readonly topic: string,
  ) {}

  /** The step that this record is taken over in; null where its trace is not recorded. */
  spanFor(partition: number, record: FetchedRecord): Span | null {
    if (record.headers !== this.run.headers || partition !== this.run.partition)
      this.begin(partition, record);
    const { run } = this;
    if (run.span === null) return null;
    run.records++;
    run.last = record.offset;
    return run.span;
  }

  /** Ends what was begun; the next record begins anew. */
  end(): void {
    const { span, first, last, records } = this.run;
    span?.set({
      "messaging.batch.message_count": records,
      "messaging.kafka.offset": first,
      "slipstream.last_offset": last,
    });
    span?.end();
    this.run = NO_SPAN;
  }

  private begin(partition: number, { headers, offset }: FetchedRecord): void {
    this.end();
    this.run = {
      span: this.start(partition, headers),
      headers,
      partition,
      first: offset,
      last: offset,
      records: 0,
    };
  }

  private start(partition: number, headers: FetchedRecord["headers"]): Span | null {
    const trace = headers[HEADER.trace];
    if (!Buffer.isBuffer(trace) || ((trace[FLAGS_AT] ?? 0) & SAMPLED) === 0) return null;
    const parent = parseTraceparent(trace.toString("latin1"));
    if (!parent?.isSampled) return null;
    return this.tracer.start(parent, {
      name: `consume ${this.topic}`,
      kind: "consumer",
      attributes: {
        "messaging.system": "kafka",
        "messaging.operation.type": "process",
        "messaging.destination.name": this.topic,
        "messaging.destination.partition.id": String(partition),
        "slipstream.lane": this.lane,
        "slipstream.batch_id": String(headers[HEADER.batchId] ?? ""),
      },
    });
  }
}
