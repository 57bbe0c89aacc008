import { readBikeRecord } from "@/lib/domain/bike-entity";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import type { Elasticsearch } from "@/lib/es/client";
import { createStateScan } from "@/lib/es/scan-states";
import type { Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic } from "@/lib/kafka/follow-topic";
import type { Logger } from "@/lib/log";
import type { Arrival } from "./arrivals";
import type { FleetGrid } from "./fleet-grid";
import { loadStates } from "./load-states";
import { READ_FIELDS, readState } from "./read-state";

/** What was accepted shortly before the index was read may have been published only then. */
const BEFORE_MS = 5 * 60_000;
const PAGE_SIZE = 2_000;
/** So that no batch keeps the viewers waiting. */
const BATCH_BYTES = 262_144;
const TICK_MS = 250;
const BIKES_PER_TICK = 20_000;

interface FollowerStatus {
  /** All that there was at the start is in the grid; stays so. */
  readonly isReady: boolean;
  /** Both topics are being read. */
  readonly isConnected: boolean;
  /** Records that are known to be there and not in the grid. */
  readonly lag: number;
  /** Records that could not be read. */
  readonly refused: number;
}

export interface FleetFollower {
  status(): FollowerStatus;
  stop(): Promise<void>;
}

/** Fills a grid from the state index and the topics of states and bikes, and keeps it current until it is stopped. */
export function followFleet(
  grid: FleetGrid,
  sources: { readonly es: Elasticsearch; readonly kafka: Kafka; readonly names: Names; readonly log: Logger },
): FleetFollower {
  const { es, kafka, names, log } = sources;
  const stop = new AbortController();
  let isLoaded = false;
  let ownersKnown = false;
  grid.ownersKnown = false;
  let refused = 0;

  const eachOf =
    (topic: string, apply: (message: KafkaMessage) => boolean) => (messages: readonly KafkaMessage[]) => {
      for (const message of messages) {
        if (apply(message)) continue;
        refused++;
        log.warn({ topic, offset: message.offset }, "a record cannot be read and is not on the map");
      }
    };
  const applyState = ({ value, headers }: KafkaMessage): boolean => {
    const state = readState(parsed(value));
    if (!state) return false;
    grid.applyState(state, Date.now(), arrivalOf(headers));
    return true;
  };
  const applyBike = ({ key, value }: KafkaMessage): boolean => {
    const entity = readBikeRecord(String(key), String(value));
    if (entity) grid.applyEntity(entity, Date.now());
    return entity !== null;
  };

  const { bikes, bikeState } = names.topics;
  const common = { maxBytesPerPartition: BATCH_BYTES, log };
  const readers = [
    followTopic(kafka, { topic: bikes, from: "beginning", ...common }, eachOf(bikes, applyBike)),
    followTopic(
      kafka,
      { topic: bikeState, from: Date.now() - BEFORE_MS, ...common },
      eachOf(bikeState, applyState),
    ),
  ];
  const scan = createStateScan(es, names, "live-fleet", { fields: READ_FIELDS, pageSize: PAGE_SIZE });
  const loading = loadStates(scan, grid, log, stop.signal).then(() => {
    isLoaded = !stop.signal.aborted;
  });
  const ticking = setInterval(() => {
    grid.ownersKnown = ownersKnown ||= readers[0]?.isCaughtUp ?? false;
    grid.tick(Date.now(), BIKES_PER_TICK);
  }, TICK_MS);

  return {
    status: () => ({
      isReady: isLoaded && ownersKnown && readers.every(({ isCaughtUp }) => isCaughtUp),
      isConnected: readers.every(({ isConnected }) => isConnected),
      lag: readers.reduce((sum, { lag }) => sum + lag, 0),
      refused,
    }),
    async stop() {
      stop.abort();
      clearInterval(ticking);
      await Promise.all([loading, ...readers.map((reader) => reader.stop())]);
    },
  };
}

function arrivalOf(headers: KafkaMessage["headers"]): Arrival | undefined {
  const receivedAtMs = Number(headers?.[HEADER.receivedAt]);
  const readings = Number(headers?.[HEADER.readings]);
  return receivedAtMs > 0 && readings > 0 ? { readings, receivedAtMs } : undefined;
}

function parsed(value: Buffer | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}
