import { type ConsumerGroup, mendConsumerGroup } from "./mend-consumer-group";

/** A consumer that was to join its group, and did not. */
class NotJoined extends Error {
  override readonly name = "NotJoined";
  /** What kafkajs joins again for once nothing runs. */
  readonly type = "REBALANCE_IN_PROGRESS";

  constructor() {
    super("the group was to be joined again, and that failed");
  }
}

/** Whose last attempt to join did not come to its end. */
const unjoined = new WeakSet<ConsumerGroup>();

/**
 * Has consumers of this process join again when joining failed. kafkajs reads on after some faults, as when the new
 * coordinator is still loading the group: what it knows of the group then is half old and half new. Its heartbeats go to the
 * new coordinator, which knows the member and answers them, its commits to the old one, which refuses every one of them, and
 * nothing ever makes it join again.
 */
export function joinUntilJoined(): void {
  mendConsumerGroup(
    "join until joined",
    "joinAndSync",
    (joinAndSync) =>
      async function () {
        unjoined.add(this);
        await joinAndSync.call(this);
        unjoined.delete(this);
      },
  );
  mendConsumerGroup(
    "join until joined",
    "heartbeat",
    (heartbeat) =>
      async function (options) {
        if (unjoined.has(this)) throw new NotJoined();
        await heartbeat.call(this, options);
      },
  );
}
