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
  });
}
