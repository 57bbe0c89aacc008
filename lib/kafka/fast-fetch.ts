import { createRequire } from "node:module";
import { decodeFetchAnswer } from "./decode-fetch";

/** How kafkajs reads the answer to a fetch of the newest version it knows. */
export interface FetchResponse {
  decode(bytes: Buffer): Promise<unknown>;
}

const RESPONSE = "kafkajs/src/protocol/requests/fetch/v11/response";
const load = createRequire(import.meta.url);
const topics = new Set<string>();

/** The module of kafkajs that is asked to read an answer. */
export function fetchResponse(): FetchResponse {
  return load(RESPONSE);
}

/**
 * Has the batches of a topic handed over as they were fetched (`RecordRun`), in this process. Answers for other topics,
 * or with anything unusual in them, are left to kafkajs's own decoder. Which version is asked for, and where reading
 * goes on, stays with kafkajs.
 */
export function fetchWhole(topic: string): void {
  if (topics.size === 0) install();
  topics.add(topic);
}

function install(): void {
  const response = fetchResponse();
  const general = response.decode;
  response.decode = async (bytes) => {
    const answer = decodeFetchAnswer(bytes);
    const wanted = answer?.responses.every(({ topicName }) => topics.has(topicName));
    return wanted ? answer : general(bytes);
  };
}
