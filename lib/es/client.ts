import { Client, HttpConnection } from "@elastic/elasticsearch";

export type Elasticsearch = Client;

export const REQUEST_TIMEOUT_MS = 60_000;

/** A client of one user; the user's role decides what it can reach. Retries are the caller's, who knows what is safe. */
export function createElasticsearch(options: {
  url: string;
  username: string;
  password: string;
}): Elasticsearch {
  return new Client({
    node: options.url,
    auth: { username: options.username, password: options.password },
    Connection: HttpConnection,
    maxRetries: 0,
    requestTimeout: REQUEST_TIMEOUT_MS,
    compression: false,
    // By default a fault copies its request to leave secrets out: a body byte by byte, 100 MB for 1 MB, and the sockets
    // of the connection with the very header that was to be left out.
    redaction: { type: "remove" },
  });
}
