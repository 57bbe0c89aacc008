import type { Batch, EachBatchPayload, Kafka } from "kafkajs";
import { fetchWhole } from "./fast-fetch";
import { type FetchedRecord, recordOfMessage } from "./fetched-record";
import { findCoordinatorAgain } from "./find-coordinator-again";
import { joinUntilJoined } from "./join-until-joined";
import { Membership } from "./membership";
import { RecordRun } from "./record-run";
import { rejoinInTurn } from "./rejoin-in-turn";

export type { FetchedRecord };

/** After a worker's death its partitions wait for so long. A lane beats every second while it waits. */
const SESSION_TIMEOUT_MS = 10_000;

export interface LaneConsumer {
  /** False before it has joined its group and while it is on the way back into it. */
  readonly isMember: boolean;
  /**
   * Commits the next offsets to read, in one attempt: a later one could take back what the partition's next owner has
   * committed. Throws when it was not accepted.
   */
  commit(offsets: readonly { partition: number; offset: string }[]): Promise<void>;
  /** Stops fetching; what was handed over goes on. */
  pause(): void;
  /** Stops fetching one partition; what was handed over goes on, and what was fetched with it may still come. */
  stopPartition(partition: number): void;
  goOnWithPartition(partition: number): void;
  disconnect(): Promise<void>;
}

export interface ConsumerHandlers {
  /**
   * Takes a stretch of records of one partition. Resolving means "taken over", not "done": offsets are committed by the
   * caller when the outcomes are durable. `beat` keeps the membership while the handler waits.
   * @param end the last offset of the stretch; behind the last record where a transaction ended there.
   */
  onRecords(
    partition: number,
    records: readonly FetchedRecord[],
    end: string,
    beat: () => Promise<void>,
  ): Promise<void>;
  /** A stretch without a record, such as the end of a transaction, was passed over, up to this offset. */
  onPassed(partition: number, end: string): void;
  /** A new assignment, of these partitions: they are read again from what was committed. No handler runs. */
  onAssigned(partitions: readonly number[]): void;
  /** The consumer stopped for good, or a handler threw. */
  onCrash(fault: unknown): void;
}

/** Consumes one topic as a member of a group, without committing by itself. */
export async function consumeTopic(
  kafka: Kafka,
  options: { topic: string; groupId: string; maxBytesPerPartition: number; maxBytes: number },
  handlers: ConsumerHandlers,
): Promise<LaneConsumer> {
  fetchWhole(options.topic);
  findCoordinatorAgain();
  rejoinInTurn();
  joinUntilJoined();
  const consumer = kafka.consumer({
    groupId: options.groupId,
    sessionTimeout: SESSION_TIMEOUT_MS,
    rebalanceTimeout: 30_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: options.maxBytesPerPartition,
    maxBytes: options.maxBytes,
    allowAutoTopicCreation: false,
    retry: { retries: 30, initialRetryTime: 100, maxRetryTime: 5_000 },
  });
  const membership = new Membership(SESSION_TIMEOUT_MS);
  const { GROUP_JOIN, HEARTBEAT, REBALANCING, STOP, CRASH, END_BATCH_PROCESS } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload }) => {
    membership.joined(Date.now());
    handlers.onAssigned(payload.memberAssignment[options.topic] ?? []);
  });
  consumer.on(HEARTBEAT, () => membership.heard(Date.now()));
  consumer.on(END_BATCH_PROCESS, ({ payload: { batchSize, partition, lastOffset } }) => {
    if (batchSize === 0) handlers.onPassed(partition, lastOffset);
  });
  for (const event of [REBALANCING, STOP]) consumer.on(event, () => membership.lost());
  consumer.on(CRASH, ({ payload }) => {
    membership.lost();
    if (!payload.restart) handlers.onCrash(payload.error);
  });
  let commit: EachBatchPayload["commitOffsetsIfNecessary"] | null = null;
  await consumer.connect();
  await consumer.subscribe({ topics: [options.topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: true,
    partitionsConsumedConcurrently: 1,
    eachBatch: async ({ batch, heartbeat, isRunning, isStale, commitOffsetsIfNecessary }) => {
      commit = commitOffsetsIfNecessary;
      if (!isRunning() || isStale()) return;
      // What a heartbeat meets is for kafkajs to answer; whatever else is thrown would only be tried again without end.
      let ofMembership: unknown;
      const beat = () =>
        heartbeat().catch((fault: unknown) => {
          ofMembership = fault;
          throw fault;
        });
      try {
        await handlers.onRecords(batch.partition, recordsOf(batch), batch.lastOffset(), beat);
      } catch (fault) {
        if (fault !== ofMembership) handlers.onCrash(fault);
        throw fault;
      }
    },
  });
  const commitOnce = async (partitions: { partition: number; offset: string }[]): Promise<void> => {
    const { topic } = options;
    // Nothing but ends of transactions came yet.
    if (!commit) return consumer.commitOffsets(partitions.map((one) => ({ topic, ...one })));
    await commit({ topics: [{ topic: options.topic, partitions }] });
  };
  // Between a crash and the restart kafkajs throws: it begins anew then, with nothing paused.
  const ifThere = (pause: () => void) => {
    try {
      pause();
    } catch (fault) {
      if (membership.isMember(Date.now())) throw fault;
    }
  };
  const only = (partition: number) => [{ topic: options.topic, partitions: [partition] }];
  return {
    get isMember() {
      return membership.isMember(Date.now());
    },
    commit: (offsets) => commitOnce([...offsets]),
    pause: () => ifThere(() => consumer.pause([{ topic: options.topic }])),
    stopPartition: (partition) => ifThere(() => consumer.pause(only(partition))),
    goOnWithPartition: (partition) => ifThere(() => consumer.resume(only(partition))),
    disconnect: () => consumer.disconnect(),
  };
}

function recordsOf(batch: Batch): FetchedRecord[] {
  const records: FetchedRecord[] = [];
  const fetchedOffset = "fetchedOffset" in batch ? Number(batch.fetchedOffset) : 0;
  for (const message of batch.messages) {
    if (message instanceof RecordRun) message.appendTo(records, fetchedOffset);
    else records.push(recordOfMessage(message));
  }
  return records;
}
