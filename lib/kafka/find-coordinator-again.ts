import { mendConsumerGroup } from "./mend-consumer-group";

/** How kafkajs names that nothing came from the broker. */
const UNREACHED = new Set([
  "KafkaJSConnectionError",
  "KafkaJSConnectionClosedError",
  "KafkaJSBrokerNotFound",
  "KafkaJSRequestTimeoutError",
]);

/** A group's coordinator is away: another has taken its groups over, or will. */
class CoordinatorAway extends Error {
  override readonly name = "CoordinatorAway";
  /** What a broker answers that is not the coordinator any more: kafkajs then looks for it and joins again. */
  readonly type = "NOT_COORDINATOR_FOR_GROUP";

  constructor(cause: Error) {
    super(`the coordinator of the group cannot be reached: ${cause.message}`, { cause });
  }
}

/**
 * Has consumers of this process look for their group's coordinator when it cannot be reached. kafkajs asks where it is only
 * when it joins, and joins when a broker says that it is not the coordinator; one that is away says nothing, and its
 * groups read nothing until it is back.
 */
export const findCoordinatorAgain = (): void =>
  mendConsumerGroup(
    "find the coordinator again",
    "heartbeat",
    (heartbeat) =>
      async function (options) {
        try {
          await heartbeat.call(this, options);
        } catch (fault) {
          throw fault instanceof Error && UNREACHED.has(fault.name) ? new CoordinatorAway(fault) : fault;
        }
      },
  );
