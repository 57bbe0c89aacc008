import { expect, it } from "vitest";
import { levelOfLine } from "./level-of-line";

const LOADING = "The coordinator is loading and hence can't process requests for this group";

// Lines of kafkajs 2.2.4.
it.each([
  ["Response OffsetFetch(key: 9, version: 4)", LOADING, "warn"],
  ["Response JoinGroup(key: 11, version: 5)", "The group coordinator is not available", "warn"],
  ["Response GroupCoordinator(key: 10, version: 2)", "The group coordinator is not available", "debug"],
  ["Response OffsetCommit(key: 8, version: 5)", "This is not the correct coordinator for this group", "warn"],
  ["Response SyncGroup(key: 14, version: 3)", "The group is rebalancing, so a rejoin is needed", "warn"],
  ["Response Produce(key: 0, version: 7)", "This server is not the leader for that topic-partition", "warn"],
  [
    "Response Produce(key: 0, version: 7)",
    "Messages are rejected since there are fewer in-sync replicas than required",
    "error",
  ],
  [
    "Response JoinGroup(key: 11, version: 5)",
    "Not authorized to access group: Group authorization failed",
    "error",
  ],
  [
    "Response Fetch(key: 1, version: 11)",
    "The requested offset is not within the range of offsets maintained by the server",
    "error",
  ],
  ["Response Produce(key: 0, version: 7)", undefined, "error"],
  [`Crash: KafkaJSNumberOfRetriesExceeded: ${LOADING}`, LOADING, "error"],
  ["Restarting the consumer in 5000ms", LOADING, "error"],
  ["Error when calling eachBatch", LOADING, "error"],
  [
    "The coordinator is not aware of this member, re-joining the group",
    "The coordinator is not aware of this member",
    "debug",
  ],
])("of %j because of %j is logged as %s", (message, error, level) => {
  expect(levelOfLine(message, error)).toBe(level);
});
