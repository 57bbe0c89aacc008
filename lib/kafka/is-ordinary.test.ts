import { expect, it } from "vitest";
import { isOrdinary } from "./is-ordinary";

// Messages of kafkajs 2.2.4.
it.each([
  ["The group is rebalancing, re-joining", true],
  ["The coordinator is not aware of this member, re-joining the group", true],
  ["Connection timeout", true],
  ["Response Heartbeat(key: 12, version: 3) without match", true],
  ["Crash: KafkaJSGroupCoordinatorNotFound: Failed to find group coordinator", false],
  ["Crash: KafkaJSNumberOfRetriesExceeded: There is no leader for this topic-partition", false],
  ["Crash: KafkaJSConnectionError: Connection timeout", false],
  ["Restarting the consumer in 5000ms", false],
  ["Caught error when stopping the consumer: The coordinator is not available", false],
  ["Caught error when disconnecting the consumer: Connection error", false],
  ["Error when calling eachBatch", false],
  ["Response Produce(key: 0, version: 7)", false],
])("of %j: %s", (message, ordinary) => {
  expect(isOrdinary(message)).toBe(ordinary);
});
