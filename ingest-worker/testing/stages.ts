import type { BikeEntity } from "@/lib/domain/bike-entity";
import { slotOf } from "@/lib/domain/fields";
import type { Source } from "@/lib/domain/packet";
import { registrationOf } from "@/lib/domain/registration";
import type { SlotValue, StoredReading } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import type { TestInstallation } from "@/stack/test-installation";
import { Aside } from "../aside/aside";
import { Quarantine } from "../aside/quarantine";
import { Breaker } from "../breaker";
import { ReadingRows } from "../decode/reading-rows";
import type { Erased } from "../erasure/erased";
import { Holds } from "../holds";
import { Ticket } from "../lane/ticket";
import { AsideLines } from "../log/aside-lines";
import { createMetrics, type Metrics } from "../metrics";
import { RideMarks } from "../rides/ride-marks";
import { Batcher } from "../series/batcher";
import { clientPart } from "../series/encode-line";
import { WindowKeeper } from "../series/window-keeper";
import { SeriesWriter } from "../series/writer";
import { StateKeeper } from "../state/keeper";
import { LookOut } from "../state/look-out";
import { StoreGate } from "../store-gate";
import { anOrigin } from "./an-origin";
import { nothingErased } from "./nothing-erased";

/** What stands behind a lane, fed by hand. */
export interface Stages {
  /** Dead letters so far. */
  readonly letters: readonly OutgoingMessage[];
  readonly metrics: Metrics;
  readonly holds: Holds;
  /** Resolves when everything about these readings of one record is durable. */
  place(bikeId: string, readings: readonly StoredReading[], source?: Source): Promise<void>;
  /** Resolves when master data of a bike is durable in its state, and what follows from it. */
  register(entity: BikeEntity): Promise<void>;
  /** Looks for bikes that another worker attributed anew; resolves when what follows from it is durable. */
  look(): Promise<void>;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  close(): Promise<void>;
}

/** Of the stages' batcher. */
export const MAX_OPEN_WINDOWS = 24;

/**
 * @param url of Elasticsearch, or of what stands before it.
 * @param fatal is told of what no rule covers.
 */
export async function openStages(
  { names, environment }: TestInstallation,
  url: string,
  fatal = (fault: unknown): void => {
    throw fault;
  },
  erased: Erased = nothingErased,
): Promise<Stages> {
  const log = createLog("tests", "silent");
  const password = environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "";
  const es = createElasticsearch({ url, username: "ingest", password });
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  const publisher = await createPublisher(createKafka({ brokers, clientId: "tests", log }));
  const metrics = createMetrics();
  const holds = new Holds(metrics);
  const gate = new StoreGate(4, log, holds);
  const states = new StateKeeper(es, names, gate, publisher, holds, metrics, fatal);
  const letters: OutgoingMessage[] = [];
  const publish = async (sent: readonly OutgoingMessage[]) => void letters.push(...sent);
  const quarantine = new Quarantine(es, names.quarantine, gate, new AsideLines(log), erased);
  const aside = new Aside(quarantine, publish, Date.now, fatal);
  const breaker = new Breaker("Elasticsearch", holds, Date.now);
  const windows = new WindowKeeper(es, names, gate, () => undefined, erased);
  const marks = new RideMarks(
    async () => undefined,
    Date.now,
    () => performance.now(),
  );
  const writer = new SeriesWriter(
    es,
    windows,
    states,
    aside,
    quarantine,
    breaker,
    metrics,
    "tests",
    marks,
    erased,
  );
  const limits = {
    lingerMs: 20,
    busyLingerMs: 50,
    maxReadings: 5_000,
    maxOpenWindows: MAX_OPEN_WINDOWS,
    maxBytesInFlight: 2_000_000,
  };
  const batcher = new Batcher("tests", limits, writer, states, marks, gate, metrics, Date.now, fatal);
  const rows = new ReadingRows();
  const lookOut = new LookOut(es, names.state, states, Date.now);
  return {
    letters,
    metrics,
    holds,
    place: (bikeId, readings, source = "iot") =>
      new Promise((resolve) => {
        const origin = anOrigin({ bikeId, key: Buffer.from(bikeId), source });
        const ticket = new Ticket(resolve);
        for (const reading of readings) {
          rows.clear();
          rows.bikeId = bikeId;
          rows.source = source;
          rows.append(reading);
          const batch = batcher.batchFor(windowOf(reading.timeMs));
          batcher.add(batch, rows, 0, origin, ticket, states.bike(bikeId), clientPart("tests"), 7);
        }
        ticket.release();
      }),
    async register(entity) {
      states.register(entity.bike_id, registrationOf(entity));
      await states.settled([entity.bike_id]);
    },
    async look() {
      await states.settled(await lookOut.look());
    },
    room: () => batcher.room(),
    async close() {
      await Promise.all([es.close(), publisher.disconnect()]);
    },
  };
}

/** A reading in stored form from the values of some fields, by their names in the packet. */
export function aStoredReading(timeMs: number, fields: Readonly<Record<string, SlotValue>>): StoredReading {
  const values: (SlotValue | undefined)[] = [];
  for (const [name, value] of Object.entries(fields)) values[slotOf(name)] = value;
  return { timeMs, values };
}
