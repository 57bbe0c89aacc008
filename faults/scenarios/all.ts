import type { Scenario } from "../scenario";
import { CLUSTER_SCENARIOS } from "./cluster";
import { ELASTICSEARCH_SCENARIOS } from "./elasticsearch";
import { KAFKA_SCENARIOS } from "./kafka";
import { WORKER_SCENARIOS } from "./worker";

/** Every fault that the way of a reading must survive. */
export const SCENARIOS: readonly Scenario[] = [
  ...WORKER_SCENARIOS,
  ...ELASTICSEARCH_SCENARIOS,
  ...KAFKA_SCENARIOS,
  ...CLUSTER_SCENARIOS,
];
