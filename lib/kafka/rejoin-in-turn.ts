import { pause } from "@/lib/retry";
import { mendConsumerGroup } from "./mend-consumer-group";

/** Who leads a partition is another than was known, or nobody yet. */
const LED_BY_ANOTHER = new Set([
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
  "FENCED_LEADER_EPOCH",
  "UNKNOWN_LEADER_EPOCH",
  "UNKNOWN_TOPIC_OR_PARTITION",
]);
const ASK_AGAIN_AFTER_MS = 200;

/** The topic has other partitions than were shared out. */
class OtherPartitions extends Error {
  override readonly name = "OtherPartitions";
  /** What kafkajs joins again for once nothing runs. */
  readonly type = "REBALANCE_IN_PROGRESS";

  constructor(cause: Error) {
    super(`the partitions are to be shared out again: ${cause.message}`, { cause });
  }
}

/**
 * Has consumers of this process join their group again only when no handler runs. kafkajs joins in the middle of a fetch
 * that meets another leader, while records of other brokers are being handed over: what is handed over then counts for
 * the new assignment, in which what was read before it is neither listed nor read again. A partition with another leader
 * is simply read from there.
 */
export const rejoinInTurn = (): void =>
  mendConsumerGroup(
    "rejoin in turn",
    "recoverFromFetch",
    (recoverFromFetch) =>
      async function (fault) {
        if (!(fault instanceof Error)) throw fault;
        const type = "type" in fault ? String(fault.type) : "";
        if (LED_BY_ANOTHER.has(type) || fault.name === "KafkaJSTopicMetadataNotLoaded") {
          await pause(ASK_AGAIN_AFTER_MS);
          await this.cluster.refreshMetadata();
        } else if (fault.name === "KafkaJSStaleTopicMetadataAssignment") throw new OtherPartitions(fault);
        else await recoverFromFetch.call(this, fault);
      },
  );
