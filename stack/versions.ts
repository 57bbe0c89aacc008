/** Versions, usual ports and users of the local stack: the one place to change them. */
export const VERSIONS = {
  kafka: "4.3.1",
  elasticsearch: "8.19.21",
  /** The logging binding that Kafka's own dependencies leave out. */
  log4j: "2.25.4",
} as const;

export const MINIMUM = { node: [20, 19], java: 17 } as const;

/** Taken when free; else the next free port. All listen on 127.0.0.1. */
export const USUAL_PORTS = {
  web: 3000,
  kafka: 9092,
  kafkaController: 9093,
  elasticsearch: 9200,
  elasticsearchTransport: 9300,
  postgres: 5432,
  workerMetrics: 9464,
  webMetrics: 9465,
  ridesMetrics: 9467,
  reportsMetrics: 9468,
  erasureMetrics: 9469,
  simulator: 9466,
} as const;

/** Elasticsearch's users; what each may do stands in servers/roles.ts. */
export const ELASTICSEARCH_USERS = [
  "ingest",
  "rides",
  "projection",
  "operations",
  "analytics",
  "repair",
  "maintenance",
  "setup",
  "suite",
] as const;
export type ElasticsearchUser = (typeof ELASTICSEARCH_USERS)[number];

/** Owner and database of PostgreSQL. */
export const DATABASE = { user: "slipstream", name: "slipstream" } as const;

/** Its logins beside the owner, `slipstream_…`; what each may do stands in the migrations. */
export const DATABASE_LOGINS = ["maker", "tenant", "outbox", "projection", "erasure"] as const;
export type DatabaseLogin = (typeof DATABASE_LOGINS)[number];
