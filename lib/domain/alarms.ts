type Severity = "critical" | "warning";

interface AlarmRow {
  readonly name: string;
  /** Critical: readings stop, or will be lost. Warning: somebody should look within the day. */
  readonly severity: Severity;
  /** PromQL; the alarm stands for each series of the answer. */
  readonly watches: string;
  /** How long the answer has to last. */
  readonly forMinutes: number;
  /** Cause and remedy in one sentence. */
  readonly summary: string;
}

/** Jobs under which Prometheus scrapes the two processes. */
export const JOBS = { worker: "slipstream-worker", web: "slipstream-web" } as const;
export const UPLOAD_ROUTE = "POST /api/v1/telemetry";

/** What counters grew by. `increase` does not see what a counter began with, and these begin with their first event. */
const grown = (counter: string, range: string): string =>
  `(${counter} unless ${counter} offset ${range}) or increase(${counter}[${range}])`;

const held = (store: string): string => `max by (instance, store) (slipstream_held{store="${store}"}) == 1`;
const outcome = (kind: string): string => `slipstream_readings_total{outcome="${kind}"}`;

/** Every worker measures the whole group, so that the greatest figure of a partition is the group's. */
const ofGroup = (perPartition: string): string =>
  `sum by (lane) (max by (lane, partition) (${perPartition}))`;

/** Every alarm of the way of a reading; each has a paragraph of its name in docs/runbook.md. */
export const ALARMS = [
  {
    name: "SlipstreamHeldByElasticsearch",
    severity: "critical",
    watches: held("elasticsearch"),
    forMinutes: 1,
    summary:
      "The worker holds because Elasticsearch is away or not as it must be: read why on its ready page and mend that.",
  },
  {
    name: "SlipstreamHeldByKafka",
    severity: "critical",
    watches: held("kafka"),
    forMinutes: 1,
    summary:
      "The worker holds because Kafka does not acknowledge what it publishes: look at the brokers and the topics.",
  },
  {
    name: "SlipstreamHeldByBreaker",
    severity: "critical",
    watches: held("breaker"),
    forMinutes: 1,
    summary:
      "So many readings of so many bikes would be dead letters that a deployment is at fault: undo the last change.",
  },
  {
    name: "SlipstreamPastHalfRetention",
    severity: "critical",
    watches: "max by (lane) (slipstream_uncommitted_past_half_retention) == 1",
    forMinutes: 1,
    summary:
      "A record waits for longer than half of what Kafka keeps: raise the topic's retention, then mend what holds it up.",
  },
  {
    name: "SlipstreamRecordsLost",
    severity: "critical",
    watches: `sum by (lane) (${grown("slipstream_gap_records_total", "1h")}) > 0`,
    forMinutes: 0,
    summary:
      "Kafka deleted records before they were read: raise the retention and have phones and modules send again.",
  },
  {
    name: "SlipstreamDeadLettersRising",
    severity: "warning",
    watches: `sum by (lane) (${grown(outcome("dead-lettered"), "15m")}) > 100`,
    forMinutes: 0,
    summary:
      "Many readings cannot be understood or stored: list the dead letters, mend who sends them and send them again.",
  },
  {
    name: "SlipstreamFieldFaultsRising",
    severity: "warning",
    watches: `sum by (lane) (${grown("slipstream_field_faults_total", "15m")}) > 1000`,
    forMinutes: 0,
    summary:
      "Many readings lose a field that is unknown or out of range: see which firmware sends it, then widen the contract.",
  },
  {
    name: "SlipstreamQuarantineRising",
    severity: "warning",
    watches: `sum by (lane) (${grown(outcome("quarantined"), "15m")}) > 100`,
    forMinutes: 0,
    summary:
      "Many readings have no usable time or a clock that is ahead: find whose, and release them with the right offset.",
  },
  {
    name: "SlipstreamFreshnessOverGoal",
    severity: "warning",
    watches: `histogram_quantile(0.99, sum by (lane, le) (
  rate(slipstream_freshness_seconds_bucket{lane="telemetry"}[5m])
)) > 1`,
    forMinutes: 5,
    summary:
      "Live readings take over a second to be durable: look what Elasticsearch is busy with, or add a worker.",
  },
  {
    name: "SlipstreamLaneSilent",
    severity: "warning",
    watches: `sum by (lane) (increase(slipstream_packets_total{lane="telemetry"}[15m])) == 0
and sum by (lane) (increase(slipstream_packets_total{lane="telemetry"}[1d] offset 15m)) > 0`,
    forMinutes: 0,
    summary:
      "The live lane read nothing for 15 minutes although it did before: look whether uploads reach the edge and Kafka.",
  },
  {
    name: "SlipstreamLaneOutOfGroup",
    severity: "critical",
    watches: "min by (instance, lane) (slipstream_lane_joined) == 0",
    forMinutes: 2,
    summary:
      "A lane is not in its consumer group and reads nothing: look whether Kafka answers, then restart the worker.",
  },
  {
    name: "SlipstreamLagGrowing",
    severity: "warning",
    watches: `${ofGroup("slipstream_consumer_lag_records")} > 1000
and ${ofGroup("deriv(slipstream_consumer_lag_records[15m])")} > 0`,
    forMinutes: 15,
    summary: "More comes than the workers take, and the backlog grows: add workers, or look what slows them.",
  },
  {
    name: "SlipstreamWorkerDown",
    severity: "critical",
    watches: `up{job="${JOBS.worker}"} == 0`,
    forMinutes: 2,
    summary: "A worker does not answer, and readings wait in Kafka: read the end of its log and start it.",
  },
  {
    name: "SlipstreamWorkerRestarting",
    severity: "critical",
    watches: `changes(process_start_time_seconds{job="${JOBS.worker}"}[30m]) >= 3`,
    forMinutes: 0,
    summary:
      "A worker ends again and again for what no rule covers: its log names the answer that it cannot go on with.",
  },
  {
    name: "SlipstreamEdgeDown",
    severity: "critical",
    watches: `up{job="${JOBS.web}"} == 0`,
    forMinutes: 2,
    summary: "The web server does not answer, and nobody can upload: read the end of its log and start it.",
  },
  {
    name: "SlipstreamEdgeRefusing",
    severity: "critical",
    watches: `sum(rate(slipstream_api_request_seconds_count{route="${UPLOAD_ROUTE}", status=~"5.."}[5m]))
/ sum(rate(slipstream_api_request_seconds_count{route="${UPLOAD_ROUTE}"}[5m])) > 0.05`,
    forMinutes: 2,
    summary:
      "The edge refuses more than one upload in 20 because Kafka does not take them or it is full: look at its log.",
  },
] as const satisfies readonly AlarmRow[];

export type AlarmName = (typeof ALARMS)[number]["name"];
export type Alarm = AlarmRow & { readonly name: AlarmName };

/** Where the runbook tells what to do, as GitHub makes anchors of headings. */
export const runbookOf = (alarm: Alarm): string => `docs/runbook.md#${alarm.name.toLowerCase()}`;
