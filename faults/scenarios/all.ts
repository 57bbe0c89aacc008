import type { Scenario } from "../scenario";
import { CLUSTER_SCENARIOS } from "./cluster";
import { EDGE_SCENARIOS } from "./edge";
import { EDGE_BODY_SCENARIOS } from "./edge-bodies";
import { ELASTICSEARCH_SCENARIOS } from "./elasticsearch";
import { KAFKA_SCENARIOS } from "./kafka";
import { LIVE_MAP_SCENARIOS } from "./live-map";
import { WINDOW_SCENARIOS } from "./windows";
import { WORKER_SCENARIOS } from "./worker";

/** Every fault that the way of a reading must survive. */
export const SCENARIOS: readonly Scenario[] = [
  ...WORKER_SCENARIOS,
  ...ELASTICSEARCH_SCENARIOS,
  ...WINDOW_SCENARIOS,
  ...KAFKA_SCENARIOS,
  ...CLUSTER_SCENARIOS,
  ...EDGE_SCENARIOS,
  ...EDGE_BODY_SCENARIOS,
  ...LIVE_MAP_SCENARIOS,
];
