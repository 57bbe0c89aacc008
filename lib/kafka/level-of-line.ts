import { isOrdinary } from "./is-ordinary";

/** What a broker answers while a group's coordinator or a partition's leader is found, starts or changes. */
const PASSING =
  /^(The coordinator is (loading|not aware of this member)|The group coordinator is not available|This is not the correct coordinator|There is no leader|This server is not the leader|The group is rebalancing)/;
/** A single answer of a broker: where kafkajs gives up trying again, it says so in a line of its own. */
const ANSWER = /^Response /;

/**
 * How a line that kafkajs logs as an error is to be logged: as one, as a warning where kafkajs tries again by itself, or
 * not at all, as it were, where it mends what it tells of.
 * @param error what the line says that went wrong, where it says so apart from its message.
 */
export function levelOfLine(message: string, error: unknown): "error" | "warn" | "debug" {
  if (isOrdinary(message)) return "debug";
  return ANSWER.test(message) && typeof error === "string" && PASSING.test(error) ? "warn" : "error";
}
