import { type AlarmRow, grown } from "./alarm-row";
import { DERIVED_ALARMS } from "./alarms-of-derived";
import {
  changedOften,
  gaugeIs,
  grewBeyond,
  type Judgement,
  risesBeyond,
  slowerThan,
  stoodStill,
} from "./judgement";

/** Jobs under which Prometheus scrapes the two processes. */
export const JOBS = { worker: "slipstream-worker", web: "slipstream-web" } as const;
export const UPLOAD_ROUTE = "POST /api/v1/telemetry";

const held = (store: string): string => `max by (instance, store) (slipstream_held{store="${store}"}) == 1`;
const isHeld = (store: string): Judgement => gaugeIs("slipstream_held", 1, ["instance", "store"], { store });
const outcome = (kind: string): string => `slipstream_readings_total{outcome="${kind}"}`;

/** Every worker measures the whole group, so that the greatest figure of a partition is the group's. */
const ofGroup = (perPartition: string): string =>
  `sum by (lane) (max by (lane, partition) (${perPartition}))`;

/** What people notice while the workers do not get on. */
export const LATE = "New readings arrive late; nothing is lost.";
/** The same of those that take no readings in, or wait for the database only. */
export const DERIVED_LATE = "Rides, reports or changes of bikes show late; readings and the map go on.";
const MAY_BE_LATE = "New readings may arrive late; nothing is lost.";

/** Every alarm of the way of a reading, and of master data to it; each has a paragraph of its name in docs/runbook.md. */
export const ALARMS = [
  {
    name: "SlipstreamHeldByElasticsearch",
    title: "Held by Elasticsearch",
    severity: "critical",
    watches: held("elasticsearch"),
    judged: isHeld("elasticsearch"),
    forMinutes: 1,
    summary:
      "The worker holds because Elasticsearch is away or not as it must be: read why on its ready page and mend that.",
    felt: LATE,
  },
  {
    name: "SlipstreamHeldByKafka",
    title: "Held by Kafka",
    severity: "critical",
    watches: held("kafka"),
    judged: isHeld("kafka"),
    forMinutes: 1,
    summary:
      "The worker holds because Kafka does not acknowledge what it publishes: look at the brokers and the topics.",
    felt: LATE,
  },
  {
    name: "SlipstreamHeldByBreaker",
    title: "Held by the breaker",
    severity: "critical",
    watches: held("breaker"),
    judged: isHeld("breaker"),
    forMinutes: 1,
    summary:
      "So many readings of so many bikes would be dead letters that a deployment is at fault: undo the last change.",
    felt: LATE,
  },
  {
    name: "SlipstreamHeldByDatabase",
    title: "Held by the database",
    severity: "critical",
    watches: held("database"),
    judged: isHeld("database"),
    forMinutes: 2,
    summary:
      "Master data, reports or erasures hold because PostgreSQL is away or does not let a worker's login in: look at the database.",
    felt: DERIVED_LATE,
  },
  {
    name: "SlipstreamPastHalfRetention",
    title: "Waiting past half of the retention",
    severity: "critical",
    watches: "max by (lane) (slipstream_uncommitted_past_half_retention) == 1",
    judged: gaugeIs("slipstream_uncommitted_past_half_retention", 1, ["lane"]),
    forMinutes: 1,
    summary:
      "A record waits for longer than half of what Kafka keeps: raise the topic's retention, then mend what holds it up.",
    felt: "Some readings have waited for days; none is lost yet.",
  },
  {
    name: "SlipstreamRecordsLost",
    title: "Records lost",
    severity: "critical",
    watches: `sum by (lane) (${grown("slipstream_gap_records_total", "1h")}) > 0`,
    judged: grewBeyond(0, "slipstream_gap_records_total", 60),
    forMinutes: 0,
    summary:
      "Kafka deleted records before they were read: raise the retention and have phones and modules send again.",
    felt: "Some readings were lost on their way, and tracks may have gaps.",
  },
  {
    name: "SlipstreamDeadLettersRising",
    title: "Dead letters rising",
    severity: "warning",
    watches: `sum by (lane) (${grown(outcome("dead-lettered"), "15m")}) > 100`,
    judged: grewBeyond(100, "slipstream_readings_total", 15, { outcome: "dead-lettered" }),
    forMinutes: 0,
    summary:
      "Many readings cannot be understood or stored: list the dead letters, mend who sends them and send them again.",
    felt: "Some readings could not be understood; they are kept, but not shown.",
  },
  {
    name: "SlipstreamDeadLettersLarge",
    title: "Dead letters take much room",
    severity: "warning",
    watches: `sum by (lane) (${grown("slipstream_dead_letter_bytes_total", "1h")}) > 1e8`,
    judged: grewBeyond(1e8, "slipstream_dead_letter_bytes_total", 60),
    forMinutes: 0,
    summary:
      "Dead letters, which are kept for ever, grew by over 100 MB in an hour: find whose they are and stop the sender.",
    felt: "Some readings could not be understood; they are kept, but not shown.",
  },
  {
    name: "SlipstreamManyWindowsMade",
    title: "Many weeks begun",
    severity: "warning",
    watches: `sum by (lane) (${grown("slipstream_windows_made_total", "1h")}) > 20`,
    judged: grewBeyond(20, "slipstream_windows_made_total", 60),
    forMinutes: 0,
    summary:
      "Over 20 weeks got their first readings within an hour: see whose they are, and whether their clocks are right.",
    felt: "Rides of long ago have arrived, or some bikes have a wrong clock; the rest is as ever.",
  },
  {
    name: "SlipstreamFieldFaultsRising",
    title: "Field faults rising",
    severity: "warning",
    watches: `sum by (lane) (${grown("slipstream_field_faults_total", "15m")}) > 1000`,
    judged: grewBeyond(1_000, "slipstream_field_faults_total", 15),
    forMinutes: 0,
    summary:
      "Many readings lose a field that is unknown or out of range: see which firmware sends it, then widen the contract.",
    felt: "Some bikes lack a value, such as a speed or a charge; the rest is shown.",
  },
  {
    name: "SlipstreamQuarantineRising",
    title: "Quarantine rising",
    severity: "warning",
    watches: `sum by (lane) (${grown(outcome("quarantined"), "15m")}) > 100`,
    judged: grewBeyond(100, "slipstream_readings_total", 15, { outcome: "quarantined" }),
    forMinutes: 0,
    summary:
      "Many readings have no usable time or a clock that is ahead: find whose, and release them with the right offset.",
    felt: "Some bikes have a wrong clock; their readings are kept, but not shown yet.",
  },
  {
    name: "SlipstreamFreshnessOverGoal",
    title: "Freshness over its goal",
    severity: "warning",
    watches: `histogram_quantile(0.99, sum by (lane, le) (
  rate(slipstream_freshness_seconds_bucket{lane="telemetry"}[5m])
)) > 1`,
    judged: slowerThan(1, "slipstream_freshness_seconds_bucket", 5),
    forMinutes: 5,
    summary:
      "Live readings take over a second to be durable: look what Elasticsearch is busy with, or add a worker.",
    felt: "New readings arrive some seconds late; nothing is lost.",
  },
  {
    name: "SlipstreamLaneSilent",
    title: "Live lane silent",
    severity: "warning",
    watches: `sum by (lane) (increase(slipstream_packets_total{lane="telemetry"}[15m])) == 0
and sum by (lane) (increase(slipstream_packets_total{lane="telemetry"}[1d] offset 15m)) > 0`,
    judged: stoodStill("slipstream_packets_total", 15),
    forMinutes: 0,
    summary:
      "The live lane read nothing for 15 minutes although it did before: look whether uploads reach the edge and Kafka.",
    felt: "No new reading has come for a quarter of an hour.",
  },
  {
    name: "SlipstreamLaneOutOfGroup",
    title: "Lane out of its group",
    severity: "critical",
    watches: "min by (instance, lane) (slipstream_lane_joined) == 0",
    judged: gaugeIs("slipstream_lane_joined", 0, ["instance", "lane"]),
    forMinutes: 2,
    summary:
      "A lane is not in its consumer group and reads nothing: look whether Kafka answers, then restart the worker.",
    felt: MAY_BE_LATE,
  },
  {
    name: "SlipstreamLagGrowing",
    title: "Backlog growing",
    severity: "warning",
    watches: `${ofGroup("slipstream_consumer_lag_records")} > 1000
and ${ofGroup("deriv(slipstream_consumer_lag_records[15m])")} > 0`,
    judged: risesBeyond(1_000, "slipstream_consumer_lag_records", 15),
    forMinutes: 15,
    summary: "More comes than the workers take, and the backlog grows: add workers, or look what slows them.",
    felt: LATE,
  },
  ...DERIVED_ALARMS,
  {
    name: "SlipstreamWorkerDown",
    title: "Worker down",
    severity: "critical",
    watches: `up{job="${JOBS.worker}"} == 0`,
    judged: gaugeIs("up", 0, ["instance"]),
    forMinutes: 2,
    summary: "A worker does not answer, and readings wait in Kafka: read the end of its log and start it.",
    felt: MAY_BE_LATE,
  },
  {
    name: "SlipstreamWorkerRestarting",
    title: "Worker restarting",
    severity: "critical",
    watches: `changes(process_start_time_seconds{job="${JOBS.worker}"}[30m]) >= 3`,
    judged: changedOften(3, "process_start_time_seconds", 30),
    forMinutes: 0,
    summary:
      "A worker ends again and again for what no rule covers: its log names the answer that it cannot go on with.",
    felt: MAY_BE_LATE,
  },
  {
    name: "SlipstreamEdgeDown",
    title: "Web server down",
    severity: "critical",
    watches: `up{job="${JOBS.web}"} == 0`,
    judged: { notHere: "A web server that is down shows no page, and others cannot tell of it." },
    forMinutes: 2,
    summary: "The web server does not answer, and nobody can upload: read the end of its log and start it.",
    felt: "Pages do not load. Bikes and phones keep what they cannot send.",
  },
  {
    name: "SlipstreamEdgeRefusing",
    title: "Uploads refused",
    severity: "critical",
    watches: `sum(rate(slipstream_api_request_seconds_count{route="${UPLOAD_ROUTE}", status=~"5.."}[5m]))
/ sum(rate(slipstream_api_request_seconds_count{route="${UPLOAD_ROUTE}"}[5m])) > 0.05`,
    judged: { notHere: "A web server knows only what it answered itself, and nothing of the others." },
    forMinutes: 2,
    summary:
      "The edge refuses more than one upload in 20 because Kafka does not take them or it is full: look at its log.",
    felt: "Bikes and phones are asked to send again later; nothing is lost.",
  },
] as const satisfies readonly AlarmRow[];

export type AlarmName = (typeof ALARMS)[number]["name"];
export type Alarm = AlarmRow & { readonly name: AlarmName };

/** Of the alarm's paragraph in the runbook, as GitHub makes anchors of headings. */
export const anchorOf = ({ name }: Alarm): string => name.toLowerCase();

/** Where the runbook tells what to do. */
export const runbookOf = (alarm: Alarm): string => `docs/runbook.md#${anchorOf(alarm)}`;
